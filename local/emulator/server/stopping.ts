import { setMaxListeners } from 'node:events';

/** Ends what waits for its signal. Much may wait at once, and is no leak. */
export function newStopping(): AbortController {
  const stopping = new AbortController();
  setMaxListeners(0, stopping.signal);
  return stopping;
}
