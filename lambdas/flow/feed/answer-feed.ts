import type { FeedAnswer, FeedQuestion, Listed } from '../../feed/feed-contract';
import type { FeedLink } from '../../feed/feed-link';
import { givenAt, type Presence } from '../../feed/page-first';
import { keptFailure } from '../../ledger/envelope';
import { mayBeSeen } from '../../ledger/notice/seen-transitions';
import { hasBegun } from '../../ledger/notice/notice';
import type { CustomerHistories } from '../../ledger/port/customer-history';
import { liveParts, type RemedyRecord } from '../../ledger/remedy-record';
import { afterBusinessDays, dayMs } from '../../model/durations';
import { syntheticSource } from '../../outcomes/synthetic';
import type { LinkRefusal } from '../../reports/links/signed-link';
import { reportWords } from '../../reports/report-words';
import { writerFor } from '../../words/writer';
import type { WriteContext } from '../record/record-writer';
import type { FlowContext } from '../record/flow-context';
import { seeOnPage } from './see-on-page';
import { whatWasGiven, type RecordedMails, type WordsContext } from './what-was-given';

export type FeedContext = WriteContext &
  Pick<FlowContext, 'observer'> &
  WordsContext & {
    readonly links: { read(text: string, now: Date): Promise<FeedLink | LinkRefusal> };
    readonly histories: CustomerHistories;
    readonly presence: Pick<Presence, 'note'>;
  };

/** What is older was told long ago, and is on the page of all that was given. */
const freshMs = dayMs;

/** So long something is on the page of all that was given. */
const shownDays = 90;

const mostShown = 20;

/**
 * Answers a page about what was given to a customer, by the ledger's own records. It believes nothing but the link.
 * Nothing is said of what was not given, and nothing that a person has yet to let go.
 */
export async function answerFeed(question: FeedQuestion, context: FeedContext): Promise<FeedAnswer> {
  const link = await context.links.read(question.link, context.clock());
  if (typeof link === 'string') return { is: 'refused', why: link };
  switch (question.ask) {
    case 'fresh':
      return showFresh(link, question.locale, context);
    case 'all':
      return showAll(link, question.locale, context);
    case 'see':
      return { is: 'seen', show: await seeOnPage({ ...question, customerId: link.customerId }, context) };
  }
}

async function showFresh(
  { customerId }: FeedLink,
  locale: string | undefined,
  context: FeedContext,
): Promise<FeedAnswer> {
  const now = context.clock();
  await context.presence.note(customerId, now);
  const since = now.getTime() - freshMs;
  const views = await givenSince(customerId, since, context);
  const written = views.filter(isForPage).map((view) => whatWasGiven(view, locale, context));
  const writer = written[0]?.writer ?? writerFor({ locale, timeZone: undefined }, reportWords);
  const { say } = reportWords;
  return {
    is: 'fresh',
    locale: writer.locale,
    direction: writer.direction,
    items: written.map(({ given }) => given),
    words: { all: writer.write(say.givenTitle()), close: writer.write(say.close()) },
  };
}

async function showAll(
  { customerId }: FeedLink,
  locale: string | undefined,
  context: FeedContext,
): Promise<FeedAnswer> {
  const views = await givenSince(customerId, context.clock().getTime() - shownDays * dayMs, context);
  const written = views.filter(isTold).map((view) => ({ view, ...whatWasGiven(view, locale, context) }));
  const reader = written[0]?.writer ?? writerFor({ locale, timeZone: undefined }, reportWords);
  const items = written.map(({ view: { record }, given, brand, writer }): Listed => {
    const by = thereBy(record);
    return {
      ...given,
      givenOn: writer.write(reportWords.say.givenOn({ day: given.givenAt })),
      ...(by && { thereBy: writer.write(reportWords.say.thereBy({ day: by.toISOString() })) }),
      replyTo: brand.sender.replyTo,
    };
  });
  return { is: 'all', locale: reader.locale, direction: reader.direction, items };
}

/**
 * Whether a page may be the first to say it: whoever writes the mail has it at hand, and with it what happened. A call
 * is promised by a person, or by a mail.
 */
function isForPage({ record, notices, envelope }: RecordedMails): boolean {
  if (!mayBeSeen(record, notices.apology) || !keptFailure(envelope)) return false;
  return liveParts(record).some(({ part, outcome }) => part.kind !== 'callback' && outcome.state === 'succeeded');
}

/** What waits for a person who writes or lets go its words is told by them first. */
function isTold({ record, notices: { apology } }: RecordedMails): boolean {
  return apology?.state !== 'held' && (record.wordsWait !== true || hasBegun(apology));
}

async function givenSince(
  customerId: string,
  since: number,
  { histories, ledger }: Pick<FeedContext, 'histories' | 'ledger'>,
): Promise<RecordedMails[]> {
  const { remedies } = await histories.historyOf(customerId, mostShown);
  const given = remedies.filter(
    (remedy) =>
      remedy.source !== syntheticSource &&
      remedy.history.some(({ state }) => state === 'issued') &&
      Date.parse(givenAt(remedy)) >= since,
  );
  const views = await Promise.all(given.map(({ remedyId }) => ledger.readMails({ customerId, remedyId }, ['apology'])));
  return views.flatMap(({ record, ...view }) => (record && !view.isErased ? [{ ...view, record }] : []));
}

/** By when money is there, as banks count. Nobody knows it of what has failed. */
function thereBy(record: RemedyRecord): Date | undefined {
  if (record.state !== 'issued') return undefined;
  const days = liveParts(record).flatMap(({ part, outcome }) =>
    part.kind === 'refund' && outcome.state === 'succeeded' && outcome.arrival ? [outcome.arrival.maxBusinessDays] : [],
  );
  return days.length === 0 ? undefined : afterBusinessDays(new Date(givenAt(record)), Math.max(...days));
}
