#pragma once

#include <algorithm>
#include <chrono>
#include <random>

#include "edrgrpc/error.h"

namespace edrgrpc {

/// How long to wait before the next attempt: doubling from half a second to 30, never less than the server asked for.
class Backoff {
public:
    std::chrono::nanoseconds Next(const Error& error) {
        const auto step = next_;
        next_ = std::min<std::chrono::nanoseconds>(step * 2, std::chrono::seconds(30));
        // The random half keeps clients that lost the same server from coming back at the same moment.
        std::uniform_int_distribution<std::chrono::nanoseconds::rep> jitter(0, step.count() / 2);
        return error.retry_delay().value_or(step / 2) + std::chrono::nanoseconds(jitter(random_));
    }

    /// The server answered: begin anew.
    void Reset() { next_ = kFirst; }

private:
    static constexpr std::chrono::nanoseconds kFirst = std::chrono::milliseconds(500);

    std::chrono::nanoseconds next_ = kFirst;
    std::mt19937_64 random_{std::random_device{}()};
};

}  // namespace edrgrpc
