import { create, fromJson, type DescMessage, type JsonValue, type MessageShape } from "@bufbuild/protobuf";
import { Code } from "@connectrpc/connect";
import { BatchItemSchema, EdrResponseClient, EdrResponseError, ErrorReason, isFinal, SubmissionState, SubmitBatchRequestSchema, SubmitRequestSchema, type SubmissionEvent } from "@edrgrpc/client";

/** A step of scenario.json. */
export interface Step {
  readonly name: string;
  // The fields of a step are its own; each function below reads what the scenario describes.
  readonly [field: string]: any;
}

/** A line of a runner. */
export interface Line {
  readonly step: string;
  readonly ok: boolean;
  readonly millis: number;
  readonly detail: string;
}

/** Plays one step; restart stops and starts the server. Used by Node.js and the browser alike. */
export async function play(connect: Connect, client: EdrResponseClient, restart: () => Promise<number>, step: Step): Promise<Line> {
  const begin = performance.now();
  let detail = "";
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    const run = steps[step.name];
    check(run !== undefined, `this runner does not know the step ${step.name}`);
    // A step that hangs has failed.
    const limit = new Promise<never>((_, reject) => (timer = setTimeout(() => reject(new Error("took more than 60 s")), 60_000)));
    await Promise.race([run!(client, step, restart, connect), limit]);
  } catch (error) {
    detail = error instanceof Error ? `${error.message}\n${error.stack}` : String(error);
  } finally {
    clearTimeout(timer);
  }
  return { step: step.name, ok: detail === "", millis: Math.round(performance.now() - begin), detail };
}

/** A client that signs in with this token, or does not. */
export type Connect = (token: string | undefined) => EdrResponseClient;

type Play = (client: EdrResponseClient, step: Step, restart: () => Promise<number>, connect: Connect) => Promise<void>;

const steps: Record<string, Play> = {
  async "submit-nine-kinds"(client, step) {
    for (const request of step.requests) {
      const answer = await client.submit(fresh(request));
      check(!!answer.submission?.submissionId && answer.submission.state !== SubmissionState.UNSPECIFIED, "no submission");
      equal(answer.deduplicated, false, "deduplicated");
    }
  },

  async "bad-request"(client, step) {
    const error = await refused(Code.InvalidArgument, step.reason, client.submit(read(SubmitRequestSchema, step.request)));
    equal(error.fieldViolations.map((one) => one.field).sort(), [...step.fields].sort(), "fields");
    equal(error.domain, step.domain, "domain");
  },

  async "bad-request-cut"(client, step) {
    const items = Array.from({ length: step.count }, () => read(BatchItemSchema, step.item));
    const error = await refused(Code.InvalidArgument, undefined, client.responses.submitBatch({ items }));
    equal(error.info["violations"], String(2 * step.count), "violations");
    equal(error.info["listed"], String(error.fieldViolations.length), "listed");
    check(error.fieldViolations.length > 0 && error.fieldViolations.length < 2 * step.count, "nothing was cut");
  },

  async "duplicate-request-id"(client, step) {
    const request = fresh(step.request);
    const first = await client.submit(request);
    const second = await client.submit(request);
    equal(second.deduplicated, true, "deduplicated");
    equal(second.submission?.submissionId, first.submission?.submissionId, "submission_id");
    const changed = { ...read(SubmitRequestSchema, step.changed), requestId: request.requestId };
    await refused(Code.AlreadyExists, step.reason, client.submit(changed));
  },

  async "submit-and-watch"(client, step) {
    const request = fresh(step.request);
    const events: SubmissionEvent[] = [];
    const kinds: string[] = [];
    for await (const { payload } of client.responses.submitAndWatch({ requestId: request.requestId, action: request.action })) {
      kinds.push(payload.case ?? "none");
      if (payload.case === "event") {
        events.push(payload.value);
      }
    }
    equal(kinds[0], "submitted", "the first message");
    equal(kinds.filter((kind) => kind === "caughtUp").length, 1, "how often caught_up came");
    check(events.every((event, i) => i === 0 || event.revision > events[i - 1]!.revision), "revisions do not rise");
    const states = [...new Set(events.map((event) => stateName(event.state)))];
    equal(states.filter((state) => step.states.includes(state)), step.states, "states");
    equal(states.at(-1), step.final, "the final state");
  },

  async "watch-resumes"(client, step, restart) {
    const { submission } = await client.submit(fresh(step.request));
    const seen: SubmissionEvent[] = [];
    for await (const { event } of client.watchSubmission(submission!.submissionId)) {
      seen.push(event);
      if (seen.length === 1) {
        equal(await restart(), 204, "the answer to restart");
      }
    }
    equal(stateName(seen.at(-1)!.state), step.final, "the final state");
    const again: string[] = [];
    for await (const { event } of client.watchSubmission(submission!.submissionId)) {
      again.push(String(event.revision));
    }
    equal(seen.map((event) => String(event.revision)), again, "revisions");
  },

  async deadline(client, step) {
    await refused(Code.DeadlineExceeded, undefined, drain(client.responses.watchSubmissions({}, { timeoutMs: step.milliseconds })));
  },

  async "cancel-call"(client) {
    const cancel = new AbortController();
    await refused(Code.Canceled, undefined, drain(client.responses.watchSubmissions({}, { signal: cancel.signal }), () => cancel.abort()));
    check(cancel.signal.aborted, "no message came before");
  },

  async "cancel-submission"(client, step) {
    const submissionId = (await client.submit(fresh(step.request))).submission!.submissionId;
    for (let time = 1; time <= 2; time++) {
      const answer = await client.responses.cancelSubmission({ submissionId, reason: "conformance" });
      equal(stateName(answer.submission!.state), step.state, `the state after call ${time}`);
    }
    const ended = await client.submitAndWait(fresh(step.finished));
    check(isFinal(ended.state), "it has not ended");
    await refused(Code.FailedPrecondition, step.reason, client.responses.cancelSubmission({ submissionId: ended.submissionId }));
  },

  async "list-pages"(client, step) {
    const labels = { run: crypto.randomUUID() };
    const items = [1, 2, 3, 4, 5].map((id) => ({ ...read(BatchItemSchema, step.item), itemId: String(id) }));
    await client.responses.submitBatch(create(SubmitBatchRequestSchema, { requestId: crypto.randomUUID(), items, context: { labels } }));
    const pages: string[] = [];
    let pageToken = "";
    do {
      const page = await client.responses.listSubmissions({ pageSize: step.pageSize, pageToken, filter: { labels } });
      pages.push(page.submissions.map((one) => one.batchItemId).join(" "));
      pageToken = page.nextPageToken;
    } while (pageToken !== "");
    equal(pages, ["5 4", "3 2", "1"], "pages");
  },

  async unauthenticated(client, step, _, connect) {
    const request = fresh(step.request);
    for (const wrong of [undefined, step.wrongToken]) {
      const stranger = connect(wrong);
      const error = await refused(Code.Unauthenticated, step.reason, stranger.submit(request));
      equal(error.domain, step.domain, "domain");
      stranger.close();
    }
    equal((await client.submit(request)).deduplicated, false, "deduplicated");
  },

  async "unicode-path"(client, step) {
    const { submission } = await client.submit(fresh(step.request));
    const answer = await client.responses.getSubmission({ submissionId: submission!.submissionId });
    const task = answer.submission?.action?.task;
    equal(task?.case === "getFile" && task.value.path, step.request.action.getFile.path, "path");
  },
};

function read<T extends DescMessage>(schema: T, json: JsonValue): MessageShape<T> {
  return fromJson(schema, json);
}

function fresh(json: JsonValue) {
  return { ...read(SubmitRequestSchema, json), requestId: crypto.randomUUID() };
}

function stateName(state: SubmissionState): string {
  return `SUBMISSION_STATE_${SubmissionState[state]}`;
}

async function drain(messages: AsyncIterable<unknown>, first?: () => void): Promise<void> {
  for await (const _ of messages) {
    first?.();
  }
}

async function refused(code: Code, reason: string | undefined, call: Promise<unknown>): Promise<EdrResponseError> {
  const error = await call.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  check(error instanceof EdrResponseError, `not refused as expected but: ${error}`);
  equal(Code[error.code], Code[code], "code");
  if (reason !== undefined) {
    equal(error.reasonName, reason, "reason");
    equal(ErrorReason[error.reason], reason, "the typed reason");
  }
  return error;
}

function equal(actual: unknown, expected: unknown, what: string): void {
  check(JSON.stringify(actual) === JSON.stringify(expected), `${what} is ${JSON.stringify(actual)}, not ${JSON.stringify(expected)}`);
}

function check(condition: boolean, otherwise: string): asserts condition {
  if (!condition) {
    throw new Error(otherwise);
  }
}
