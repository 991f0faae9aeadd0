#include "steps.h"

#include <algorithm>
#include <map>

#include "control.h"
#include "expect.h"

namespace v1 = edr::response::v1;
using google::protobuf::Struct;

namespace {

edrgrpc::ClientOptions SignedIn(edrgrpc::ClientOptions options, const std::string& token) {
    options.token = [token] { return token; };
    return options;
}

v1::SubmitRequest Fresh(const google::protobuf::Value& request) {
    auto message = Read<v1::SubmitRequest>(request);
    message.set_request_id(edrgrpc::NewRequestId());
    return message;
}

std::vector<std::string> Texts(const Struct& step, const std::string& name) {
    std::vector<std::string> texts;
    for (const auto& value : At(step, name).list_value().values()) {
        texts.push_back(value.string_value());
    }

    return texts;
}

int Number(const Struct& step, const std::string& name) {
    return static_cast<int>(At(step, name).number_value());
}

edrgrpc::Deadline In(std::chrono::milliseconds time) {
    return std::chrono::system_clock::now() + time;
}

}  // namespace

Steps::Steps(edrgrpc::ClientOptions server, const std::string& token, std::string control_url)
    : server_(std::move(server)), client_(SignedIn(server_, token)), control_url_(std::move(control_url)) {}

void Steps::Play(const std::string& name, const Struct& step) {
    static const std::map<std::string, void (Steps::*)(const Struct&)> steps{
        {"submit-nine-kinds", &Steps::NineKinds},
        {"bad-request", &Steps::BadRequest},
        {"bad-request-cut", &Steps::BadRequestCut},
        {"duplicate-request-id", &Steps::Duplicate},
        {"submit-and-watch", &Steps::SubmitAndWatch},
        {"watch-resumes", &Steps::WatchResumes},
        {"deadline", &Steps::Deadline},
        {"cancel-call", &Steps::CancelCall},
        {"cancel-submission", &Steps::CancelSubmission},
        {"list-pages", &Steps::ListPages},
        {"unauthenticated", &Steps::Unauthenticated},
        {"unicode-path", &Steps::UnicodePath},
    };
    const auto found = steps.find(name);
    That(found != steps.end(), "This runner does not know the step " + name + ".");
    (this->*found->second)(step);
}

void Steps::NineKinds(const Struct& step) {
    for (const auto& request : At(step, "requests").list_value().values()) {
        const auto answer = client_.Submit(Fresh(request));
        That(!answer.submission().submission_id().empty(), "There is no submission_id.");
        That(answer.submission().state() != v1::SUBMISSION_STATE_UNSPECIFIED, "There is no state.");
        That(!answer.deduplicated(), "The answer is deduplicated.");
    }
}

void Steps::BadRequest(const Struct& step) {
    const auto error = Refused(
        grpc::INVALID_ARGUMENT, TextAt(step, "reason"), [&] { client_.Submit(Read<v1::SubmitRequest>(At(step, "request"))); });
    std::vector<std::string> fields;
    for (const auto& violation : error.field_violations()) {
        fields.push_back(violation.field);
    }

    auto expected = Texts(step, "fields");
    std::sort(expected.begin(), expected.end());
    std::sort(fields.begin(), fields.end());
    Equal(expected, fields, "fields");
    Equal(TextAt(step, "domain"), error.domain(), "domain");
}

void Steps::BadRequestCut(const Struct& step) {
    const auto count = Number(step, "count");
    v1::SubmitBatchRequest batch;
    for (int i = 0; i < count; i++) {
        *batch.add_items() = Read<v1::BatchItem>(At(step, "item"));
    }

    const auto error = Refused(grpc::INVALID_ARGUMENT, "", [&] { client_.SubmitBatch(batch); });
    const auto listed = static_cast<int>(error.field_violations().size());
    Equal(std::to_string(2 * count), error.metadata().at("violations"), "violations");
    Equal(std::to_string(listed), error.metadata().at("listed"), "listed");
    That(listed > 0 && listed < 2 * count, std::to_string(listed) + " violations are listed.");
}

void Steps::Duplicate(const Struct& step) {
    const auto request = Fresh(At(step, "request"));
    const auto first = client_.Submit(request);
    const auto second = client_.Submit(request);
    That(second.deduplicated(), "The second answer is not deduplicated.");
    Equal(first.submission().submission_id(), second.submission().submission_id(), "submission_id");
    auto changed = Read<v1::SubmitRequest>(At(step, "changed"));
    changed.set_request_id(request.request_id());
    Refused(grpc::ALREADY_EXISTS, TextAt(step, "reason"), [&] { client_.Submit(changed); });
}

void Steps::SubmitAndWatch(const Struct& step) {
    const auto fresh = Fresh(At(step, "request"));
    v1::SubmitAndWatchRequest request;
    request.set_request_id(fresh.request_id());
    *request.mutable_action() = fresh.action();
    grpc::ClientContext context;
    context.set_deadline(In(std::chrono::seconds(50)));
    const auto reader = client_.responses().SubmitAndWatch(&context, request);
    std::vector<v1::SubmitAndWatchResponse> messages;
    for (v1::SubmitAndWatchResponse message; reader->Read(&message);) {
        messages.push_back(message);
    }

    edrgrpc::Check(reader->Finish());
    That(!messages.at(0).submitted().submission().submission_id().empty(), "The first message has no submission.");
    const auto expected = Texts(step, "states");
    std::vector<std::string> states;
    std::string last;
    std::int64_t revision = 0;
    int caught_up = 0;
    for (const auto& message : messages) {
        caught_up += message.has_caught_up();
        if (message.has_event()) {
            That(message.event().revision() > revision, "Revisions do not rise.");
            revision = message.event().revision();
            last = v1::SubmissionState_Name(message.event().state());
            if (std::count(expected.begin(), expected.end(), last) > 0 && std::count(states.begin(), states.end(), last) == 0) {
                states.push_back(last);
            }
        }
    }

    Equal(1, caught_up, "count of caught_up");
    Equal(expected, states, "states");
    Equal(TextAt(step, "final"), last, "final state");
}

void Steps::WatchResumes(const Struct& step) {
    v1::WatchSubmissionRequest request;
    request.set_submission_id(client_.Submit(Fresh(At(step, "request"))).submission().submission_id());
    std::vector<std::int64_t> seen;
    std::string last;
    client_.Watch(request, [&](const v1::SubmissionEvent& event, const std::string&) {
        seen.push_back(event.revision());
        last = v1::SubmissionState_Name(event.state());
        if (seen.size() == 1) {
            RestartServer(control_url_);
        }

        return true;
    }, In(std::chrono::seconds(50)));
    Equal(TextAt(step, "final"), last, "final state");
    std::vector<std::int64_t> again;
    client_.Watch(request, [&](const v1::SubmissionEvent& event, const std::string&) {
        again.push_back(event.revision());
        return true;
    }, In(std::chrono::seconds(50)));
    Equal(again, seen, "revisions");
}

void Steps::Deadline(const Struct& step) {
    Refused(grpc::DEADLINE_EXCEEDED, "", [&] {
        client_.Watch(v1::WatchSubmissionsRequest(), [](const auto&, const auto&) { return true; },
            In(std::chrono::milliseconds(Number(step, "milliseconds"))));
    });
}

void Steps::CancelCall(const Struct&) {
    grpc::ClientContext context;
    const auto reader = client_.responses().WatchSubmissions(&context, v1::WatchSubmissionsRequest());
    v1::WatchSubmissionsResponse message;
    That(reader->Read(&message), "There is no message.");
    context.TryCancel();
    while (reader->Read(&message)) {
    }

    Refused(grpc::CANCELLED, "", [&] { edrgrpc::Check(reader->Finish()); });

    // The client's own watch, stopped while it waits.
    edrgrpc::Stop stop;
    Refused(grpc::CANCELLED, "", [&] {
        client_.Watch(v1::WatchSubmissionsRequest(), [&](const auto&, const auto&) {
            stop.Request();
            return true;
        }, In(std::chrono::seconds(20)), &stop);
    });
}

void Steps::CancelSubmission(const Struct& step) {
    v1::CancelSubmissionRequest request;
    request.set_submission_id(client_.Submit(Fresh(At(step, "request"))).submission().submission_id());
    request.set_reason("conformance");
    std::vector<std::string> answers;
    for (int i = 0; i < 2; i++) {
        grpc::ClientContext context;
        v1::CancelSubmissionResponse answer;
        edrgrpc::Check(client_.responses().CancelSubmission(&context, request, &answer));
        Equal(TextAt(step, "state"), v1::SubmissionState_Name(answer.submission().state()), "state");
        answers.push_back(ToJson(answer));
    }

    Equal(answers[0], answers[1], "second answer");
    v1::CancelSubmissionRequest late;
    late.set_submission_id(client_.SubmitAndWait(Fresh(At(step, "finished")), In(std::chrono::seconds(50))).submission_id());
    Refused(grpc::FAILED_PRECONDITION, TextAt(step, "reason"), [&] {
        grpc::ClientContext context;
        v1::CancelSubmissionResponse answer;
        edrgrpc::Check(client_.responses().CancelSubmission(&context, late, &answer));
    });
}

void Steps::ListPages(const Struct& step) {
    const auto run = edrgrpc::NewRequestId();
    v1::SubmitBatchRequest batch;
    (*batch.mutable_context()->mutable_labels())["run"] = run;
    for (int id = 1; id <= 5; id++) {
        auto& item = *batch.add_items();
        item = Read<v1::BatchItem>(At(step, "item"));
        item.set_item_id(std::to_string(id));
    }

    client_.SubmitBatch(batch);
    std::vector<std::string> pages;
    v1::ListSubmissionsRequest request;
    request.set_page_size(Number(step, "pageSize"));
    (*request.mutable_filter()->mutable_labels())["run"] = run;
    do {
        grpc::ClientContext context;
        v1::ListSubmissionsResponse answer;
        edrgrpc::Check(client_.responses().ListSubmissions(&context, request, &answer));
        std::string page;
        for (const auto& submission : answer.submissions()) {
            page += (page.empty() ? "" : " ") + submission.batch_item_id();
        }

        pages.push_back(page);
        request.set_page_token(answer.next_page_token());
    } while (!request.page_token().empty());
    Equal({"5 4", "3 2", "1"}, pages, "pages");
}

void Steps::Unauthenticated(const Struct& step) {
    const auto request = Fresh(At(step, "request"));
    for (const auto& options : {server_, SignedIn(server_, TextAt(step, "wrongToken"))}) {
        edrgrpc::Client stranger(options);
        const auto error = Refused(grpc::UNAUTHENTICATED, TextAt(step, "reason"), [&] { stranger.Submit(request); });
        Equal(TextAt(step, "domain"), error.domain(), "domain");
    }

    That(!client_.Submit(request).deduplicated(), "The refused call was kept.");
}

void Steps::UnicodePath(const Struct& step) {
    const auto submit = Fresh(At(step, "request"));
    v1::GetSubmissionRequest request;
    request.set_submission_id(client_.Submit(submit).submission().submission_id());
    grpc::ClientContext context;
    v1::GetSubmissionResponse answer;
    edrgrpc::Check(client_.responses().GetSubmission(&context, request, &answer));
    Equal(submit.action().get_file().path(), answer.submission().action().get_file().path(), "path");
}
