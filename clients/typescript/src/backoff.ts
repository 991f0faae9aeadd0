const first = 200;
const longest = 10_000;

/** Doubles up to ten seconds, spread so that not all clients come back at once. */
export function backoffMs(failures: number): number {
  return Math.min(first * 2 ** failures, longest) * (0.5 + Math.random() / 2);
}

/** Waits; a signal that aborts ends the wait with its reason. */
export function delay(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, ms);
    if (signal?.aborted) {
      stop();
    } else {
      signal?.addEventListener("abort", stop, { once: true });
    }
  });
}
