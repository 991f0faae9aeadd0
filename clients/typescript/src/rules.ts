import { clone, create, type DescMessage, type MessageInitShape } from "@bufbuild/protobuf";
import { Code, type Transport } from "@connectrpc/connect";
import { backoffMs, delay } from "./backoff.js";
import { EdrResponseError } from "./errors.js";

/** What holds for every call over the transport: a deadline and retries for unary ones, a request_id in every submit, typed errors. */
export function withRules(inner: Transport, timeoutMs: number, maxAttempts: number): Transport {
  return {
    async unary(method, signal, ownTimeoutMs, header, input, contextValues) {
      const message = withRequestId(method.input, input);
      const end = Date.now() + (ownTimeoutMs ?? timeoutMs);
      for (let attempt = 1; ; attempt++) {
        try {
          return await inner.unary(method, signal, Math.max(end - Date.now(), 0), header, message, contextValues);
        } catch (cause) {
          const error = EdrResponseError.from(cause);
          const wait = Math.max(backoffMs(attempt - 1), error.retryDelayMs ?? 0);
          // Repeating is safe for every call of the contract, because every submit of this client carries a request_id.
          if (error.code !== Code.Unavailable || attempt >= maxAttempts || Date.now() + wait >= end) {
            throw error;
          }
          await delay(wait, signal);
        }
      }
    },
    async stream(method, signal, ownTimeoutMs, header, input, contextValues) {
      try {
        const response = await inner.stream(method, signal, ownTimeoutMs, header, each(input, (one) => withRequestId(method.input, one)), contextValues);
        return { ...response, message: typed(response.message) };
      } catch (cause) {
        throw EdrResponseError.from(cause);
      }
    },
  };
}

// A copy: were the caller's own message changed, sending it a second time would silently be a repeat and not a new submission.
function withRequestId<I extends DescMessage>(schema: I, input: MessageInitShape<I>): MessageInitShape<I> {
  const submits = /\.Submit(Batch|AndWatch)?Request$/.test(schema.typeName);
  if (!submits || (input as { requestId?: string }).requestId) {
    return input;
  }
  const message = clone(schema, create(schema, input));
  (message as unknown as { requestId: string }).requestId = crypto.randomUUID();
  return message as MessageInitShape<I>;
}

async function* each<T>(items: AsyncIterable<T>, change: (item: T) => T): AsyncIterable<T> {
  for await (const item of items) {
    yield change(item);
  }
}

async function* typed<T>(messages: AsyncIterable<T>): AsyncIterable<T> {
  try {
    yield* messages;
  } catch (cause) {
    throw EdrResponseError.from(cause);
  }
}
