export interface ElapsedLineProps {
  /** Where the line is shown. Where it is no terminal, nothing is. */
  readonly stream: Pick<NodeJS.WriteStream, 'isTTY' | 'write'>;
  /** Shows nothing, as where the command reports in JSON. */
  readonly isQuiet: boolean | undefined;
}

/** Shows the seconds that some work takes, in a line of their own, for as long as it goes on. */
export async function withElapsedLine<Result>(
  { stream, isQuiet }: ElapsedLineProps,
  work: () => Promise<Result>,
): Promise<Result> {
  if (isQuiet || !stream.isTTY) return work();
  let seconds = 0;
  const counting = setInterval(() => {
    seconds += 1;
    stream.write(`\r  ${seconds} s`);
  }, 1_000);
  try {
    return await work();
  } finally {
    clearInterval(counting);
    // To the begin of the line, and all that stands in it is erased.
    stream.write('\r\u001b[K');
  }
}
