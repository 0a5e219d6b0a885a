import { setMaxListeners } from 'node:events';

/** A controller whose signal many may wait for at once, without a warning about a leak. */
export function newStopping(): AbortController {
  const stopping = new AbortController();
  setMaxListeners(0, stopping.signal);
  return stopping;
}
