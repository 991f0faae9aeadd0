#include "edrgrpc/stop.h"

namespace edrgrpc {

void Stop::Request() {
    const std::lock_guard lock(mutex_);
    requested_ = true;
    for (auto* call : calls_) {
        call->TryCancel();
    }

    changed_.notify_all();
}

bool Stop::requested() const {
    const std::lock_guard lock(mutex_);
    return requested_;
}

bool Stop::SleepUntil(std::chrono::system_clock::time_point time) {
    std::unique_lock lock(mutex_);
    return !changed_.wait_until(lock, time, [this] { return requested_; });
}

}  // namespace edrgrpc
