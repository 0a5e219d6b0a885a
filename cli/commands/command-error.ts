/** The command failed. The message says what to do. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}

/** The operator API refused. The message says why. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
}
