#pragma once

#include <string>

/// POST /restart to the driver; returns when the server is back.
void RestartServer(const std::string& control_url);
