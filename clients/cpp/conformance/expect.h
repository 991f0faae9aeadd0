#pragma once

#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include <edrgrpc/error.h>

/// Checks that say what was seen.
inline void That(bool condition, const std::string& what) {
    if (!condition) {
        throw std::runtime_error(what);
    }
}

template <class T>
std::ostream& operator<<(std::ostream& out, const std::vector<T>& values) {
    out << "[";
    for (const auto& value : values) {
        out << " " << value;
    }

    return out << " ]";
}

template <class T>
void Equal(const T& expected, const T& actual, const std::string& what) {
    std::ostringstream text;
    text << what << " is " << actual << ", not " << expected;
    That(expected == actual, text.str());
}

/// Runs a call that must fail.
template <class Call>
edrgrpc::Error Refused(grpc::StatusCode code, const std::string& reason, Call call) {
    try {
        call();
    } catch (const edrgrpc::Error& error) {
        That(error.code() == code, std::string("The call failed otherwise: ") + error.what());
        if (!reason.empty()) {
            Equal(reason, error.reason(), "reason");
            That(error.error_reason() != edr::response::v1::ERROR_REASON_UNSPECIFIED, "The reason is not of the contract.");
        }

        return error;
    }

    throw std::runtime_error("The call was to be refused.");
}
