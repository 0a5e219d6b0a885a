/** What a browser says of a request. */
export type Headers = (name: string) => string | undefined;

/** Prefetching, prerendering and previews say so. */
const aheadOfTime = ['sec-purpose', 'purpose', 'x-purpose', 'x-moz'];

/**
 * Whether nothing speaks against a person who has pressed a button. A browser that says how a request came about says
 * that it leads to a page, in the place of the one before, and not ahead of time. Chromium says of each whether
 * somebody has done something for it: what a script or an extension submits lacks that. A browser that says nothing is
 * believed as far as its form goes.
 */
export function isSentByHand(header: Headers): boolean {
  if (aheadOfTime.some((name) => header(name) !== undefined)) return false;
  const [mode, dest] = [header('sec-fetch-mode'), header('sec-fetch-dest')];
  if (mode !== undefined && mode !== 'navigate') return false;
  if (dest !== undefined && dest !== 'document') return false;
  const saysWhoActed = mode !== undefined && header('sec-ch-ua') !== undefined;
  return !saysWhoActed || header('sec-fetch-user') === '?1';
}
