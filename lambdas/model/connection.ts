/** Error codes of connections that were never made. One that broke later may have carried its request. */
const neverMade = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/** True where a request certainly reached nobody, so that asking again cannot be asking twice. */
export function wasNeverConnected(error: unknown): boolean {
  return error instanceof Error && 'code' in error && neverMade.has(String(error.code));
}
