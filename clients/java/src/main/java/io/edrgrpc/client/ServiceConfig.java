package io.edrgrpc.client;

import io.edrgrpc.response.v1.KscServiceGrpc;
import io.edrgrpc.response.v1.ResponseServiceGrpc;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServiceDescriptor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The default deadline of unary calls, and the repeats of those that are safe to repeat as they are. */
final class ServiceConfig {
    // Safe with a request_id only, which a caller of the stub may have left out: EdrClient repeats these itself.
    private static final Set<String> SUBMITS =
        Set.of(ResponseServiceGrpc.getSubmitMethod().getBareMethodName(), ResponseServiceGrpc.getSubmitBatchMethod().getBareMethodName());

    private static final Map<String, Object> RETRY = Map.of(
        "maxAttempts", 5.0,
        "initialBackoff", "0.5s",
        "maxBackoff", "5s",
        "backoffMultiplier", 2.0,
        "retryableStatusCodes", List.of("UNAVAILABLE"));

    private ServiceConfig() {
    }

    static Map<String, Object> of(Duration timeout) {
        String seconds = String.format(Locale.ROOT, "%d.%09ds", timeout.getSeconds(), timeout.getNano());
        return Map.of("methodConfig", List.of(
            Map.of("name", unary(true), "timeout", seconds),
            Map.of("name", unary(false), "timeout", seconds, "retryPolicy", RETRY)));
    }

    private static List<Map<String, String>> unary(boolean submits) {
        List<Map<String, String>> names = new ArrayList<>();
        for (ServiceDescriptor service : List.of(ResponseServiceGrpc.getServiceDescriptor(), KscServiceGrpc.getServiceDescriptor())) {
            for (MethodDescriptor<?, ?> method : service.getMethods()) {
                if (method.getType() == MethodType.UNARY && SUBMITS.contains(method.getBareMethodName()) == submits) {
                    names.add(Map.of("service", service.getName(), "method", method.getBareMethodName()));
                }
            }
        }

        return names;
    }
}
