#include <cstdio>
#include <cstdlib>

#include <edrgrpc/client.h>

namespace v1 = edr::response::v1;

int main() {
    edrgrpc::ClientOptions options;
    options.target = std::getenv("EDRGRPC_ADDRESS");
    options.plaintext = true;
    edrgrpc::Client client(options);

    v1::SubmitRequest request;
    request.set_request_id(edrgrpc::NewRequestId());  // keep it: repeating the call with it is answered, not executed again
    request.mutable_action()->set_target_host_name("HOST-0001");
    request.mutable_action()->mutable_get_file()->set_path("C:\\Temp\\a.exe");
    try {
        const auto submitted = client.Submit(request);  // durable from here on, not done
        v1::WatchSubmissionRequest watch;
        watch.set_submission_id(submitted.submission().submission_id());
        client.Watch(watch, [](const v1::SubmissionEvent& event, const std::string&) {
            std::printf("%s: %s\n", v1::SubmissionState_Name(event.state()).c_str(), event.detail().c_str());
            return true;
        });
    } catch (const edrgrpc::Error& error) {
        std::printf("%s (%s)\n", error.what(), error.reason().c_str());
        return 1;
    }
}
