import type { RemedyRecord } from '../../ledger/remedy-record';
import { ForeignWriteError, whyOfDoubt, type Doubt } from '../../ledger/seal/seals';
import { setAside } from '../../ledger/transitions';
import { unreachable } from '../../model/unreachable';
import type { FlowContext } from '../record/flow-context';
import { reschedule, write, type WriteContext } from '../record/record-writer';

type AsideContext = WriteContext & Pick<FlowContext, 'observer'>;

/** @throws {@link ForeignWriteError} where there is a doubt. Its event ends in the dead-letter queue, for a person */
export function refuseForeign(
  remedyId: string,
  doubt: Doubt | undefined,
  { observer }: Pick<FlowContext, 'observer'>,
): void {
  if (!doubt) return;
  observer.step({ step: 'foreign-write', remedyId, why: `${remedyId} ${whyOfDoubt(doubt)}` });
  throw new ForeignWriteError(remedyId, doubt);
}

/**
 * Leaves what bears no seal of ours to people: nothing is asked, published or given of it. It is not sealed either, so
 * that nobody gives it later. What bears the seal of an unknown key stays as it is, and is looked at again.
 */
export async function leaveForeign(record: RemedyRecord, doubt: Doubt, context: AsideContext): Promise<void> {
  const why = `it ${whyOfDoubt(doubt)}`;
  context.observer.step({ step: 'foreign-write', remedyId: record.remedyId, why: `${record.remedyId} ${why}` });
  switch (doubt) {
    case 'unknown-key':
      return reschedule(record, why, context);
    case 'foreign':
      await write((stamp) => setAside(record, why, stamp), context);
      return;
    default:
      return unreachable(doubt);
  }
}

/**
 * Leaves to people what its customer's record contradicts. It loses its seal, which was ours for what it once was, so
 * that nobody gives it later: it can only be rejected, and decided anew by hand.
 */
export async function leaveContradicted(record: RemedyRecord, why: string, context: AsideContext): Promise<void> {
  const unsealed = { ...record, seal: undefined, doubt: 'foreign' } as const;
  const written = await write((stamp) => setAside(unsealed, why, stamp), context);
  // Others wrote it meanwhile, and then the customer's record may be the newer one of the two that were read.
  if (written.result === 'lost') return;
  context.observer.step({ step: 'foreign-write', remedyId: record.remedyId, why: `${record.remedyId}: ${why}` });
}
