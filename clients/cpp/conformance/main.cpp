#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <sstream>

#include "steps.h"

namespace {

std::string Variable(const char* name) {
    const char* value = std::getenv(name);
    return value ? value : throw std::runtime_error(std::string(name) + " is not set; see tests/conformance/README.md.");
}

std::string Text(const std::string& file) {
    std::stringstream text;
    text << std::ifstream(file).rdbuf();
    return text.str();
}

}  // namespace

/// Plays scenario.json and prints a line for each step. Every call of the steps has a deadline: none can hang.
int main() {
    const auto scenario = FromJson<google::protobuf::Struct>(Text(Variable("EDRGRPC_SCENARIO")));
    edrgrpc::ClientOptions server;
    server.target = Variable("EDRGRPC_ADDRESS");
    server.ca_certificates = Text(Variable("EDRGRPC_CA_FILE"));
    Steps steps(server, Variable("EDRGRPC_TOKEN"), Variable("EDRGRPC_CONTROL_URL"));
    bool passed = true;
    for (const auto& element : At(scenario, "steps").list_value().values()) {
        const auto& step = element.struct_value();
        const auto start = std::chrono::steady_clock::now();
        std::string detail;
        try {
            steps.Play(TextAt(step, "name"), step);
        } catch (const std::exception& failure) {
            detail = failure.what();
            passed = false;
        }

        const auto millis = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - start).count();
        google::protobuf::Struct line;
        auto& fields = *line.mutable_fields();
        fields["step"].set_string_value(TextAt(step, "name"));
        fields["ok"].set_bool_value(detail.empty());
        fields["millis"].set_number_value(static_cast<double>(millis));
        fields["detail"].set_string_value(detail);
        std::cout << ToJson(line) << std::endl;
    }

    return passed ? 0 : 1;
}
