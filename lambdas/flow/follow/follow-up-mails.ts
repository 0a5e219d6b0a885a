import type { MailContent } from '../../failures/definition/sentence';
import { moneyBack } from '../../failures/sentences/part-sentences';
import { say } from '../../failures/sentences/shared-sentences';
import { givenParts } from '../../ledger/follow/follow-ups';
import { lastWordOf } from '../../ledger/notice/told-parts';
import type { Mended, Notices } from '../../ledger/notice/notice';
import type { RemedyRecord } from '../../ledger/remedy-record';

/** For a customer whose money should be there by now. It names the day on which they were told of it. */
export function refundThereContent(record: RemedyRecord, notices: Notices): MailContent {
  const back = moneyBack(givenParts(record).flatMap(({ part }) => (part.kind === 'refund' ? [part] : [])));
  const day = leftAt(notices) ?? record.committedAt;
  const subject = [say.refundThereSubject({ back })];
  return {
    subject,
    preview: [say.refundTherePreview()],
    outcome: { headline: subject, arrival: [] },
    paragraphs: [
      [say.refundThere({ back, day }), say.refundThereWhere()],
      [say.followUpNothing(), say.refundThereIfNot()],
    ],
  };
}

/** For a customer to whom a new one was sent, after the day by which it was to come. */
export function replacementThereContent(record: RemedyRecord): MailContent {
  const sent = givenParts(record).flatMap(({ part, outcome }) =>
    part.kind === 'replacement' && outcome.state === 'succeeded'
      ? [{ count: part.quantity, by: outcome.shipment?.arrivesBy }]
      : [],
  );
  const count = sent.reduce((sum, each) => sum + each.count, 0);
  const arrives =
    sent
      .flatMap(({ by }) => by ?? [])
      .toSorted()
      .at(-1) ?? record.committedAt;
  const subject = [say.replacementThereSubject({ count })];
  return {
    subject,
    preview: [say.replacementTherePreview()],
    outcome: { headline: subject, arrival: [] },
    paragraphs: [[say.replacementThere({ count, arrives })], [say.followUpNothing(), say.replacementThereIfNot()]],
  };
}

/** For a customer whom the incident let down, with the true cause. It promises nothing for the future. */
export function mendedContent({ occurredAt: day }: RemedyRecord, { cause, fixedAt: since }: Mended): MailContent {
  const subject = [say.mendedSubject()];
  return {
    subject,
    preview: [say.mendedPreview()],
    outcome: { headline: subject, arrival: [] },
    paragraphs: [
      [say.mended({ day }), say.cause({ what: cause }), say.mendedSince({ since })],
      [say.nothingToDo(), say.mendedWhy()],
    ],
  };
}

/** For a customer who got what was given, or should have by now. It asks whether it was made right. */
export function feedbackContent(): MailContent {
  return {
    subject: [say.feedbackQuestion()],
    preview: [say.feedbackPreview()],
    paragraphs: [
      [say.feedbackWrote(), say.feedbackArrived()],
      [say.feedbackQuestion(), say.feedbackAnswer()],
    ],
  };
}

/** How the wait for the seller ended, for a customer who was told of it. */
export interface WaitOver {
  readonly how: 'silent' | 'answered';
  /** By when the customer hears what a person decides. ISO 8601. */
  readonly until: string;
}

export function waitOverContent({ how, until }: WaitOver): MailContent {
  return {
    subject: [say.waitOverSubject()],
    preview: [say.waitingUntil({ until })],
    paragraphs: [
      [how === 'silent' ? say.waitOverSilent() : say.waitOverAnswered(), say.waitOverPerson()],
      [say.nothingToDo(), say.waitingUntil({ until })],
    ],
  };
}

/** For the same customer, where nothing is owed once the wait is over, and no person had to look. */
export function waitOverRefusedContent(): MailContent {
  return {
    subject: [say.waitOverSubject()],
    preview: [say.refusalPreview()],
    paragraphs: [[say.waitOverRefused()], [say.refusedAnswer()]],
  };
}

function leftAt(notices: Notices): string | undefined {
  const before = lastWordOf(notices);
  return before?.history.find(({ state }) => state === 'sent')?.at;
}
