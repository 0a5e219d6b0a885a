import { lineOfParcel } from '../failures/shared/parcel';
import type { RemedyRecord } from '../ledger/remedy-record';
import { referenceOf } from '../model/remedy-id';
import { oneLine } from '../words/harmless-text';
import { asLine } from '../words/fitting-subject';
import { writerFor } from '../words/writer';
import { offersCalls, showCallForm, takeCall } from './call-intake';
import type { IntakeContext } from './intake-context';
import { leastWaitMs, type IntakeAnswer, type IntakeQuestion, type IntakeRefusal } from './intake-contract';
import type { ReportLink } from './links/report-link';
import { mishapsOf, otherNamesOf, questionAbout } from './mishaps';
import { remedyIdIn } from './remedy-id-in';
import type { Orders } from '../shop/order';
import { ShopSilentError } from '../shop/shop';
import { isAbout, lossOutcome, makesGood, reportOutcome, type ReportOutcome } from './report-outcome';
import { reportWords } from './report-words';
import {
  AnswerMissingError,
  reportedFailure,
  type Report,
  type ReportedFailure,
  type ReportedLine,
} from './reported-failure';

/** How often the ledger is asked while somebody waits for the page. */
const lookEveryMs = 150;

/**
 * Answers one question about a link: what was bought, what can have happened to it, and what came of a report. It
 * believes nothing but the link, and asks the shop about nobody but whom the link names.
 */
export async function answerIntake(question: IntakeQuestion, context: IntakeContext): Promise<IntakeAnswer> {
  const link = await context.links.read(question.link, context.clock());
  if (typeof link === 'string') return refusedWith(link);
  try {
    switch (question.ask) {
      case 'orders':
        return showOrders(await context.shop.ordersOf(link.customerId, link.orderId), context);
      case 'choices':
        return await showChoices(question, link, context);
      case 'report':
        return await takeReport(question, link, context);
      case 'call-form':
        return await showCallForm(question, link, context);
      case 'call':
        return await takeCall(question, link, context);
      case 'outcome':
        return await showOutcome(question, link, context);
    }
  } catch (error) {
    if (!(error instanceof ShopSilentError)) throw error;
    context.observer.step({ step: 'shop-silent', why: error.why });
    return refusedWith('shop-silent');
  }
}

function refusedWith(why: IntakeRefusal): IntakeAnswer {
  return { is: 'refused', why };
}

function showOrders({ customer: { locale, timeZone }, orders }: Orders, context: IntakeContext): IntakeAnswer {
  return {
    canCall: orders.length > 0 && offersCalls(context),
    is: 'orders',
    locale,
    timeZone,
    orders: orders.map(({ orderId, purchasedAt, lines }) => ({
      orderId,
      purchasedAt,
      lines: lines.map(({ lineId, title, quantity }) => ({ lineId, title, quantity })),
    })),
  };
}

type OfLine = Extract<IntakeQuestion, { ask: 'choices' | 'report' }>;

async function lineOf(
  { orderId, lineId }: Pick<OfLine, 'orderId' | 'lineId'>,
  link: ReportLink,
  { shop }: IntakeContext,
): Promise<ReportedLine | undefined> {
  if (link.orderId !== undefined && link.orderId !== orderId) return undefined;
  const { customer, orders } = await shop.ordersOf(link.customerId, orderId);
  const order = orders.find((one) => one.orderId === orderId);
  const line = order?.lines.find((one) => one.lineId === lineId);
  return order && line && { customer, order, line };
}

async function showChoices(
  question: Extract<IntakeQuestion, { ask: 'choices' }>,
  link: ReportLink,
  context: IntakeContext,
): Promise<IntakeAnswer> {
  const now = context.clock();
  const about = await lineOf(question, link, context);
  if (!about) return refusedWith('unknown-line');
  const { line, customer } = about;
  const described = line.soldBy?.describedAs ?? '';
  const choices = mishapsOf(line, now).map((mishap) => {
    const asked = questionAbout(mishap, line);
    if (!asked) return { mishap };
    if (asked.asks === 'received-as') return { mishap, question: { ...asked, described } };
    return { mishap, question: 'choices' in asked ? { ...asked, choices: [...asked.choices] } : withList(asked) };
  });
  return {
    is: 'choices',
    locale: customer.locale,
    timeZone: customer.timeZone,
    title: line.title,
    canCall: offersCalls(context),
    formToken: await context.links.formToken(question.link, now),
    choices,
  };
}

function withList(
  asked: { readonly asks: 'needed-by' } | { readonly asks: 'which'; readonly startedAt: readonly string[] },
) {
  return asked.asks === 'which' ? { ...asked, startedAt: [...asked.startedAt] } : asked;
}

async function takeReport(
  question: Extract<IntakeQuestion, { ask: 'report' }>,
  link: ReportLink,
  context: IntakeContext,
): Promise<IntakeAnswer> {
  const now = context.clock();
  const refuse = (why: IntakeRefusal): IntakeAnswer => {
    context.observer.step({ step: 'report-refused', why });
    return refusedWith(why);
  };
  if (!(await context.links.isFormToken(question.formToken, question.link, now))) return refuse('form-old');
  const about = await lineOf(question, link, context);
  if (!about || !mishapsOf(about.line, now).includes(question.mishap)) return refuse('unknown-line');
  const failure = failureIn(question, about, now);
  const definition = failure && context.definitions.find(({ type }) => type === failure.type);
  if (!failure || !definition) return refuse(failure ? 'unknown-line' : 'answer-missing');
  const remedyId = remedyIdIn(failure, definition, link.customerId);
  if (remedyId === undefined) return refuse('shop-silent');
  if ((await context.counts.count(link.customerId, now)) === 'too-many') return refuse('too-many');
  await context.publisher.publish(failure);
  context.observer.step({ step: 'report-taken', remedyId, failureType: failure.type });
  return { is: 'reported', remedyId, ...otherIdsOf(question, about, link, context), ...lossIn(question, about) };
}

/** The remedies of the same loss, had it been told by another name: a parcel that is stolen never came. */
function otherIdsOf(
  { orderId, lineId, mishap }: Report,
  about: ReportedLine,
  { customerId }: ReportLink,
  { definitions, clock }: IntakeContext,
): { readonly otherIds?: string[] } {
  const otherIds = otherNamesOf(mishap).flatMap((other) => {
    const failure = failureIn({ orderId, lineId, mishap: other }, about, clock());
    const definition = failure && definitions.find(({ type }) => type === failure.type);
    return (failure && definition && remedyIdIn(failure, definition, customerId)) ?? [];
  });
  return otherIds.length > 0 ? { otherIds } : {};
}

/** What of a parcel was lost, as remedies name what they cover. */
function lossIn({ mishap }: Report, { line }: ReportedLine): { readonly loss?: string } {
  const { shipment } = line;
  return otherNamesOf(mishap).length > 0 && shipment ? { loss: lineOfParcel(shipment, line.lineId) } : {};
}

function failureIn(report: Report, about: ReportedLine, now: Date): ReportedFailure | undefined {
  const { comment } = report;
  try {
    return reportedFailure({ ...report, comment: comment === undefined ? undefined : oneLine(comment) }, about, now);
  } catch (error) {
    if (error instanceof AnswerMissingError) return undefined;
    throw error;
  }
}

async function showOutcome(
  question: Extract<IntakeQuestion, { ask: 'outcome' }>,
  link: ReportLink,
  context: IntakeContext,
): Promise<IntakeAnswer> {
  const { locale, waitMs } = question;
  // Somebody looks at an empty page: whoever is slow is not waited for, and what is known by then is said.
  const orNothing = <Known>(asked: Promise<Known>, nothing: Known): Promise<Known> =>
    Promise.race([asked, context.wait(Math.max(waitMs, leastWaitMs)).then(() => nothing)]);
  const [reader, found] = await Promise.all([
    orNothing(readerOf(link, context), nobodyKnown),
    orNothing(settledRecords(question, link, context), {}),
  ]);
  if (found === 'of-another-order') return refusedWith('unknown-line');
  const writer = writerFor({ ...reader, locale: locale ?? reader.locale }, reportWords);
  const { headline, paragraphs, isOpen } = outcomeOf(found, question, reader.timeZone);
  const { remedyId } = found.other ?? question;
  return {
    is: 'outcome',
    headline: asLine(writer.join(headline)),
    paragraphs: paragraphs.map(writer.join),
    reference: writer.write(reportWords.say.reference({ reference: referenceOf(remedyId) })),
    locale: writer.locale,
    isOpen,
  };
}

type OfOutcome = Extract<IntakeQuestion, { ask: 'outcome' }>;

/** What the ledger has of a report: its own remedy, or the one that makes the same loss good already. */
interface FoundRecords {
  readonly own?: RemedyRecord | undefined;
  readonly other?: RemedyRecord | undefined;
}

function outcomeOf({ own, other }: FoundRecords, { loss, askedMs }: OfOutcome, timeZone?: string): ReportOutcome {
  const record = other ?? own;
  if (!record) return reportOutcome(undefined, askedMs, timeZone);
  const isKnownAlready = record === other;
  return lossOutcome(record, { askedMs, timeZone, isKnownAlready, isOfParcel: loss !== undefined });
}

/** Looks until nothing is open any more, or the time is over. */
async function settledRecords(
  question: OfOutcome,
  link: ReportLink,
  context: IntakeContext,
): Promise<'of-another-order' | FoundRecords> {
  const { clock, wait } = context;
  const until = clock().getTime() + question.waitMs;
  for (;;) {
    const found = await findRecords(question, link, context);
    if (found === 'of-another-order') return found;
    const isOver = clock().getTime() + lookEveryMs > until;
    if (isOver || !outcomeOf(found, question).isOpen) return found;
    await wait(lookEveryMs);
  }
}

/**
 * What another remedy has made good may be told of here alone: its own remedy then makes good the rest of the parcel,
 * and says nothing of the line that was told.
 */
async function findRecords(
  { remedyId, otherIds = [], loss }: OfOutcome,
  { customerId, orderId }: ReportLink,
  { ledger }: IntakeContext,
): Promise<'of-another-order' | FoundRecords> {
  const isForeign = (record: RemedyRecord): boolean => orderId !== undefined && record.orderId !== orderId;
  const own = await ledger.readRemedy(customerId, remedyId);
  if (own && isForeign(own)) return 'of-another-order';
  if (own && isAbout(own, loss)) return { own };
  const others = await Promise.all(otherIds.map((otherId) => ledger.readRemedy(customerId, otherId)));
  const other = others.find((one) => one !== undefined && !isForeign(one) && makesGood(one, loss));
  return { own, other };
}

/** In which language and time zone somebody reads. */
interface Reader {
  readonly locale: string | undefined;
  readonly timeZone: string | undefined;
}

const nobodyKnown: Reader = { locale: undefined, timeZone: undefined };

/** What is said is true wherever the customer is. Where the shop is silent, it is said in the page's own language. */
async function readerOf({ customerId, orderId }: ReportLink, { shop }: IntakeContext): Promise<Reader> {
  try {
    const { customer } = await shop.ordersOf(customerId, orderId);
    return { locale: customer.locale, timeZone: customer.timeZone };
  } catch (error) {
    if (!(error instanceof ShopSilentError)) throw error;
    return nobodyKnown;
  }
}
