import { createHash } from 'node:crypto';
import { hear, type BegunAbout } from '../../conversation/conversation-transitions';
import type { Line } from '../../conversation/conversation';
import type { ReplyMarks } from '../../conversation/conversations';
import type { FeedbackSaid } from '../../conversation/feedback-said';
import { isOfLetter, letterByMail, letterEnvelope } from '../../conversation/letter-keys';
import { letterType } from '../../conversation/letter-type';
import { isToAgents, mailIdsIn, markName, tokenIn, type ReplyMark } from '../../conversation/reply-mark';
import { ownerOfType } from '../../conversation/owners/conversation-owners';
import type { ConversationOwner } from '../../conversation/owners/owner-rules';
import { ownerOf } from '../../conversation/owners/owner-of';
import { brandFor, type Brands } from '../../email/brand';
import { automaticBecause, type Automatic } from '../../email/inbound/automatic-mail';
import { disbelievedBecause } from '../../email/inbound/believed-sender';
import { cutReply } from '../../email/inbound/cut-reply';
import {
  headersOf,
  type MailReader,
  type RawMails,
  type ReadMail,
  type ReceivedMail,
} from '../../email/inbound/received-mail';
import type { ForwardedMail, MailForwarder } from '../../email/owners/mail-forwarder';
import { isOneAddress } from '../../failures/definition/mail-address';
import { envelopeDays, keptEmail, keptFailure } from '../../ledger/envelope';
import type { MailView, RemedyKey } from '../../ledger/port/ledger';
import { dayMs } from '../../model/durations';
import { referenceOf } from '../../model/remedy-id';
import { brandIn } from './brand-in';
import { personIn } from './person-in';
import { wasErasedMeanwhile } from './erased-meanwhile';
import { keepAddress } from './keep-address';
import type { ConverseContext } from './converse-context';
import { tellIfOpened, writeHearing } from './write-hearing';

export type HearContext = ConverseContext & {
  readonly marks: ReplyMarks;
  readonly raw: RawMails;
  readonly reader: MailReader;
  /** Sends a copy to the mailbox that a person reads. */
  readonly forwarder: MailForwarder;
  /** Where answers go, and addresses from which only we write. */
  readonly domain: string;
  readonly own: readonly string[];
  /** Whether somebody is heard who answers no mail of ours. @default false */
  readonly hearsLetters?: boolean | undefined;
  /** Whose mailboxes copies go to. */
  readonly brands: Brands;
  /** Notes what answers whether it was made right. @default - an answer to that is one like all others */
  readonly hearFeedback?: HearFeedback | undefined;
  /** Hears people of the company who answer copies. @default - nobody answers them */
  readonly agents?: AgentsMail | undefined;
};

/** What a mail answers to the question whether it was made right. */
export interface MailedAnswer {
  readonly answer: FeedbackSaid;
  /** It says yes and nothing else, so nobody has to read it. */
  readonly isAll: boolean;
}

/** @returns undefined where the mail answers another one, or too late */
export type HearFeedback = (
  of: RemedyKey,
  mark: Pick<ReplyMark, 'template'>,
  text: string,
) => Promise<MailedAnswer | undefined>;

/** What people of the company answer to copies. */
export interface AgentsMail {
  /** Undefined where it is no answer to a copy. */
  hear(parcel: Parcel, automatic: Automatic | undefined, context: HearContext): Promise<HeardResult | undefined>;
  /** Where answers to this copy go. @param lineId which mail it is of */
  addressFor(copied: ForwardedMail & RemedyKey, lineId: string, context: HearContext): Promise<string>;
}

/**
 * `heard`: it is in its conversation. `answered`: a person of the company wrote it, and it leaves. `handed-on`: a
 * person has it in the mailbox, and no conversation says it.
 */
export type HeardResult =
  | {
      readonly result: 'heard' | 'answered' | 'handed-on';
      readonly remedyId?: string | undefined;
      readonly why?: string;
    }
  | { readonly result: 'automatic' | 'refused'; readonly why: string }
  | { readonly result: 'known' };

/** A mail that cannot be sent on with its original is left where it lies, and a person is told where. */
const longestCopied = 6_500_000;

/**
 * Hears one mail that came to the domain of our replies. Whatever it is ends somewhere: with a person, in a line of the
 * log where a machine wrote it, or with the dead letters. Last of all the mail itself is removed, so one that is not
 * there any more was heard before.
 *
 * @throws where it has to be delivered again
 */
export async function hearReply(received: ReceivedMail, context: HearContext): Promise<HeardResult> {
  const raw = await context.raw.read(received.id);
  if (!raw) return { result: 'known' };
  const mail = await context.reader.read(raw);
  const automatic = automaticBecause(mail, received, context.own);
  if (automatic?.sure) return drop({ result: 'automatic', why: automatic.why }, received, context);
  const parcel = { raw, mail, received };
  const ofAgent = await context.agents?.hear(parcel, automatic, context);
  if (ofAgent) return ofAgent;
  const mark = await markOf(mail, received, context);
  if (automatic && !mark) return drop({ result: 'automatic', why: automatic.why }, received, context);
  const { spam, virus } = received.verdicts;
  if (!mark && (spam === 'FAIL' || virus === 'FAIL')) {
    return drop({ result: 'refused', why: 'SES takes it for spam, and it answers no mail of ours' }, received, context);
  }
  if (!mark) return (await hearLetter(parcel, context)) ?? handOn({ unheard: strange }, parcel, context);
  const view = await context.ledger.readMails(mark, ['apology']);
  const about = aboutOf(mark, view);
  // Who wrote a letter long ago begins anew with the next.
  if (!about && isOfLetter(mark) && !view.isErased) {
    return (await hearLetter(parcel, context)) ?? handOn({ unheard: expired }, parcel, context);
  }
  if (!about || view.isErased) {
    await forget(mark, received, context);
    return handOn({ unheard: erased }, parcel, context);
  }
  if (automatic) {
    const { remedyId, customerId } = mark;
    const unheard = `a machine may have written it: ${automatic.why}`;
    return handOn({ remedyId, customerId, unheard, mailbox: mailboxFor(view, context) }, parcel, context);
  }
  return converse(view, about, mark, parcel, context);
}

/** An attempt before this one may have kept what was said, and died before it saw that the customer was erased. */
async function forget(
  { customerId, remedyId }: ReplyMark,
  received: ReceivedMail,
  context: HearContext,
): Promise<void> {
  const line = { customerId, remedyId, messageId: lineIdOf(received) };
  await context.ledger.eraseMessage(line, context.clock().toISOString());
}

/** A mail as it came, as it was read, and what SES says of it. */
export interface Parcel {
  readonly raw: Uint8Array;
  readonly mail: ReadMail;
  readonly received: ReceivedMail;
}

async function drop(
  result: Extract<HeardResult, { result: 'automatic' | 'refused' }>,
  { id }: ReceivedMail,
  { raw, observer }: HearContext,
): Promise<HeardResult> {
  observer.step({ step: result.result === 'automatic' ? 'reply-automatic' : 'reply-refused', why: result.why });
  await raw.remove(id);
  return result;
}

/** By the token in the address that it came to, and else by the mails that it names. */
async function markOf(
  mail: ReadMail,
  { recipients }: ReceivedMail,
  { marks, domain }: HearContext,
): Promise<ReplyMark | undefined> {
  const token = tokenIn(recipients, domain);
  const byToken = token === undefined ? undefined : await marks.readMark(markName('token', token));
  if (byToken) return byToken;
  const named = ['in-reply-to', 'references'].flatMap((name) => headersOf(mail, name)).flatMap(mailIdsIn);
  for (const id of [...new Set(named)].slice(0, 8)) {
    const mark = await marks.readMark(markName('mail', id));
    if (mark) return mark;
  }
  return undefined;
}

const strange = 'it answers no mail that is known here';

/** What a conversation is about: a remedy, or a letter, of which nothing but the address is kept. */
type About = BegunAbout;

function aboutOf({ customerId, remedyId }: RemedyKey, { record, envelope }: MailView): About | undefined {
  if (record) return { customerId, remedyId, type: record.type };
  return envelope && isOfLetter({ remedyId }) ? { customerId, remedyId, type: letterType } : undefined;
}

/**
 * Whoever writes without having bought anything is heard in a conversation of their own, if they are certainly who they
 * say. Undefined where they are not, or nobody wants letters: then it is in the mailbox alone.
 */
async function hearLetter(parcel: Parcel, context: HearContext): Promise<HeardResult | undefined> {
  const { mail, received } = parcel;
  const [email] = mail.from;
  if (!context.hearsLetters || email === undefined || !isOneAddress(email)) return undefined;
  // Whoever answers a copy is no stranger, also where nobody answers copies any more.
  if (isToAgents(received.recipients, context.domain)) return undefined;
  if (disbelievedBecause(mail, received, email) !== undefined) return undefined;
  const of = letterByMail(email);
  await context.ledger.keepEnvelope(letterEnvelope(of, { email }, context.clock()));
  const view = await context.ledger.readMails(of, ['apology']);
  const about = aboutOf(of, view);
  if (!about || view.isErased) return handOn({ unheard: erased }, parcel, context);
  return converse(view, about, { lines: [], template: '' }, parcel, context);
}

async function converse(
  view: MailView,
  about: About,
  mark: Pick<ReplyMark, 'lines' | 'template'>,
  parcel: Parcel,
  context: HearContext,
): Promise<HeardResult> {
  const { customerId, remedyId } = about;
  const { mail, received } = parcel;
  const why = disbelievedBecause(mail, received, keptEmail(view.envelope));
  const text = why === undefined ? cutReply(mail.text, answeredBy(mark, context)) : '';
  const answer = why === undefined ? await context.hearFeedback?.(about, mark, text) : undefined;
  if (answer?.isAll) {
    await copy({ remedyId, customerId, mailbox: mailboxFor(view, context) }, parcel, context);
    return { result: 'heard', remedyId };
  }
  const of = { id: lineIdOf(received), at: received.at };
  const line: Line =
    why === undefined
      ? { ...of, by: 'customer', hash: hashOf(text), feedback: answer?.answer }
      : { ...of, by: 'elsewhere', why };
  if (why === undefined) await keepAddress(about, view, context);
  if (why === undefined && !(await keepWords(about, line, text, parcel, context))) {
    return handOn({ unheard: erased }, parcel, context);
  }
  const hearing = await writeHearing({ ...about, owner: ownerFor(view, about, context) }, line, context);
  await tellIfOpened(about, line, context);
  const tooMany = hearing.is === 'too-many' ? hearing.why : undefined;
  if (tooMany !== undefined) context.observer.step({ step: 'reply-refused', why: tooMany });
  const mailbox = mailboxFor(view, context);
  const lineId = why === undefined && tooMany === undefined ? line.id : undefined;
  await copy({ remedyId, customerId, disbelieved: why, unheard: tooMany, mailbox, lineId }, parcel, context);
  return tooMany === undefined ? { result: 'heard', remedyId } : { result: 'handed-on', remedyId, why: tooMany };
}

/**
 * Keeps what was said, before the conversation says that it was. Of one mail too many nothing is kept.
 *
 * @returns false where its customer was erased meanwhile
 */
async function keepWords(
  about: About,
  line: Line,
  text: string,
  { mail: { subject, mailId, attached } }: Parcel,
  context: HearContext,
): Promise<boolean> {
  const { customerId, remedyId, type } = about;
  const now = context.clock();
  const stamp = { at: now.toISOString(), token: context.newToken() };
  const stored = await context.conversations.read({ customerId, remedyId });
  if (hear(stored, { customerId, remedyId, type }, line, stamp).is !== 'heard') return true;
  const expiresAt = new Date(now.getTime() + envelopeDays * dayMs).toISOString();
  const thread = { subject: subject.slice(0, 300), mailId: mailId?.slice(0, 500), attached };
  await context.conversations.keepSaid({ customerId, remedyId, lineId: line.id, text, ...thread, expiresAt });
  return !(await wasErasedMeanwhile(about, line.id, context));
}

const erased = 'what is known of this customer was erased';

const expired = 'the address of whoever wrote this letter is not kept any more';

/** The mailbox of the brand that the customer was written to by. */
export function mailboxFor({ envelope, record }: MailView, { brands }: Pick<HearContext, 'brands'>): string {
  const failure = keptFailure(envelope);
  return brandFor({ brand: failure && brandIn(failure), source: record?.source }, brands).sender.replyTo;
}

function answeredBy({ lines }: Pick<ReplyMark, 'lines'>, { own, domain }: HearContext) {
  return { lines, addresses: [...own, `@${domain}`] };
}

/** Who looks after what this customer writes. */
function ownerFor({ envelope }: MailView, { type }: About, { owners }: HearContext): ConversationOwner {
  const failure = keptFailure(envelope);
  const about = { failureType: type, locale: failure && personIn(failure).locale, channel: 'mail' };
  return ownerOf(about, owners.rules, ownerOfType(owners, type));
}

/** Gives a mail to a person, and says why no conversation has it. */
async function handOn(
  about: AboutCopy & { readonly unheard: string },
  parcel: Parcel,
  context: HearContext,
): Promise<HeardResult> {
  await copy(about, parcel, context);
  const { unheard: why } = about;
  context.observer.step({ step: 'reply-handed-on', why });
  return { result: 'handed-on', why };
}

interface AboutCopy {
  readonly remedyId?: string | undefined;
  readonly customerId?: string | undefined;
  readonly disbelieved?: string | undefined;
  readonly unheard?: string | undefined;
  readonly answer?: ForwardedMail['answer'];
  /** @default - the sender's */
  readonly mailbox?: string | undefined;
  /** Which mail of its conversation it is. Missing where none says it as the customer's. */
  readonly lineId?: string | undefined;
}

/** Twice is better than never: it goes to our own mailbox. Then the mail is removed, if the copy has all of it. */
export async function copy(
  { remedyId, customerId, disbelieved, unheard, answer, mailbox, lineId }: AboutCopy,
  { raw, mail, received }: Parcel,
  context: HearContext,
): Promise<void> {
  const { spam, virus } = received.verdicts;
  const isHarmless = virus === 'PASS' && spam !== 'FAIL';
  const isWhole = isHarmless && raw.byteLength <= longestCopied;
  const copied: ForwardedMail = {
    ...(remedyId !== undefined && { reference: referenceOf(remedyId), remedyId }),
    ...(customerId !== undefined && { customerId }),
    ...(disbelieved !== undefined && { disbelieved }),
    ...(unheard !== undefined && { unheard }),
    ...(answer && { answer }),
    mailbox: mailbox ?? context.brands.standard.sender.replyTo,
    from: mail.from.find(isOneAddress),
    subject: mail.subject,
    original: isWhole ? raw : undefined,
    place: isWhole ? undefined : context.raw.placeOf(received.id),
  };
  const of = remedyId !== undefined && customerId !== undefined ? { ...copied, remedyId, customerId } : undefined;
  const answersTo = of && lineId !== undefined ? await context.agents?.addressFor(of, lineId, context) : undefined;
  const forwarded = await context.forwarder.forward(answersTo === undefined ? copied : { ...copied, answersTo });
  if (forwarded === 'left') {
    const why = `as many copies were sent today as should be: this mail lies at ${context.raw.placeOf(received.id)}`;
    context.observer.step({ step: 'copy-left', why });
  }
  if (isWhole && forwarded === 'sent') await context.raw.remove(received.id);
}

function lineIdOf({ id }: ReceivedMail): string {
  return hashOf(id).slice(0, 24);
}

function hashOf(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
