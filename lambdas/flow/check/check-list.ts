import type { MarkedCheck } from '../../ledger/check/quality-check';
import type { CheckPage, CheckRange, CheckStore } from '../../ledger/port/check-store';

/** So many are looked through at once, to find those that nobody has marked. */
const mostLookedThrough = 2_000;

/** The checks of a month, or those that nobody has marked yet. A page of these may be short, and not the last. */
export async function listChecks(
  { open, ...range }: CheckRange & { readonly open: boolean },
  { checks }: { readonly checks: Pick<CheckStore, 'checksOf'> },
): Promise<CheckPage> {
  if (!open) return checks.checksOf(range);
  const found: MarkedCheck[] = [];
  let { after } = range;
  for (let looked = 0; looked < mostLookedThrough; looked += range.limit) {
    const page = await checks.checksOf({ ...range, after });
    for (const one of page.checks) if (one.marks.length === 0) found.push(one);
    if (page.next === undefined) return { checks: found };
    after = page.next;
    // A page more would be too long.
    if (found.length > 0) break;
  }
  return { checks: found, next: after };
}
