#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include <grpcpp/channel.h>

#include "edr/response/v1/ksc_service.grpc.pb.h"
#include "edr/response/v1/response_service.grpc.pb.h"
#include "edrgrpc/error.h"
#include "edrgrpc/stop.h"

namespace edrgrpc {

using Deadline = std::chrono::system_clock::time_point;

/// For watches that last until they end by themselves or are stopped.
inline constexpr Deadline kNoDeadline = Deadline::max();

/// How to reach a server. Without more it is TLS with the trust of the system.
struct ClientOptions {
    /// host:port.
    std::string target;
    /// PEM text of the authorities to trust, and no others.
    std::string ca_certificates;
    /// PEM text of the client's certificate and its key, for mutual TLS.
    std::string client_certificate;
    std::string client_key;
    /// Gives the bearer token; asked at every call, from any thread, so that it can be renewed.
    std::function<std::string()> token;
    /// The name that the server's certificate must have, when it is not the host of the target.
    std::string server_name;
    /// No TLS, for a server on this machine. A token is then refused: anyone on the path could take it.
    bool plaintext = false;
    /// How long a unary call may take, with its repeats. Watches have none but what they are given.
    std::chrono::milliseconds timeout{30'000};
    /// A watch that hears nothing for so long, not even a heartbeat, opens a new stream; the server sends one every 15 seconds.
    std::chrono::milliseconds watch_silence{30'000};
};

/// Called for each event, with the cursor after it: a later watch goes on from there. Return false to end the watch.
using OnEvent = std::function<bool(const edr::response::v1::SubmissionEvent& event, const std::string& cursor)>;

/// Submits EDR responses and follows them to their end. Safe for use by many threads; make one and keep it. Its methods throw Error.
class Client {
public:
    /// Connects at the first call. Throws std::invalid_argument if the options contradict each other.
    explicit Client(ClientOptions options);

    /// Records one response: the answer means durable, not done. An empty request_id is filled with a UUID, so that repeating it after a lost
    /// answer cannot isolate or delete twice; it is repeated until the client's timeout while the server cannot be reached.
    edr::response::v1::SubmitResponse Submit(edr::response::v1::SubmitRequest request);

    /// Records all items of the batch or none; repeated as Submit is.
    edr::response::v1::SubmitBatchResponse SubmitBatch(edr::response::v1::SubmitBatchRequest request);

    /// Submits and waits for the end, whatever it is: look at state(). When it throws, for example because the deadline passed, the work goes on
    /// at the server; the same request_id finds it again.
    edr::response::v1::Submission SubmitAndWait(edr::response::v1::SubmitRequest request, Deadline deadline);

    /// Shows the events of one submission, each once and in order across broken streams and restarts of the server, and returns after the last.
    /// Throws on an error that waiting does not mend, at the deadline, and when stopped.
    void Watch(edr::response::v1::WatchSubmissionRequest request, const OnEvent& on_event, Deadline deadline = kNoDeadline, Stop* stop = nullptr);

    /// The events of all submissions that match. Never ends by itself.
    void Watch(edr::response::v1::WatchSubmissionsRequest request, const OnEvent& on_event, Deadline deadline = kNoDeadline, Stop* stop = nullptr);

    /// The generated stubs, for every other call; Check() reads their errors. Give Submit of this stub a request_id yourself; it is not repeated.
    edr::response::v1::ResponseService::StubInterface& responses() { return *responses_; }
    edr::response::v1::KscService::StubInterface& ksc() { return *ksc_; }

    /// For stubs of other services (AdminService) and for asynchronous ones.
    const std::shared_ptr<grpc::Channel>& channel() const { return channel_; }

private:
    template <class Request, class Open>
    void Resume(Request request, Open open, const OnEvent& on_event, Deadline deadline, Stop& stop);

    template <class Response, class Call>
    Response Repeat(Deadline deadline, Call call);

    edr::response::v1::SubmitResponse SubmitUntil(edr::response::v1::SubmitRequest request, Deadline deadline);

    Deadline Timeout() const { return std::chrono::system_clock::now() + options_.timeout; }

    ClientOptions options_;
    std::shared_ptr<grpc::Channel> channel_;
    std::unique_ptr<edr::response::v1::ResponseService::Stub> responses_;
    std::unique_ptr<edr::response::v1::KscService::Stub> ksc_;
};

/// A random UUID, for request_id.
std::string NewRequestId();

}  // namespace edrgrpc
