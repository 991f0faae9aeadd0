#include "edrgrpc/error.h"

#include <google/rpc/error_details.pb.h>

namespace edrgrpc {
namespace {

namespace v1 = edr::response::v1;

std::string NameOf(grpc::StatusCode code) {
    static const char* const names[] = {"OK", "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND", "ALREADY_EXISTS",
        "PERMISSION_DENIED", "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION", "ABORTED", "OUT_OF_RANGE", "UNIMPLEMENTED", "INTERNAL", "UNAVAILABLE",
        "DATA_LOSS", "UNAUTHENTICATED"};
    return code >= 0 && code <= grpc::UNAUTHENTICATED ? names[code] : std::to_string(code);
}

}  // namespace

Error::Error(const grpc::Status& status)
    : std::runtime_error(NameOf(status.error_code()) + ": " + status.error_message()), code_(status.error_code()) {
    details_.ParseFromString(status.error_details());
    for (const auto& any : details_.details()) {
        google::rpc::ErrorInfo info;
        google::rpc::BadRequest bad;
        google::rpc::RetryInfo retry;
        if (any.UnpackTo(&info)) {
            reason_ = info.reason();
            domain_ = info.domain();
            metadata_ = {info.metadata().begin(), info.metadata().end()};
        } else if (any.UnpackTo(&bad)) {
            for (const auto& violation : bad.field_violations()) {
                field_violations_.push_back({violation.field(), violation.description()});
            }
        } else if (any.UnpackTo(&retry)) {
            retry_delay_ = std::chrono::seconds(retry.retry_delay().seconds()) + std::chrono::nanoseconds(retry.retry_delay().nanos());
        }
    }
}

v1::ErrorReason Error::error_reason() const {
    auto reason = v1::ERROR_REASON_UNSPECIFIED;
    if (domain_ == "edr.response.v1") {
        v1::ErrorReason_Parse("ERROR_REASON_" + reason_, &reason);
    }

    return reason;
}

bool Error::breaks_only_the_stream() const {
    switch (code_) {
        case grpc::UNAVAILABLE:
            return true;
        case grpc::RESOURCE_EXHAUSTED:
            return retry_delay_ || error_reason() == v1::ERROR_REASON_SLOW_READER;
        case grpc::INTERNAL:
        case grpc::UNKNOWN:
        case grpc::ABORTED:
        case grpc::CANCELLED:
            // The server sends a reason with all of its own errors: without one, the connection or a proxy broke the call.
            return reason_.empty();
        default:
            return false;
    }
}

}  // namespace edrgrpc
