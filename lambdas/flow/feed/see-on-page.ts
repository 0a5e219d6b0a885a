import { keptFailure } from '../../ledger/envelope';
import { mayBeSeen, seeApology } from '../../ledger/notice/seen-transitions';
import type { RemedyKey } from '../../ledger/port/ledger';
import { liveParts } from '../../ledger/remedy-record';
import { writeNotice } from '../record/notice-writer';
import type { FlowContext } from '../record/flow-context';
import type { WriteContext } from '../record/record-writer';
import type { RecordedMails } from './what-was-given';

/**
 * Whether a page may be the first to say it: whoever writes the mail has it at hand, and with it what happened. A call
 * is promised by a person, or by a mail.
 */
export function isForPage({ record, notices, envelope }: RecordedMails): boolean {
  if (!mayBeSeen(record, notices.apology) || !keptFailure(envelope)) return false;
  return liveParts(record).some(({ part, outcome }) => part.kind !== 'callback' && outcome.state === 'succeeded');
}

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
    // What has failed since is not shown any more by a page whose answer was lost.
    if (apology?.seen) return apology.seen.by === by && record.state === 'issued';
    if (!isForPage({ ...view, record })) return false;
    const written = await writeNotice((stamp) => seeApology(record, apology, by, stamp), context);
    if (written.result === 'lost') continue;
    context.observer.step({ step: 'apology-seen', remedyId, failureType: record.type });
    return true;
  }
  return false;
}
