import { randomBytes } from 'node:crypto';

/** The header in which AWS services hand on which trace a request belongs to. */
export const traceHeader = 'x-amzn-trace-id';

/**
 * The trace header of one invocation. No other invocation has the same one; those that follow from one event share its
 * root.
 */
export function newTraceId(cause: string | undefined): string {
  return `Root=${rootOf(cause) ?? newRoot()};Parent=${randomBytes(8).toString('hex')};Sampled=1`;
}

function rootOf(traceId: string | undefined): string | undefined {
  return traceId?.match(/Root=([^;]+)/)?.[1];
}

function newRoot(): string {
  const seconds = Math.floor(Date.now() / 1000).toString(16);
  return `1-${seconds}-${randomBytes(12).toString('hex')}`;
}
