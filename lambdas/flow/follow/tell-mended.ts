import { keptFailure } from '../../ledger/envelope';
import {
  afterTelling,
  type IncidentFix,
  type IncidentFixes,
  type SaidFixed,
  type Telling,
} from '../../ledger/follow/incident-fix';
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
  const telling = await tellAll(fix, fix.fixed, fixes, context, hasTime);
  await fixes.saveFix(afterTelling(fix, clock(), telling));
}

async function tellAll(
  { incidentId }: IncidentFix,
  fixed: SaidFixed,
  fixes: IncidentFixes,
  context: MendedContext,
  hasTime: () => boolean,
): Promise<Telling> {
  const seen = new Set<string>();
  let isFinished = true;
  let hurtAgainAt: string | undefined;
  while (hasTime()) {
    const { remedies } = await fixes.hurtBy(incidentId, Math.min(mostRead, batch + seen.size));
    const fresh = remedies.filter(({ remedyId }) => !seen.has(remedyId));
    // The index lags, and would name the same ones again.
    if (fresh.length === 0) return { isFinished, hurtAgainAt };
    for (const { remedyId } of fresh) seen.add(remedyId);
    await inParallel(fresh, atOnce, async (of) => {
      if (!hasTime()) return;
      try {
        const again = await tellOne(of, fixed, fixes, context);
        if (again !== undefined && (hurtAgainAt === undefined || again < hurtAgainAt)) hurtAgainAt = again;
      } catch (error) {
        isFinished = false;
        context.observer.trouble(of.remedyId, 'its customer could not be told that it is mended', error);
      }
    });
  }
  return { isFinished: false, hurtAgainAt };
}

/** @returns when its customer was hurt, where that was after it was said to be mended: they wait for another end */
async function tellOne(
  of: RemedyKey,
  fixed: SaidFixed,
  fixes: IncidentFixes,
  context: MendedContext,
): Promise<string | undefined> {
  const { record, notices, envelope } = await context.ledger.readMails(of, ['mended']);
  const notice = notices.mended;
  if (!record || notice?.state !== 'none' || !notice.planned || notice.planned.from !== undefined) return undefined;
  if (isHurtAgain(record, fixed)) return record.occurredAt;
  const failure = keptFailure(envelope);
  const why = failure ? await whyNotTold(record, fixed, fixes) : 'the address is not kept any more';
  if (!failure || why !== undefined) {
    await writeNotice((stamp) => dropPlanned(notice, why ?? 'nothing is kept of it', stamp), context);
    return undefined;
  }
  await context.pace();
  const { cause, fixedAt } = fixed;
  const gone = await writeNotice((stamp): Notice => letGo(notice, { cause, fixedAt }, stamp), context);
  if (gone.result === 'lost') return undefined;
  await context.outcomes.publish({ ...outcomeOf(record, failure), isForMail: true, followUp: 'mended' });
  context.observer.step({ step: 'follow-up-asked', remedyId: record.remedyId, failureType: record.type });
  return undefined;
}

/** What was given for it stays on the list, with what it costs, until it is mended once more. */
function isHurtAgain({ state, source, occurredAt }: RemedyRecord, fixed: SaidFixed): boolean {
  return state === 'issued' && source === fixed.source && Date.parse(occurredAt) > Date.parse(fixed.fixedAt);
}

async function whyNotTold(
  { state, source, customerId }: RemedyRecord,
  fixed: SaidFixed,
  fixes: IncidentFixes,
): Promise<string | undefined> {
  if (state !== 'issued') return `the remedy is ${state} now`;
  if (source !== fixed.source) return `another system published its failure than ${fixed.source}`;
  return (await fixes.failedAfter(customerId, fixed.fixedAt)) ? 'the customer was hurt again since' : undefined;
}
