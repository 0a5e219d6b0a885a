import type { HoldSummaryView, RemedyRecordView, RemedyView } from '../../lambdas/operator-api/response-schemas';
import { printable } from './table';
import { timeText } from './time-text';

/** Whom people asked for more about a hold, and what came back. */
export function askedLines({ hold }: RemedyRecordView, envelope: RemedyView['envelope']): string[] {
  const lines = (hold?.asked ?? []).flatMap(({ inquiryId, of, actor, at, by, isSent, answeredAt }) => {
    const { question = gone, answer = gone } = envelope?.inquiries?.[inquiryId] ?? {};
    const sent = isSent === true ? '' : ', and nobody knows whether the question was sent';
    return [
      `${actor} asked ${of} ${timeText(at)}: ${question}`,
      answeredAt === undefined
        ? `it waits for ${of}, until ${timeText(by)}${sent}`
        : `${of} answered ${timeText(answeredAt)}: ${answer}`,
    ];
  });
  return [...lines, ...theirTimeText(hold)].map(printable);
}

/** What of the time was theirs, and not of those who decide. */
function theirTimeText(hold: RemedyRecordView['hold']): string[] {
  const hours = Math.round((hold?.stopped?.ms ?? 0) / 360_000) / 10;
  return hours > 0 ? [`${hours} hours of the wait are theirs, and not counted against the clock of the hold`] : [];
}

const gone = '(the text is not kept any more)';

/** For whom a hold waits, in a list. */
export function waitsForText({ waitsFor }: Pick<HoldSummaryView, 'waitsFor'>): string[] {
  if (!waitsFor) return [];
  const { of, at, by, isTheirs } = waitsFor;
  return [`waits for ${of} since ${timeText(at)}${isTheirs ? `, whose time it is until ${timeText(by)}` : ''}`];
}

/** What became of a question that was asked just now. */
export function askedText({ remedyId, hold }: RemedyRecordView): string {
  const last = hold?.asked?.at(-1);
  const isTheirs = (hold?.stopped?.ms ?? 0) > 0;
  const clock = isTheirs
    ? `Until they answer its clock stands still: ${hold?.deadline ?? ''}.`
    : 'Its deadline stays as it is.';
  return printable(`${last?.of ?? 'nobody'} is asked about ${remedyId}. ${clock}`);
}
