/** Error codes of connections that were never established. One that broke later may have carried its request. */
const neverConnectedCodes = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/** True where the request certainly reached nobody, so that sending it again cannot do it twice. */
export function wasNeverConnected(error: unknown): boolean {
  return error instanceof Error && 'code' in error && neverConnectedCodes.has(String(error.code));
}
