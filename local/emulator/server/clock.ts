/** Milliseconds since 1970, with fractions, and never running backwards. */
export function nowMs(): number {
  return performance.timeOrigin + performance.now();
}

/** Waits, or returns early when the signal is aborted. Once aborted, no timer keeps the process alive. */
export async function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => {
    const finish = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', finish);
      resolve();
    };
    const timer = setTimeout(finish, milliseconds);
    signal.addEventListener('abort', finish);
  });
}
