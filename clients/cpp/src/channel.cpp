#include "channel.h"

#include <stdexcept>

#include <google/protobuf/descriptor.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>

namespace edrgrpc {
namespace {

namespace v1 = edr::response::v1;

class BearerToken final : public grpc::MetadataCredentialsPlugin {
public:
    explicit BearerToken(std::function<std::string()> source) : source_(std::move(source)) {}

    // The source may take its time, for example to renew the token.
    bool IsBlocking() const override { return true; }

    grpc::Status GetMetadata(grpc::string_ref, grpc::string_ref, const grpc::AuthContext&,
        std::multimap<grpc::string, grpc::string>* metadata) override {
        try {
            metadata->emplace("authorization", "Bearer " + source_());
            return grpc::Status::OK;
        } catch (const std::exception& failure) {
            return {grpc::UNAUTHENTICATED, std::string("The source of tokens failed: ") + failure.what()};
        }
    }

private:
    std::function<std::string()> source_;
};

std::shared_ptr<grpc::ChannelCredentials> CredentialsOf(const ClientOptions& options) {
    if (options.plaintext) {
        return grpc::InsecureChannelCredentials();
    }

    grpc::SslCredentialsOptions ssl;
    ssl.pem_root_certs = options.ca_certificates;
    ssl.pem_cert_chain = options.client_certificate;
    ssl.pem_private_key = options.client_key;
    auto transport = grpc::SslCredentials(ssl);
    return options.token
        ? grpc::CompositeChannelCredentials(transport, grpc::MetadataCredentialsFromPlugin(std::make_unique<BearerToken>(options.token)))
        : transport;
}

// The unary methods of both services. Submits are safe to repeat with a request_id only, which a caller of the stub may have left out:
// Client repeats these itself.
std::string Unary(bool submits) {
    std::string names;
    for (const auto* service : {v1::ResponseService::service_full_name(), v1::KscService::service_full_name()}) {
        const auto* descriptor = google::protobuf::DescriptorPool::generated_pool()->FindServiceByName(service);
        for (int i = 0; i < descriptor->method_count(); i++) {
            const auto& method = *descriptor->method(i);
            if (!method.server_streaming() && (method.name() == "Submit" || method.name() == "SubmitBatch") == submits) {
                names += (names.empty() ? "" : ",") + (R"({"service":")" + std::string(service) + R"(","method":")" + method.name() + R"("})");
            }
        }
    }

    return "[" + names + "]";
}

std::string ServiceConfig(std::chrono::milliseconds timeout) {
    const auto part = std::to_string(timeout.count() % 1000 + 1000).substr(1);
    const auto seconds = R"(,"timeout":")" + std::to_string(timeout.count() / 1000) + "." + part + R"(s")";
    return R"({"methodConfig":[{"name":)" + Unary(true) + seconds + R"(},{"name":)" + Unary(false) + seconds +
        R"(,"retryPolicy":{"maxAttempts":5,"initialBackoff":"0.5s","maxBackoff":"5s","backoffMultiplier":2,"retryableStatusCodes":["UNAVAILABLE"]}}]})";
}

}  // namespace

std::shared_ptr<grpc::Channel> Connect(const ClientOptions& options) {
    if (options.plaintext && options.token) {
        throw std::invalid_argument("A token is not sent in cleartext: remove plaintext or the token.");
    }

    if (options.client_certificate.empty() != options.client_key.empty()) {
        throw std::invalid_argument("client_certificate and client_key are given together.");
    }

    grpc::ChannelArguments arguments;
    arguments.SetServiceConfigJSON(ServiceConfig(options.timeout));
    // gRPC's own pause between connection attempts would grow to two minutes; watches wait as long as they mean to.
    arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, 5'000);
    // A watch would wait for ever for a server that stands still, or behind a NAT that forgot it; broken, it is resumed.
    arguments.SetInt(GRPC_ARG_KEEPALIVE_TIME_MS, 20'000);
    arguments.SetInt(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, 10'000);
    arguments.SetInt(GRPC_ARG_HTTP2_MAX_PINGS_WITHOUT_DATA, 0);
    if (!options.server_name.empty()) {
        arguments.SetSslTargetNameOverride(options.server_name);
    }

    return grpc::CreateCustomChannel(options.target, CredentialsOf(options), arguments);
}

}  // namespace edrgrpc
