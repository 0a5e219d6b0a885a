/** It could not be done. The message tells whoever typed the command what to do. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}

/** It was understood and refused, and why. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
}
