import type { MailContent, Sentence } from '../definition/sentence';
import type { GivenPart } from '../definition/failure-definition';
import { calendarDay } from '../shared/day-in-english';
import { outcomeSubject, partSentences } from '../sentences/part-sentences';
import { say as shared } from '../sentences/shared-sentences';
import type { LateDeliveryFailure } from './contract';
import { lateDeliveryWords } from './words';

const { say } = lateDeliveryWords;

export function apologiseForDeliveryLate(failure: LateDeliveryFailure, given: readonly GivenPart[]): MailContent {
  const isShippingBack = given.some(({ kind }) => kind === 'refund' || kind === 'cancellation');
  return {
    subject: [...outcomeSubject(given), say.sorry()],
    preview: [say.preview({ promised: failure.parcel.promisedBy }), shared.nothingToDo()],
    paragraphs: [
      [howLate(failure), say.fault()],
      [
        shared.nothingToDo(),
        ...(isShippingBack ? [say.shipping()] : []),
        ...partSentences(given, failure.customer.timeZone),
      ],
      ...anotherWay(failure),
    ],
  };
}

function howLate({ parcel, customer: { timeZone } }: LateDeliveryFailure): Sentence {
  const { promisedBy: promised, expectedBy: expected } = parcel;
  return calendarDay(promised, timeZone) === calendarDay(expected, timeZone)
    ? say.lateSameDay({ promised })
    : say.late({ promised, expected });
}

/** An offer, not a task: a customer who does nothing gets the parcel anyway. */
function anotherWay({ alternative }: LateDeliveryFailure): Sentence[][] {
  if (!alternative) return [];
  const text = /[.!?。！？]$/u.test(alternative.text) ? alternative.text : `${alternative.text}.`;
  return [[say.anotherWay(), say.anotherWayIs({ text }), say.anotherWayUntil({ until: alternative.by })]];
}
