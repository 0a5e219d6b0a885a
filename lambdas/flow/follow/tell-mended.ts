import { keptFailure } from '../../ledger/envelope';
import { afterTelling, type IncidentFix, type IncidentFixes, type SaidFixed } from '../../ledger/follow/incident-fix';
import type { Notice } from '../../ledger/notice/notice';
import { dropPlanned, letGo } from '../../ledger/notice/planned-transitions';
import type { RemedyKey } from '../../ledger/port/ledger';
import type { RemedyRecord } from '../../ledger/remedy-record';
import type { FlowContext } from '../record/flow-context';
import { inParallel } from '../record/in-parallel';
import { writeNotice } from '../record/notice-writer';
import { outcomeOf } from '../record/outcome-of';
import type { PublishContext } from '../record/record-writer';

export type MendedContext = PublishContext &
  Pick<FlowContext, 'pace'> & {
    /** @default - nobody is told of what is mended */
    readonly fixes?: IncidentFixes | undefined;
  };

/** How many are read at a time, and how many are worked on at once. */
const batch = 200;
const atOnce = 8;

/** The most that is read at once, however many of them were seen. */
const mostRead = 5_000;

/**
 * Lets the mails go to those whom an incident hurt, once a person has said so: paced like all that the sweep does, each
 * once, and not to whoever was hurt again since. Whether one leaves, the function that writes decides at that moment.
 */
export async function tellMended(incidentId: string, context: MendedContext, hasTime: () => boolean): Promise<void> {
  const { fixes, clock } = context;
  const fix = await fixes?.readFix(incidentId);
  if (!fixes || fix?.dueAt === undefined || Date.parse(fix.dueAt) > clock().getTime()) return;
  if (!fix.fixed || fix.decided?.verdict !== 'tell') return;
  const isFinished = await tellAll(fix, fix.fixed, fixes, context, hasTime);
  await fixes.saveFix(afterTelling(fix, clock(), { isFinished }));
}

async function tellAll(
  { incidentId }: IncidentFix,
  fixed: SaidFixed,
  fixes: IncidentFixes,
  context: MendedContext,
  hasTime: () => boolean,
): Promise<boolean> {
  const seen = new Set<string>();
  let isFinished = true;
  while (hasTime()) {
    const { remedies } = await fixes.hurtBy(incidentId, Math.min(mostRead, batch + seen.size));
    const fresh = remedies.filter(({ remedyId }) => !seen.has(remedyId));
    // The index lags, and would name the same ones again.
    if (fresh.length === 0) return isFinished;
    for (const { remedyId } of fresh) seen.add(remedyId);
    await inParallel(fresh, atOnce, async (of) => {
      if (!hasTime()) return;
      try {
        await tellOne(of, fixed, fixes, context);
      } catch (error) {
        isFinished = false;
        context.observer.trouble(of.remedyId, 'its customer could not be told that it is mended', error);
      }
    });
  }
  return false;
}

async function tellOne(of: RemedyKey, fixed: SaidFixed, fixes: IncidentFixes, context: MendedContext): Promise<void> {
  const { record, notices, envelope } = await context.ledger.readMails(of, ['mended']);
  const notice = notices.mended;
  if (!record || notice?.state !== 'none' || !notice.planned || notice.planned.from !== undefined) return;
  const failure = keptFailure(envelope);
  const why = failure ? await whyNotTold(record, fixed, fixes) : 'the address is not kept any more';
  if (!failure || why !== undefined) {
    await writeNotice((stamp) => dropPlanned(notice, why ?? 'nothing is kept of it', stamp), context);
    return;
  }
  await context.pace();
  const { cause, fixedAt } = fixed;
  const gone = await writeNotice((stamp): Notice => letGo(notice, { cause, fixedAt }, stamp), context);
  if (gone.result === 'lost') return;
  await context.outcomes.publish({ ...outcomeOf(record, failure), isForMail: true, followUp: 'mended' });
  context.observer.step({ step: 'follow-up-asked', remedyId: record.remedyId, failureType: record.type });
}

async function whyNotTold(
  { state, source, occurredAt, customerId }: RemedyRecord,
  fixed: SaidFixed,
  fixes: IncidentFixes,
): Promise<string | undefined> {
  if (state !== 'issued') return `the remedy is ${state} now`;
  if (source !== fixed.source) return `another system published its failure than ${fixed.source}`;
  if (Date.parse(occurredAt) > Date.parse(fixed.fixedAt)) return 'it happened after it was said to be mended';
  return (await fixes.failedAfter(customerId, fixed.fixedAt)) ? 'the customer was hurt again since' : undefined;
}
