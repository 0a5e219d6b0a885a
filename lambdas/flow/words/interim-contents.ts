import type { FailureCause } from '../../model/judging/failure-causes';
import type { GivenPart } from '../../failures/definition/failure-definition';
import type { MailContent, Sentence } from '../../failures/definition/sentence';
import { moneyBack, outcomeOf, outcomeSubject, partSentences } from '../../failures/sentences/part-sentences';
import { say } from '../../failures/sentences/shared-sentences';
import type { Repeat } from '../../model/decision';
import type { RemedyPart } from '../../model/remedy';

/** What a customer waits for, as far as it is said. */
export type Wait =
  | {
      readonly for: 'person';
      /** By when the customer hears of it. ISO 8601. */
      readonly until: string;
      readonly seen: 'detected' | 'reported';
    }
  | { readonly for: 'seller'; readonly until: string }
  | {
      readonly for: 'rest';
      readonly given: readonly GivenPart[];
      readonly open: readonly RemedyPart[];
      readonly timeZone: string | undefined;
    };

/** For a customer who would otherwise hear nothing for long. It promises an answer, and no money. */
export function waitingContent(wait: Wait): MailContent {
  switch (wait.for) {
    case 'person': {
      const { until, seen } = wait;
      return {
        subject: [say.waitingSubject()],
        preview: [say.waitingUntil({ until })],
        paragraphs: [
          [say.waitingSeen({ seen }), say.waitingPerson()],
          [say.nothingToDo(), say.waitingUntil({ until })],
        ],
      };
    }
    case 'seller': {
      const { until } = wait;
      return {
        subject: [say.waitingSellerSubject()],
        preview: [say.waitingSeller({ until })],
        paragraphs: [
          [say.waitingSeen({ seen: 'reported' }), say.waitingSeller({ until })],
          [say.nothingToDo(), say.waitingSellerNext()],
        ],
      };
    }
    case 'rest':
      return restContent(wait);
  }
}

function restContent({ given, open, timeZone }: Extract<Wait, { for: 'rest' }>): MailContent {
  const [first = say.waitingRest(), ...others] = open.map(onItsWay);
  const subject = [subjectOfRest(open)];
  return {
    subject,
    preview: [say.waitingRestNext()],
    outcome: { headline: subject, arrival: [] },
    paragraphs: [[first, ...others, say.nothingToDo(), say.waitingRestNext()], partSentences(given, timeZone)],
  };
}

function onItsWay(part: RemedyPart): Sentence {
  if (part.kind === 'refund') return say.waitingRefund({ back: moneyBack([part]) });
  return part.kind === 'replacement' ? say.waitingReplacement() : say.waitingRest();
}

function subjectOfRest(open: readonly RemedyPart[]): Sentence {
  const back = moneyBack(open.filter(({ kind }) => kind === 'refund'));
  return back.length > 0 ? say.waitingRefundSubject({ back }) : say.waitingRestSubject();
}

/** For the same customer, before the time is over that the first one named. */
export function delayContent(): MailContent {
  return {
    subject: [say.delaySubject()],
    preview: [say.delayNext()],
    paragraphs: [
      [say.delay(), say.delaySorry()],
      [say.nothingToDo(), say.delayNext()],
    ],
  };
}

/**
 * For a customer who has got some of what was decided, while a person looks after the rest.
 *
 * @param apology what the failure type says where nothing was given: how it begins is true here too
 */
export function partialContent(
  apology: MailContent,
  given: readonly GivenPart[],
  timeZone: string | undefined,
): MailContent {
  return {
    subject: [...outcomeSubject(given), say.partialSubject()],
    preview: [say.partialRest()],
    outcome: outcomeOf(given),
    paragraphs: [
      ...apology.paragraphs.slice(0, 1),
      [say.nothingToDo(), ...partSentences(given, timeZone)],
      [say.partialRest()],
    ],
  };
}

/** For the same customer, once the rest has come too. */
export function completedContent(given: readonly GivenPart[], timeZone: string | undefined): MailContent {
  return {
    subject: [say.completedSubject()],
    preview: [say.completedPreview()],
    outcome: outcomeOf(given),
    paragraphs: [[say.completed(), say.nothingToDo()], partSentences(given, timeZone)],
  };
}

/** For a customer who was told that a person looks, where that person decided against it and wrote nothing. */
export function refusalContent(): MailContent {
  return {
    subject: [say.refusalSubject()],
    preview: [say.refusalPreview()],
    paragraphs: [[say.refusedAfterWait()], [say.refusedAnswer()]],
  };
}

/** For a customer who was let down again and again, where nobody wrote in time: what was given, and nothing else. */
export function plainContent(given: readonly GivenPart[], timeZone: string | undefined): MailContent {
  return {
    subject: outcomeSubject(given),
    preview: [say.nothingToDo()],
    outcome: outcomeOf(given),
    paragraphs: [[say.nothingToDo(), ...partSentences(given, timeZone)]],
  };
}

/** For a customer who saw on a page what was given before the mail left: the same to be kept, in fewer words. */
export function receiptContent(given: readonly GivenPart[], timeZone: string | undefined): MailContent {
  return {
    subject: [...outcomeSubject(given), say.receiptSubject()],
    preview: [say.receipt()],
    outcome: outcomeOf(given),
    paragraphs: [[say.receipt(), say.nothingToDo()], partSentences(given, timeZone)],
  };
}

/** What the failure type says, with what was behind it, where the event says so. */
export function withCause(content: MailContent, cause: FailureCause | undefined): MailContent {
  return cause === undefined ? content : withSentence(content, say.cause({ what: cause }));
}

/** The same to a customer who was let down before. */
export function withMemory(content: MailContent, repeat: Repeat | undefined): MailContent {
  if (!repeat) return content;
  const { count, days } = repeat;
  return withSentence(content, say.again({ count, days }));
}

/** After what happened, which a letter begins with. */
function withSentence(content: MailContent, sentence: Sentence): MailContent {
  const [happened = [], ...rest] = content.paragraphs;
  return { ...content, paragraphs: [[...happened, sentence], ...rest] };
}
