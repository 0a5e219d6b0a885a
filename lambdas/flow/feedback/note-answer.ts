import { createHash } from 'node:crypto';
import type { FeedbackSaid } from '../../conversation/feedback-said';
import { askedAfter, takenAnswer, type Feedback, type FeedbackWay } from '../../feedback/feedback';
import type { FeedbackStore } from '../../feedback/feedback-store';
import { termsIn } from '../../feedback/reading/terms-in';
import { envelopeDays, keptFailure } from '../../ledger/envelope';
import type { MailView, RemedyKey } from '../../ledger/port/ledger';
import { liveParts } from '../../ledger/remedy-record';
import { minuteMs } from '../../model/durations';
import type { FeedbackEvents } from '../../feedback/feedback-event';
import { chooseLocale } from '../../words/choose-locale';
import { wordsLocales } from '../../words/locales';
import { wasErasedMeanwhile } from '../converse/erased-meanwhile';
import { personIn } from '../converse/person-in';
import type { FlowContext } from '../record/flow-context';

/** Where answers are noted, and who is told of them. */
export interface Noting {
  readonly store: FeedbackStore;
  readonly events: FeedbackEvents;
}

export type NoteContext = Pick<FlowContext, 'ledger' | 'observer' | 'clock'> & { readonly noting: Noting };

/** An answer, and what was written beside it. */
export interface CustomersAnswer extends RemedyKey {
  readonly answer: FeedbackSaid;
  readonly by: FeedbackWay;
  /** Empty where nothing was. */
  readonly words: string;
}

/** `noted`: it counts now. `known`: it says what counted before. `not-asked`: nobody asked, or the time is over. */
export type NotedAnswer = 'noted' | 'known' | 'not-asked' | 'erased';

/** How often to read again after somebody else wrote first. */
const mostReads = 6;

/** Whoever noted it just now may have died before the bus heard of it. */
const toldWithinMs = 5 * minuteMs;

/** Where the messages of an envelope lie, an answer has this name. */
const messageId = 'feedback';

/**
 * Notes what a customer answers to the question whether it was made right: the last answer in its time counts, and the
 * same once more changes nothing. Whoever said no is not asked again.
 */
export async function noteAnswer(given: CustomersAnswer, context: NoteContext): Promise<NotedAnswer> {
  const { customerId, remedyId, answer, by, words } = given;
  const { store } = context.noting;
  const of = { customerId, remedyId };
  const view = await context.ledger.readMails(of, ['feedback']);
  const until = view.notices.feedback?.planned?.until;
  if (view.isErased) return 'erased';
  if (!view.record || until === undefined) return 'not-asked';
  for (let reads = 0; reads < mostReads; reads++) {
    const stored = await store.read(of);
    const now = context.clock();
    const wordsHash = words === '' ? undefined : hashOf(words);
    const taken = takenAnswer(stored, of, { answer, by, wordsHash }, { now, until, keptDays: envelopeDays });
    if (taken.is !== 'taken') {
      const isToTell = taken.is === 'known' && stored && now.getTime() - Date.parse(stored.at) < toldWithinMs;
      if (isToTell) await finish(stored, words, view, context);
      return taken.is === 'known' ? 'known' : 'not-asked';
    }
    if ((await store.save(taken.feedback)) !== 'saved') continue;
    if (await wasErasedMeanwhile(of, messageId, context)) return 'erased';
    await finish(taken.feedback, words, view, context);
    return 'noted';
  }
  throw new Error(`the answer about ${remedyId} is being written by others; it has to come again`);
}

/** What follows from an answer that is noted. */
async function finish(feedback: Feedback, words: string, view: MailView, context: NoteContext): Promise<void> {
  await remember(feedback.customerId, feedback.answer, context);
  await publishAnswer(feedback, words, view, context);
}

/** So that who said no is left alone, and who takes it back may be asked again some day. */
async function remember(customerId: string, answer: FeedbackSaid, { noting, clock }: NoteContext): Promise<void> {
  for (let reads = 0; reads < mostReads; reads++) {
    const asked = await noting.store.readAsked(customerId);
    if (!asked || (answer !== 'no' && asked.refusedAt === undefined)) return;
    if ((await noting.store.saveAsked(askedAfter(asked, answer, clock()))) === 'saved') return;
  }
}

async function publishAnswer(
  { customerId, remedyId, answer, by, wordsHash, version, at }: Feedback,
  words: string,
  { record, envelope }: MailView,
  { noting, observer }: NoteContext,
): Promise<void> {
  if (!record) return;
  const failure = keptFailure(envelope);
  const { tag: language } = chooseLocale(failure && personIn(failure).locale, wordsLocales);
  const parts = liveParts(record).filter(({ outcome }) => outcome.state === 'succeeded' || outcome.state === 'pending');
  await noting.events.publish({
    ...{ remedyId, customerId, failureType: record.type, answer, by, language, version, at },
    kinds: [...new Set(parts.map(({ part }) => part.kind))].toSorted(),
    hasWords: wordsHash !== undefined,
    terms: termsIn(words, language),
  });
  observer.step({ step: `feedback-${answer}`, remedyId, failureType: record.type });
}

function hashOf(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
