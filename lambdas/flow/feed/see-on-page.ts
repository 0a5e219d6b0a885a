import { mayBeSeen, seeApology } from '../../ledger/notice/seen-transitions';
import type { RemedyKey } from '../../ledger/port/ledger';
import { writeNotice } from '../record/notice-writer';
import type { FlowContext } from '../record/flow-context';
import type { WriteContext } from '../record/record-writer';

/** How often to read again after somebody else wrote first. */
const mostReads = 3;

interface Sight extends RemedyKey {
  /** Who wants to show it. */
  readonly by: string;
}

/**
 * Notes that a page says it, before it does. It is written on top of the version of the notice that was read, as
 * whoever begins the mail does: one of them is first.
 *
 * @returns whether the page is to show it
 */
export async function seeOnPage(
  { customerId, remedyId, by }: Sight,
  context: WriteContext & Pick<FlowContext, 'observer'>,
): Promise<boolean> {
  for (let reads = 0; reads < mostReads; reads++) {
    const view = await context.ledger.readMails({ customerId, remedyId }, ['apology']);
    const { record, notices, isErased } = view;
    if (!record || isErased) return false;
    const { apology } = notices;
    if (apology?.seen) return apology.seen.by === by;
    if (!mayBeSeen(record, apology)) return false;
    const written = await writeNotice((stamp) => seeApology(record, apology, by, stamp), context);
    if (written.result === 'lost') continue;
    context.observer.step({ step: 'apology-seen', remedyId, failureType: record.type });
    return true;
  }
  return false;
}
