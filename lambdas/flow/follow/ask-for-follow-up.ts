import { keptFailure } from '../../ledger/envelope';
import type { IncidentFixes } from '../../ledger/follow/incident-fix';
import { isFollowUp, type Notice } from '../../ledger/notice/notice';
import { askForPlanned, dropPlanned } from '../../ledger/notice/planned-transitions';
import { writeNotice } from '../record/notice-writer';
import { outcomeOf } from '../record/outcome-of';
import type { PublishContext } from '../record/record-writer';

export type AskForFollowUpContext = PublishContext & {
  /** @default - nobody is told of what is mended */
  readonly fixes?: Pick<IncidentFixes, 'failedAfter'> | undefined;
};

/**
 * Asks the function that writes to customers for a mail whose time has come. That function alone decides whether it
 * leaves. Written down first, so that nobody asks every minute; asked again after a while if nothing came of it.
 */
export async function askForFollowUp(notice: Notice, context: AskForFollowUpContext): Promise<void> {
  const { remedyId, customerId, template } = notice;
  if (!isFollowUp(template)) return;
  const { record, envelope } = await context.ledger.readMails({ customerId, remedyId }, [template]);
  const failure = keptFailure(envelope);
  const why = whyNobodyIsAsked(record?.state, failure) ?? (await whyHurtAgain(notice, context));
  if (!record || !failure || why !== undefined) {
    await writeNotice((stamp) => dropPlanned(notice, why ?? 'nothing is known of its remedy', stamp), context);
    return;
  }
  const asked = await writeNotice((stamp) => askForPlanned(notice, stamp), context);
  if (asked.result === 'lost') return;
  await context.outcomes.publish({ ...outcomeOf(record, failure), isForMail: true, followUp: template });
  context.observer.step({ step: 'follow-up-asked', remedyId, failureType: record.type });
}

/** What was put off may not be told any more. */
async function whyHurtAgain({ customerId, planned }: Notice, { fixes }: AskForFollowUpContext) {
  if (!planned?.mended || !fixes) return undefined;
  return (await fixes.failedAfter(customerId, planned.mended.fixedAt))
    ? 'the customer was hurt again since'
    : undefined;
}

function whyNobodyIsAsked(state: string | undefined, failure: object | undefined): string | undefined {
  if (state !== 'issued') return `the remedy is ${state ?? 'gone'} now`;
  return failure ? undefined : 'the address is not kept any more';
}
