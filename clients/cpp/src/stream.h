#pragma once

#include <algorithm>
#include <chrono>
#include <memory>

#include <grpcpp/client_context.h>
#include <grpcpp/completion_queue.h>
#include <grpcpp/support/async_stream.h>

#include "edrgrpc/stop.h"

namespace edrgrpc {

/// Lets a Stop cancel a call, for as long as it lives.
class StopRegistration {
public:
    StopRegistration(Stop& stop, grpc::ClientContext& call) : stop_(stop), call_(call) {
        const std::lock_guard lock(stop_.mutex_);
        stop_.calls_.push_back(&call_);
        if (stop_.requested_) {
            call_.TryCancel();
        }
    }

    StopRegistration(const StopRegistration&) = delete;
    StopRegistration& operator=(const StopRegistration&) = delete;

    ~StopRegistration() {
        const std::lock_guard lock(stop_.mutex_);
        stop_.calls_.erase(std::find(stop_.calls_.begin(), stop_.calls_.end(), &call_));
    }

private:
    Stop& stop_;
    grpc::ClientContext& call_;
};

/// One attempt of a watch. It is read through a queue of completions, because the plain reader cannot give up on a silent server.
template <class Response>
class Stream {
public:
    using Message = Response;

    /// open(context, queue) prepares the call.
    template <class Open>
    Stream(Stop& stop, std::chrono::system_clock::time_point deadline, std::chrono::milliseconds silence, Open open)
        : silence_(silence), stop_(stop, context_) {
        if (deadline != std::chrono::system_clock::time_point::max()) {
            context_.set_deadline(deadline);
        }

        reader_ = open(&context_, &queue_);
        reader_->StartCall(this);
        alive_ = Wait();
    }

    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;

    // Every operation begun has been waited for: the queue is empty once the call is cancelled and finished.
    ~Stream() {
        if (!finished_) {
            context_.TryCancel();
            Finish();
        }

        queue_.Shutdown();
        void* tag;
        bool ok;
        while (queue_.Next(&tag, &ok)) {
        }
    }

    /// The next message, or false at the end: then Finish says which.
    bool Read(Response& message) {
        if (alive_) {
            reader_->Read(&message, this);
            alive_ = Wait();
        }

        return alive_;
    }

    grpc::Status Finish() {
        grpc::Status status;
        reader_->Finish(&status, this);
        Wait();
        finished_ = true;
        return silent_ ? grpc::Status(grpc::UNAVAILABLE, "The stream was silent for too long.") : status;
    }

private:
    bool Wait() {
        void* tag;
        bool ok = false;
        if (queue_.AsyncNext(&tag, &ok, std::chrono::system_clock::now() + silence_) == grpc::CompletionQueue::TIMEOUT) {
            silent_ = true;
            context_.TryCancel();
            queue_.Next(&tag, &ok);
            ok = false;
        }

        return ok;
    }

    // In this order: the reader goes before the queue and the context that it uses.
    grpc::ClientContext context_;
    grpc::CompletionQueue queue_;
    std::unique_ptr<grpc::ClientAsyncReaderInterface<Response>> reader_;
    std::chrono::milliseconds silence_;
    bool alive_ = false;
    bool silent_ = false;
    bool finished_ = false;
    StopRegistration stop_;
};

}  // namespace edrgrpc
