import { pseudonymOf } from '../audit/pseudonym';
import type { CustomerRecord } from '../ledger/customer-record';
import type { Tombstone } from '../ledger/envelope';
import type { Erasure } from '../ledger/port/statement';
import { minuteMs } from '../model/durations';
import type { Finding } from './finding';
import type { Scope } from './scope';

/** An erasure that was so near when the ledger was read may have been seen in part. The next day sees it whole. */
const settlingMs = 5 * minuteMs;

/**
 * Who was erased, as two places say it: the tombstone that failures are judged by, and the envelopes that the erasure
 * emptied. Where the first is gone or reaches less far, somebody else wrote it.
 */
export class Erasures {
  private readonly tombstones = new Map<string, Tombstone>();
  private readonly last = new Map<string, Erasure>();

  constructor(private readonly scope: Scope) {}

  meetCustomer({ customerId, tombstone }: CustomerRecord): void {
    if (tombstone) this.tombstones.set(customerId, tombstone);
  }

  meetErasure(erasure: Erasure): void {
    const known = this.last.get(erasure.customerId);
    if (!known || erasure.at > known.at) this.last.set(erasure.customerId, erasure);
  }

  *findings(): Generator<Finding> {
    const settled = this.scope.startedAt.getTime() - settlingMs;
    for (const [customerId, erasure] of this.last) {
      if (Date.parse(erasure.at) > settled || reaches(this.tombstones.get(customerId), erasure)) continue;
      yield { kind: 'erasure-undone', customerId: pseudonymOf(customerId), erasedAt: erasure.at };
    }
  }
}

/** An erasure reaches until it was asked for, and that is a minute before it was done at most. */
function reaches(tombstone: Tombstone | undefined, { at }: Erasure): boolean {
  if (tombstone === undefined || tombstone.at < at) return false;
  return Date.parse(tombstone.until) >= Date.parse(at) - minuteMs;
}
