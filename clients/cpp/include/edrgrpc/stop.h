#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <vector>

#include <grpcpp/client_context.h>

namespace edrgrpc {

/// Ends watches from another thread. One may serve many.
class Stop {
public:
    /// The watches throw Error with CANCELLED; watches that begin later do so at once.
    void Request();

    bool requested() const;

private:
    friend class Client;
    friend class StopRegistration;

    /// False if it was stopped while waiting.
    bool SleepUntil(std::chrono::system_clock::time_point time);

    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<grpc::ClientContext*> calls_;
    bool requested_ = false;
};

}  // namespace edrgrpc
