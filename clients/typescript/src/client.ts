import type { MessageInitShape } from "@bufbuild/protobuf";
import { createClient, type Client, type Interceptor, type Transport } from "@connectrpc/connect";
import { KscService } from "./gen/edr/response/v1/ksc_service_pb.js";
import { ResponseService, type SubmitRequestSchema, type SubmitResponse } from "./gen/edr/response/v1/response_service_pb.js";
import { SubmissionState, type Submission, type SubmissionFilterSchema } from "./gen/edr/response/v1/submission_pb.js";
import { withRules } from "./rules.js";
import { resume, type WatchedEvent } from "./watch.js";

/** What both kinds of connection take. */
export interface ClientOptions {
  /** Gives the bearer token, asked before every call so that it can be renewed. Only over https. */
  readonly token?: () => string | Promise<string>;
  /** Deadline of every unary call that has none of its own, retries included. Streams have none. Default 30,000. */
  readonly timeoutMs?: number;
  /** How often a unary call is sent at most while the gateway is unavailable. Default 5; 1 turns retries off. */
  readonly maxAttempts?: number;
  /** A watch that hears nothing for so long, not even a heartbeat, opens a new stream. Default 30,000; the gateway sends every 15 seconds. */
  readonly watchSilenceMs?: number;
}

/** How a watch begins and ends. */
export interface WatchOptions {
  /** Only events after this cursor of an earlier watch. */
  readonly afterCursor?: string;
  /** Ends the watch. */
  readonly signal?: AbortSignal;
}

/** Submits EDR responses to a gateway and follows them to their end. Every error is an EdrResponseError. */
export class EdrResponseClient {
  /** All calls of ResponseService as generated, with this client's deadline, retries and errors. */
  readonly responses: Client<typeof ResponseService>;
  /** All calls of KscService as generated, with this client's deadline, retries and errors. */
  readonly ksc: Client<typeof KscService>;
  readonly #silenceMs: number;

  /** Over any transport of Connect; see connect() of "@edrgrpc/client/node" and "@edrgrpc/client/web". */
  constructor(transport: Transport, options: ClientOptions = {}, private readonly onClose: () => void = () => {}) {
    const ruled = withRules(transport, options.timeoutMs ?? 30_000, options.maxAttempts ?? 5);
    this.responses = createClient(ResponseService, ruled);
    this.ksc = createClient(KscService, ruled);
    this.#silenceMs = options.watchSilenceMs ?? 30_000;
  }

  /**
   * Records one response: the answer means durable, not done. An empty requestId is filled in for this call, so that its retries are
   * safe; give one of your own if you may call again, for example after a restart of your program.
   */
  submit(request: MessageInitShape<typeof SubmitRequestSchema>, signal?: AbortSignal): Promise<SubmitResponse> {
    return this.responses.submit(request, { signal });
  }

  /** Submits and waits for the end, whatever it is: look at `state` and `error`. Aborting ends the waiting, never the work. */
  async submitAndWait(request: MessageInitShape<typeof SubmitRequestSchema>, signal?: AbortSignal): Promise<Submission> {
    let submission = (await this.submit(request, signal)).submission!;
    for await (const { event } of this.watchSubmission(submission.submissionId, { signal })) {
      submission = event.submission!;
    }
    return submission;
  }

  /** The events of one submission to its end. A broken stream is opened again where it broke: no event comes twice and none is lost. */
  watchSubmission(submissionId: string, options: WatchOptions = {}): AsyncGenerator<WatchedEvent, void, undefined> {
    const open = (afterCursor: string, signal: AbortSignal) => this.responses.watchSubmission({ submissionId, afterCursor }, { signal });
    return resume(open, this.#silenceMs, options.afterCursor ?? "", options.signal);
  }

  /** The events of all submissions that match (all, without a filter). Goes on until the signal aborts; a broken stream is opened again where it broke. */
  watchSubmissions(filter?: MessageInitShape<typeof SubmissionFilterSchema>, options: WatchOptions = {}): AsyncGenerator<WatchedEvent, void, undefined> {
    const open = (afterCursor: string, signal: AbortSignal) => this.responses.watchSubmissions({ filter, afterCursor }, { signal });
    return resume(open, this.#silenceMs, options.afterCursor ?? "", options.signal);
  }

  /** Closes the connection. */
  close(): void {
    this.onClose();
  }
}

/** True if nothing more happens to a submission in this state. */
export function isFinal(state: SubmissionState): boolean {
  return state >= SubmissionState.SUCCEEDED;
}

/** The interceptors of a transport to this address. */
export function interceptorsOf(address: string, token: ClientOptions["token"]): Interceptor[] {
  if (!token) {
    return [];
  }
  if (!address.startsWith("https:")) {
    throw new TypeError("token needs an https address: a token is not sent in clear.");
  }
  return [
    (next) => async (request) => {
      request.header.set("authorization", `Bearer ${await token()}`);
      return next(request);
    },
  ];
}
