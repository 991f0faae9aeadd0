#include "edrgrpc/client.h"

#include <cstdio>
#include <random>

#include "backoff.h"
#include "channel.h"
#include "stream.h"

namespace edrgrpc {

namespace v1 = edr::response::v1;

Client::Client(ClientOptions options)
    : options_(std::move(options)),
      channel_(Connect(options_)),
      responses_(v1::ResponseService::NewStub(channel_)),
      ksc_(v1::KscService::NewStub(channel_)) {}

template <class Response, class Call>
Response Client::Repeat(Deadline deadline, Call call) {
    Backoff backoff;
    Stop never;
    while (true) {
        grpc::ClientContext context;
        context.set_deadline(deadline);
        Response response;
        const auto status = call(&context, &response);
        if (status.ok()) {
            return response;
        }

        const Error error(status);
        const bool again = error.code() == grpc::UNAVAILABLE || (error.code() == grpc::RESOURCE_EXHAUSTED && error.retry_delay());
        const auto wait = backoff.Next(error);
        if (!again || wait >= deadline - std::chrono::system_clock::now()) {
            throw error;
        }

        never.SleepUntil(std::chrono::system_clock::now() + std::chrono::duration_cast<Deadline::duration>(wait));
    }
}

template <class Request, class Open>
void Client::Resume(Request request, Open open, const OnEvent& on_event, Deadline deadline, Stop& stop) {
    Backoff backoff;
    std::int64_t revision = 0;
    while (true) {
        auto stream = open(request);
        typename std::decay_t<decltype(*stream)>::Message message;
        while (stream->Read(message)) {
            backoff.Reset();
            if (!message.cursor().empty()) {
                request.set_after_cursor(message.cursor());
            }

            // Revisions rise in every watch: what was shown is never shown again, whatever a server does with a cursor.
            if (message.has_event() && message.event().revision() > revision) {
                revision = message.event().revision();
                if (!on_event(message.event(), request.after_cursor())) {
                    return;
                }
            }
        }

        const auto status = stream->Finish();
        if (stop.requested()) {
            throw Error({grpc::CANCELLED, "The watch was stopped."});
        }

        if (status.ok()) {
            return;
        }

        const Error error(status);
        if (!error.breaks_only_the_stream()) {
            throw error;
        }

        // Past the deadline the next attempt fails at once, with the code that callers look for.
        const auto wait = std::chrono::duration_cast<Deadline::duration>(backoff.Next(error));
        stop.SleepUntil(std::min(deadline, std::chrono::system_clock::now() + wait));
    }
}

v1::SubmitResponse Client::Submit(v1::SubmitRequest request) {
    return SubmitUntil(std::move(request), Timeout());
}

v1::SubmitResponse Client::SubmitUntil(v1::SubmitRequest request, Deadline deadline) {
    if (request.request_id().empty()) {
        request.set_request_id(NewRequestId());
    }

    return Repeat<v1::SubmitResponse>(deadline, [&](auto* context, auto* response) { return responses_->Submit(context, request, response); });
}

v1::SubmitBatchResponse Client::SubmitBatch(v1::SubmitBatchRequest request) {
    if (request.request_id().empty()) {
        request.set_request_id(NewRequestId());
    }

    return Repeat<v1::SubmitBatchResponse>(
        Timeout(), [&](auto* context, auto* response) { return responses_->SubmitBatch(context, request, response); });
}

v1::Submission Client::SubmitAndWait(v1::SubmitRequest request, Deadline deadline) {
    if (request.validate_only()) {
        throw std::invalid_argument("A rehearsal (validate_only) has no end to wait for: use Submit.");
    }

    auto submission = SubmitUntil(std::move(request), std::min(deadline, Timeout())).submission();
    v1::WatchSubmissionRequest watch;
    watch.set_submission_id(submission.submission_id());
    Watch(std::move(watch), [&](const v1::SubmissionEvent& event, const std::string&) {
        submission = event.submission();
        return true;
    }, deadline);
    return submission;
}

void Client::Watch(v1::WatchSubmissionRequest request, const OnEvent& on_event, Deadline deadline, Stop* stop) {
    Stop never;
    auto& ending = stop ? *stop : never;
    Resume(std::move(request), [&](const v1::WatchSubmissionRequest& from) {
        return std::make_unique<Stream<v1::WatchSubmissionResponse>>(ending, deadline, options_.watch_silence, [&](auto* context, auto* queue) {
            return responses_->PrepareAsyncWatchSubmission(context, from, queue);
        });
    }, on_event, deadline, ending);
}

void Client::Watch(v1::WatchSubmissionsRequest request, const OnEvent& on_event, Deadline deadline, Stop* stop) {
    Stop never;
    auto& ending = stop ? *stop : never;
    Resume(std::move(request), [&](const v1::WatchSubmissionsRequest& from) {
        return std::make_unique<Stream<v1::WatchSubmissionsResponse>>(ending, deadline, options_.watch_silence, [&](auto* context, auto* queue) {
            return responses_->PrepareAsyncWatchSubmissions(context, from, queue);
        });
    }, on_event, deadline, ending);
}

std::string NewRequestId() {
    std::random_device random;
    const auto word = [&] { return static_cast<unsigned>(random()); };
    char text[37];
    const unsigned a = word(), b = word(), c = word(), d = word();
    std::snprintf(text, sizeof text, "%08x-%04x-4%03x-%04x-%04x%08x", a, b >> 16, b & 0xfff, (c >> 16 & 0x3fff) | 0x8000, c & 0xffff, d);
    return text;
}

}  // namespace edrgrpc
