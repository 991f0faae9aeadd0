import { Code } from "@connectrpc/connect";
import { backoffMs, delay } from "./backoff.js";
import { EdrResponseError } from "./errors.js";
import { ErrorReason } from "./gen/edr/response/v1/error_reason_pb.js";
import type { SubmissionEvent } from "./gen/edr/response/v1/submission_pb.js";

/** One event of a watch. */
export interface WatchedEvent {
  /** What happened. */
  readonly event: SubmissionEvent;
  /** Keep it to go on after this event with a later watch, for example after a restart of the caller. */
  readonly cursor: string;
}

interface WatchMessage {
  readonly cursor: string;
  readonly payload: { case: "event"; value: SubmissionEvent } | { case: "caughtUp" | "heartbeat"; value: unknown } | { case: undefined; value?: undefined };
}

/** A watch over as many streams as it takes, each beginning after the last cursor of the one before. */
export async function* resume(
  open: (afterCursor: string, signal: AbortSignal) => AsyncIterable<WatchMessage>,
  silenceMs: number,
  afterCursor: string,
  signal?: AbortSignal,
): AsyncGenerator<WatchedEvent, void, undefined> {
  let cursor = afterCursor;
  for (let failures = 0; ; failures++) {
    signal?.throwIfAborted();
    const stream = new AbortController();
    const stop = () => stream.abort(signal?.reason);
    signal?.addEventListener("abort", stop, { once: true });
    let timer: ReturnType<typeof setTimeout> | undefined;
    let wait: number;
    try {
      const messages = open(cursor, stream.signal)[Symbol.asyncIterator]();
      for (;;) {
        timer = setTimeout(() => stream.abort(), silenceMs);
        const next = await messages.next();
        clearTimeout(timer);
        if (next.done) {
          return;
        }
        failures = 0;
        cursor = next.value.cursor;
        if (next.value.payload.case === "event") {
          yield { event: next.value.payload.value, cursor };
        }
      }
    } catch (cause) {
      signal?.throwIfAborted();
      const error = EdrResponseError.from(cause);
      if (!isBreak(error)) {
        throw error;
      }
      wait = (error.retryDelayMs ?? 0) + backoffMs(failures);
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener("abort", stop);
      stream.abort();
    }
    await delay(wait, signal);
  }
}

/**
 * True if the stream ended for a reason that a new stream mends. CANCELLED is our own doing after a silence, or a proxy's. The others
 * with a reason are errors of the gateway, without one connections that were reset: a browser says no more than "network error".
 */
function isBreak(error: EdrResponseError): boolean {
  switch (error.code) {
    case Code.Unavailable:
    case Code.Canceled:
      return true;
    case Code.Internal:
    case Code.Unknown:
    case Code.Aborted:
    case Code.DataLoss:
      return error.reasonName === "";
    case Code.ResourceExhausted:
      return error.reason === ErrorReason.SLOW_READER;
    default:
      return false;
  }
}
