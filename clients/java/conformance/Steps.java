import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import com.google.rpc.BadRequest.FieldViolation;
import io.edrgrpc.client.EdrClient;
import io.edrgrpc.client.EdrClientBuilder;
import io.edrgrpc.client.EdrException;
import io.edrgrpc.client.SubmissionWatch;
import io.edrgrpc.response.v1.BatchItem;
import io.edrgrpc.response.v1.CancelSubmissionRequest;
import io.edrgrpc.response.v1.GetSubmissionRequest;
import io.edrgrpc.response.v1.ListSubmissionsRequest;
import io.edrgrpc.response.v1.ListSubmissionsResponse;
import io.edrgrpc.response.v1.Submission;
import io.edrgrpc.response.v1.SubmissionEvent;
import io.edrgrpc.response.v1.SubmissionState;
import io.edrgrpc.response.v1.SubmitAndWatchRequest;
import io.edrgrpc.response.v1.SubmitAndWatchResponse;
import io.edrgrpc.response.v1.SubmitBatchRequest;
import io.edrgrpc.response.v1.SubmitRequest;
import io.edrgrpc.response.v1.SubmitResponse;
import io.edrgrpc.response.v1.WatchSubmissionRequest;
import io.edrgrpc.response.v1.WatchSubmissionsRequest;
import io.grpc.Context;
import io.grpc.Status;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The steps of scenario.json, through the package as its users have it. */
final class Steps implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(50);

    private final Map<String, String> environment;
    private final EdrClient client;
    private final String controlUrl;

    Steps(Map<String, String> environment) {
        this.environment = environment;
        client = connect().token(environment.get("EDRGRPC_TOKEN")).build();
        controlUrl = environment.get("EDRGRPC_CONTROL_URL");
    }

    void play(JsonObject step) {
        String name = step.get("name").getAsString();
        switch (name) {
            case "submit-nine-kinds":
                nineKinds(step);
                break;
            case "bad-request":
                badRequest(step);
                break;
            case "bad-request-cut":
                badRequestCut(step);
                break;
            case "duplicate-request-id":
                duplicate(step);
                break;
            case "submit-and-watch":
                submitAndWatch(step);
                break;
            case "watch-resumes":
                watchResumes(step);
                break;
            case "deadline":
                deadline(step);
                break;
            case "cancel-call":
                cancelCall();
                break;
            case "cancel-submission":
                cancelSubmission(step);
                break;
            case "list-pages":
                listPages(step);
                break;
            case "unauthenticated":
                unauthenticated(step);
                break;
            case "unicode-path":
                unicodePath(step);
                break;
            default:
                throw new AssertionError("This runner does not know the step " + name + ".");
        }
    }

    @Override
    public void close() {
        client.close();
    }

    private EdrClientBuilder connect() {
        return EdrClient.builder(environment.get("EDRGRPC_ADDRESS")).trust(Path.of(environment.get("EDRGRPC_CA_FILE")));
    }

    private void unauthenticated(JsonObject step) {
        SubmitRequest request = fresh(step.get("request"));
        for (EdrClientBuilder stranger : List.of(connect(), connect().token(step.get("wrongToken").getAsString()))) {
            try (EdrClient refused = stranger.build()) {
                EdrException error = Expect.refused(Status.Code.UNAUTHENTICATED, step.get("reason").getAsString(), () -> refused.submit(request));
                Expect.equal(step.get("domain").getAsString(), error.domain(), "domain");
            }
        }

        Expect.equal(false, client.submit(request).getDeduplicated(), "deduplicated");
    }

    private void nineKinds(JsonObject step) {
        for (JsonElement request : step.getAsJsonArray("requests")) {
            SubmitResponse answer = client.submit(fresh(request));
            Expect.that(!answer.getSubmission().getSubmissionId().isEmpty(), "There is no submission_id.");
            Expect.that(answer.getSubmission().getState() != SubmissionState.SUBMISSION_STATE_UNSPECIFIED, "There is no state.");
            Expect.equal(false, answer.getDeduplicated(), "deduplicated");
        }
    }

    private void badRequest(JsonObject step) {
        SubmitRequest request = read(step.get("request"), SubmitRequest.newBuilder()).build();
        EdrException error = Expect.refused(Status.Code.INVALID_ARGUMENT, step.get("reason").getAsString(), () -> client.submit(request));
        Expect.equal(
            strings(step, "fields").stream().sorted().collect(Collectors.toList()),
            error.fieldViolations().stream().map(FieldViolation::getField).sorted().collect(Collectors.toList()),
            "fields");
        Expect.equal(step.get("domain").getAsString(), error.domain(), "domain");
    }

    private void badRequestCut(JsonObject step) {
        int count = step.get("count").getAsInt();
        SubmitBatchRequest.Builder batch = SubmitBatchRequest.newBuilder();
        for (int i = 0; i < count; i++) {
            batch.addItems(read(step.get("item"), BatchItem.newBuilder()));
        }

        EdrException error = Expect.refused(Status.Code.INVALID_ARGUMENT, null, () -> client.submitBatch(batch.build()));
        int listed = error.fieldViolations().size();
        Expect.equal(String.valueOf(2 * count), error.metadata().get("violations"), "violations");
        Expect.equal(String.valueOf(listed), error.metadata().get("listed"), "listed");
        Expect.that(listed > 0 && listed < 2 * count, listed + " violations are listed.");
    }

    private void duplicate(JsonObject step) {
        SubmitRequest request = fresh(step.get("request"));
        SubmitResponse first = client.submit(request);
        SubmitResponse second = client.submit(request);
        Expect.equal(true, second.getDeduplicated(), "deduplicated");
        Expect.equal(first.getSubmission().getSubmissionId(), second.getSubmission().getSubmissionId(), "submission_id");
        SubmitRequest changed = read(step.get("changed"), SubmitRequest.newBuilder()).setRequestId(request.getRequestId()).build();
        Expect.refused(Status.Code.ALREADY_EXISTS, step.get("reason").getAsString(), () -> client.submit(changed));
    }

    private void submitAndWatch(JsonObject step) {
        SubmitRequest request = fresh(step.get("request"));
        List<SubmitAndWatchResponse> messages = new ArrayList<>();
        client.responses()
            .submitAndWatch(SubmitAndWatchRequest.newBuilder().setRequestId(request.getRequestId()).setAction(request.getAction()).build())
            .forEachRemaining(messages::add);
        Expect.that(!messages.get(0).getSubmitted().getSubmission().getSubmissionId().isEmpty(), "The first message has no submission.");
        Expect.equal(1L, messages.stream().filter(SubmitAndWatchResponse::hasCaughtUp).count(), "count of caught_up");
        List<SubmissionEvent> events =
            messages.stream().filter(SubmitAndWatchResponse::hasEvent).map(SubmitAndWatchResponse::getEvent).collect(Collectors.toList());
        Expect.equal(revisions(events).stream().distinct().sorted().collect(Collectors.toList()), revisions(events), "order of revisions");
        List<String> expected = strings(step, "states");
        Expect.equal(
            expected, events.stream().map(one -> one.getState().name()).distinct().filter(expected::contains).collect(Collectors.toList()), "states");
        Expect.equal(step.get("final").getAsString(), events.get(events.size() - 1).getState().name(), "final state");
    }

    private void watchResumes(JsonObject step) {
        String id = client.submit(fresh(step.get("request"))).getSubmission().getSubmissionId();
        WatchSubmissionRequest request = WatchSubmissionRequest.newBuilder().setSubmissionId(id).build();
        List<SubmissionEvent> seen = new ArrayList<>();
        try (SubmissionWatch watch = client.watch(request, PATIENCE)) {
            while (watch.hasNext()) {
                seen.add(watch.next());
                if (seen.size() == 1) {
                    restartServer();
                }
            }
        }

        Expect.equal(step.get("final").getAsString(), seen.get(seen.size() - 1).getState().name(), "final state");
        List<SubmissionEvent> again = new ArrayList<>();
        try (SubmissionWatch watch = client.watch(request, PATIENCE)) {
            watch.forEachRemaining(again::add);
        }

        Expect.equal(revisions(again), revisions(seen), "revisions");
    }

    private void deadline(JsonObject step) {
        try (SubmissionWatch watch =
            client.watch(WatchSubmissionsRequest.getDefaultInstance(), Duration.ofMillis(step.get("milliseconds").getAsInt()))) {
            Expect.refused(Status.Code.DEADLINE_EXCEEDED, null, () -> watch.forEachRemaining(event -> { }));
        }
    }

    private void cancelCall() {
        try (Context.CancellableContext call = Context.current().withCancellation()) {
            call.run(() -> {
                Iterator<?> messages = client.responses().watchSubmissions(WatchSubmissionsRequest.getDefaultInstance());
                messages.next();
                call.cancel(null);
                Expect.refused(Status.Code.CANCELLED, null, () -> messages.forEachRemaining(message -> { }));
            });
        }
    }

    private void cancelSubmission(JsonObject step) {
        String id = client.submit(fresh(step.get("request"))).getSubmission().getSubmissionId();
        CancelSubmissionRequest request = CancelSubmissionRequest.newBuilder().setSubmissionId(id).setReason("conformance").build();
        Submission cancelled = client.responses().cancelSubmission(request).getSubmission();
        Expect.equal(step.get("state").getAsString(), cancelled.getState().name(), "state");
        Expect.equal(cancelled, client.responses().cancelSubmission(request).getSubmission(), "second answer");

        Submission ended = client.submitAndWait(fresh(step.get("finished")), PATIENCE);
        Expect.refused(
            Status.Code.FAILED_PRECONDITION,
            step.get("reason").getAsString(),
            () -> client.responses().cancelSubmission(CancelSubmissionRequest.newBuilder().setSubmissionId(ended.getSubmissionId()).build()));
    }

    private void listPages(JsonObject step) {
        String run = UUID.randomUUID().toString();
        SubmitBatchRequest.Builder batch = SubmitBatchRequest.newBuilder();
        batch.getContextBuilder().putLabels("run", run);
        for (int id = 1; id <= 5; id++) {
            batch.addItems(read(step.get("item"), BatchItem.newBuilder()).setItemId(String.valueOf(id)));
        }

        client.submitBatch(batch.build());
        List<String> pages = new ArrayList<>();
        ListSubmissionsRequest.Builder request = ListSubmissionsRequest.newBuilder().setPageSize(step.get("pageSize").getAsInt());
        request.getFilterBuilder().putLabels("run", run);
        do {
            ListSubmissionsResponse page = client.responses().listSubmissions(request.build());
            pages.add(page.getSubmissionsList().stream().map(Submission::getBatchItemId).collect(Collectors.joining(" ")));
            request.setPageToken(page.getNextPageToken());
        } while (!request.getPageToken().isEmpty());
        Expect.equal(List.of("5 4", "3 2", "1"), pages, "pages");
    }

    private void unicodePath(JsonObject step) {
        SubmitRequest request = fresh(step.get("request"));
        String id = client.submit(request).getSubmission().getSubmissionId();
        Submission answer = client.responses().getSubmission(GetSubmissionRequest.newBuilder().setSubmissionId(id).build()).getSubmission();
        Expect.equal(request.getAction().getGetFile().getPath(), answer.getAction().getGetFile().getPath(), "path");
    }

    private void restartServer() {
        HttpRequest restart = HttpRequest.newBuilder(URI.create(controlUrl + "/restart")).POST(HttpRequest.BodyPublishers.noBody()).build();
        try {
            Expect.equal(204, HttpClient.newHttpClient().send(restart, HttpResponse.BodyHandlers.discarding()).statusCode(), "answer to the restart");
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("The server could not be restarted.", e);
        }
    }

    private static List<Long> revisions(List<SubmissionEvent> events) {
        return events.stream().map(SubmissionEvent::getRevision).collect(Collectors.toList());
    }

    private static List<String> strings(JsonObject step, String name) {
        return StreamSupport.stream(step.getAsJsonArray(name).spliterator(), false).map(JsonElement::getAsString).collect(Collectors.toList());
    }

    private static SubmitRequest fresh(JsonElement request) {
        return read(request, SubmitRequest.newBuilder()).setRequestId(UUID.randomUUID().toString()).build();
    }

    private static <B extends Message.Builder> B read(JsonElement json, B builder) {
        try {
            JsonFormat.parser().merge(json.toString(), builder);
            return builder;
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError("scenario.json has a request that is not of the contract.", e);
        }
    }
}
