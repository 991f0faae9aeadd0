import io.edrgrpc.client.EdrException;
import io.edrgrpc.response.v1.ErrorReason;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Objects;

/** Checks that say what was seen. */
final class Expect {
    private Expect() {
    }

    static void equal(Object expected, Object actual, String what) {
        that(Objects.equals(expected, actual), what + " is " + actual + ", not " + expected);
    }

    static void that(boolean condition, String what) {
        if (!condition) {
            throw new AssertionError(what);
        }
    }

    /** Runs a call that must fail; reads errors of the client and of generated stubs alike. */
    static EdrException refused(Status.Code code, String reason, Runnable call) {
        EdrException error;
        try {
            call.run();
            throw new AssertionError("The call was to be refused with " + code + ".");
        } catch (EdrException e) {
            error = e;
        } catch (StatusRuntimeException e) {
            error = EdrException.of(e);
        }

        equal(code, error.code(), "code");
        if (reason != null) {
            equal(reason, error.reason(), "reason");
            that(error.errorReason() != ErrorReason.ERROR_REASON_UNSPECIFIED, "The reason is not of the contract.");
        }

        return error;
    }
}
