#pragma once

#include <memory>

#include "edrgrpc/client.h"

namespace edrgrpc {

/// Trust, credentials, default deadlines and retries.
std::shared_ptr<grpc::Channel> Connect(const ClientOptions& options);

}  // namespace edrgrpc
