import { contactKey, hasStopped, type ContactStore } from '../../channels/consent/contact';
import type { AnsweredTo, AnswerWay } from '../../channels/port/answer';
import { lastHeard, type Conversation, type Said } from '../conversation';
import type { Conversations } from '../conversations';
import { referenceOf } from '../../model/remedy-id';
import { isQuotedIn } from './quoted-in';
import type { HeardOn, LinePlace, ThreadLink } from './thread';
import { longestInPublic, signedText, usualWay, whyNotThere, type SaidThere } from './why-not-there';

/** Where an answer goes, or why it may not. */
export type There =
  | {
      /** Which line it answers: the last that the customer wrote. */
      readonly about: string;
      readonly to: AnsweredTo;
      readonly on: LinePlace;
    }
  | { readonly why: string };

/** What somebody wants to say there. */
export interface Wanted {
  readonly text: string;
  readonly signedBy: string;
  /** @default - as it was written */
  readonly to?: AnsweredTo | undefined;
}

interface AnswerPorts {
  readonly conversations: Pick<Conversations, 'readSaid'>;
  /** Who has said STOP. @default - nobody can be asked */
  readonly contacts?: Pick<ContactStore, 'find'> | undefined;
  readonly clock: () => Date;
}

/** Where an answer to what a customer wrote last on a network goes. */
export async function answerThere(
  conversation: Conversation,
  { text, signedBy, to: given }: Wanted,
  { conversations, contacts, clock }: AnswerPorts,
): Promise<There> {
  const line = lastHeard(conversation);
  const spoken = line && (await conversations.readSaid(conversation, [line.id])).get(line.id);
  if (!line?.on || !spoken?.heardOn) return { why: forgotten };
  const { network } = spoken.heardOn.replyTo;
  if (await hasSaidStop(spoken.heardOn, contacts)) return { why: stopped(conversation) };
  const to = given ?? usualWay(spoken.heardOn);
  const signed = signedText(text, signedBy);
  const why =
    whyNotThere({ text: signed, to }, spoken.heardOn, clock()) ?? whyTheirs({ text: signed, to }, conversation);
  return why === undefined ? { about: line.id, to, on: { network, isPublic: to === 'public' } } : { why };
}

/** By these ids anybody who reads them would be taken for the customer. */
function whyTheirs({ text, to }: SaidThere, { link }: Conversation): string | undefined {
  if (to !== 'public' || !link || !idsOf(link).some((id) => isQuotedIn(text, id))) return undefined;
  return 'everybody would read what is the customer’s: invite them to write in private, and say it there';
}

function idsOf({ customerId, remedyId }: ThreadLink): string[] {
  const ids = remedyId === undefined ? [] : [remedyId, referenceOf(remedyId)];
  return customerId.length < shortestId ? ids : [...ids, customerId];
}

/** What is shorter is a word or a number of daily use. */
const shortestId = 5;

/** How whoever answers may do so at this moment, or why they cannot. */
export interface WaysNow {
  readonly ways: readonly AnswerWay[];
  readonly closedBecause?: string | undefined;
}

/** For whoever looks at the conversation, before they write. */
export async function waysNow(
  conversation: Conversation,
  spoken: ReadonlyMap<string, Said>,
  { contacts, clock }: Omit<AnswerPorts, 'conversations'>,
): Promise<WaysNow> {
  const heardOn = spoken.get(lastHeard(conversation)?.id ?? '')?.heardOn;
  if (!heardOn) return { ways: [], closedBecause: forgotten };
  if (await hasSaidStop(heardOn, contacts)) return { ways: [], closedBecause: stopped(conversation) };
  const now = clock().getTime();
  const open = heardOn.ways.filter(({ until }) => until === undefined || now < Date.parse(until));
  if (open.length === 0) {
    const why = whyNotThere({ text: '', to: usualWay(heardOn) }, heardOn, clock());
    return { ways: [], closedBecause: why };
  }
  const ways = open.map((way) => ({
    ...way,
    longestText: way.to === 'public' ? Math.min(way.longestText, longestInPublic) : way.longestText,
  }));
  return { ways };
}

const forgotten = 'what they wrote is not kept any more, nor where they are';

function stopped({ place }: Conversation): string {
  return `the customer has said STOP on ${place?.name ?? 'this network'}, and hears nothing more there`;
}

async function hasSaidStop(
  { replyTo: { network, threadId } }: HeardOn,
  contacts: AnswerPorts['contacts'],
): Promise<boolean> {
  return hasStopped(await contacts?.find(contactKey(network, threadId)));
}
