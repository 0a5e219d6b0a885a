/**
 * A gate that opens so many times a second, evenly. The first to ask goes first, and nobody saves up turns that nobody
 * took.
 */
export function rateLimiter(
  perSecond: number,
  clock: () => Date,
  pause: (ms: number) => Promise<unknown>,
): () => Promise<void> {
  let nextTurnMs = 0;
  return async () => {
    const now = clock().getTime();
    const turnMs = Math.max(now, nextTurnMs);
    nextTurnMs = turnMs + 1_000 / perSecond;
    if (turnMs > now) await pause(turnMs - now);
  };
}
