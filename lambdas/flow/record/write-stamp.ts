import type { Moment } from '../../ledger/remedy-record';

/** Now, and a token by which whoever writes recognises the write. */
export function moment({ clock, newToken }: { clock: () => Date; newToken: () => string }): Moment {
  return { at: clock().toISOString(), by: newToken() };
}
