#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include <google/rpc/status.pb.h>
#include <grpcpp/support/status.h>

#include "edr/response/v1/error_reason.pb.h"

namespace edrgrpc {

/// A field of the request that breaks its rules, by its proto path.
struct FieldViolation {
    std::string field;
    std::string description;
};

/// A call that failed, with what the server said about it.
class Error : public std::runtime_error {
public:
    /// Reads the status of a call made with a generated stub.
    explicit Error(const grpc::Status& status);

    grpc::StatusCode code() const { return code_; }

    /// Why, as the contract documents it. Unspecified when the error does not come from the server or its reason is newer than this client.
    edr::response::v1::ErrorReason error_reason() const;

    /// The reason as it was sent, for example HOST_AMBIGUOUS; empty if there is none.
    const std::string& reason() const { return reason_; }

    const std::string& domain() const { return domain_; }

    /// Particulars, by the keys that ErrorReason documents.
    const std::map<std::string, std::string>& metadata() const { return metadata_; }

    /// The server may have cut the list: see "violations" in the metadata.
    const std::vector<FieldViolation>& field_violations() const { return field_violations_; }

    /// How long the server asks to wait before the call is repeated.
    std::optional<std::chrono::nanoseconds> retry_delay() const { return retry_delay_; }

    /// All details.
    const google::rpc::Status& details() const { return details_; }

    /// True if a watch may go on after it: the server is away or asks to wait, the reader was too slow, or the connection broke.
    bool breaks_only_the_stream() const;

private:
    grpc::StatusCode code_;
    google::rpc::Status details_;
    std::string reason_;
    std::string domain_;
    std::map<std::string, std::string> metadata_;
    std::vector<FieldViolation> field_violations_;
    std::optional<std::chrono::nanoseconds> retry_delay_;
};

/// Throws Error unless the status is OK.
inline void Check(const grpc::Status& status) {
    if (!status.ok()) {
        throw Error(status);
    }
}

}  // namespace edrgrpc
