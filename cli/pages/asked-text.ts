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
  return lines.map(printable);
}

const gone = '(the text is not kept any more)';

/** For whom a hold waits, in a list. */
export function waitsForText({ waitsFor }: Pick<HoldSummaryView, 'waitsFor'>): string[] {
  return waitsFor ? [`waits for ${waitsFor.of} since ${timeText(waitsFor.at)}`] : [];
}

/** What became of a question that was asked just now. */
export function askedText({ remedyId, hold }: RemedyRecordView): string {
  const last = hold?.asked?.at(-1);
  return printable(`${last?.of ?? 'nobody'} is asked about ${remedyId}. Its deadline stays as it is.`);
}
