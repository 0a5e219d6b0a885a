import type { WriteStamp } from '../../ledger/remedy-record';

/** Now, and a token by which whoever writes recognises the write. */
export function stamp({ clock, newToken }: { clock: () => Date; newToken: () => string }): WriteStamp {
  return { at: clock().toISOString(), token: newToken() };
}
