package io.edrgrpc.client;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.BadRequest.FieldViolation;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import io.edrgrpc.response.v1.ErrorReason;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A call that failed, with what the server said about it. */
public final class EdrException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final String DOMAIN = "edr.response.v1";
    private static final String PREFIX = "ERROR_REASON_";

    private final transient com.google.rpc.Status status;

    private EdrException(StatusRuntimeException cause) {
        super(cause.getMessage(), cause);
        status = StatusProto.fromThrowable(cause);
    }

    /** Reads the error of a generated stub. */
    public static EdrException of(StatusRuntimeException error) {
        return new EdrException(error);
    }

    /** The gRPC status code. */
    public Status.Code code() {
        return ((StatusRuntimeException) getCause()).getStatus().getCode();
    }

    /**
     * Why, as the contract documents it at each value. {@code ERROR_REASON_UNSPECIFIED} when the error did not come from the server
     * itself (a connection, a proxy) or its reason is newer than this client: then go by {@link #code()}.
     */
    public ErrorReason errorReason() {
        return info()
            .filter(info -> info.getDomain().equals(DOMAIN))
            .map(info -> ErrorReason.getDescriptor().findValueByName(PREFIX + info.getReason()))
            .map(ErrorReason::valueOf)
            .orElse(ErrorReason.ERROR_REASON_UNSPECIFIED);
    }

    /** The reason as it was sent, for example {@code HOST_AMBIGUOUS}; empty if there is none. */
    public String reason() {
        return info().map(ErrorInfo::getReason).orElse("");
    }

    /** The domain of the reason; empty if there is none. */
    public String domain() {
        return info().map(ErrorInfo::getDomain).orElse("");
    }

    /** More about the reason, see {@link ErrorReason} for the keys. */
    public Map<String, String> metadata() {
        return info().map(ErrorInfo::getMetadataMap).orElse(Map.of());
    }

    /** The fields that broke their rules, by proto path. The server may have cut the list: see {@code violations} in the metadata. */
    public List<FieldViolation> fieldViolations() {
        return detail(BadRequest.class).map(BadRequest::getFieldViolationsList).orElse(List.of());
    }

    /** How long the server asks to wait before the call is repeated. */
    public Optional<Duration> retryDelay() {
        return detail(RetryInfo.class).map(RetryInfo::getRetryDelay).map(delay -> Duration.ofSeconds(delay.getSeconds(), delay.getNanos()));
    }

    /** All details, for those without a method here (ResourceInfo, PreconditionFailure, QuotaFailure). */
    public <T extends Message> Optional<T> detail(Class<T> type) {
        if (status != null) {
            for (Any any : status.getDetailsList()) {
                if (any.is(type)) {
                    try {
                        return Optional.of(any.unpack(type));
                    } catch (InvalidProtocolBufferException e) {
                        return Optional.empty();
                    }
                }
            }
        }

        return Optional.empty();
    }

    /** True if the same call may go through later: the server is away or asks to wait, or the connection broke. */
    public boolean transientFailure() {
        switch (code()) {
            case UNAVAILABLE:
                return true;
            case RESOURCE_EXHAUSTED:
                return retryDelay().isPresent() || errorReason() == ErrorReason.ERROR_REASON_SLOW_READER;
            case INTERNAL:
            case UNKNOWN:
            case ABORTED:
            case CANCELLED:
                // The server sends a reason with all of its own errors: without one, the connection or a proxy broke the call.
                return info().isEmpty();
            default:
                return false;
        }
    }

    private Optional<ErrorInfo> info() {
        return detail(ErrorInfo.class);
    }
}
