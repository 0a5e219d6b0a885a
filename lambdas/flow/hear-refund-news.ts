import type { PartOutcome } from '../fulfilment/part-outcome';
import type { RefundNews } from '../fulfilment/provider-news';
import { claimOf } from '../ledger/account';
import { standingParts, stateOf, type Entry, type EntryPart, type EntryState, type Moment } from '../ledger/entry';
import { canBecome, moveEntry, withParts } from '../ledger/transitions';
import { ComesAgainError } from './comes-again';
import { moment } from './moment';
import { saveAndTell, type TellPorts } from './tell';

/** The news is about a remedy that somebody is working on right now. Tell it again later. */
export class NewsTooEarlyError extends ComesAgainError {
  override readonly name = 'NewsTooEarlyError';
}

export type NewsResult =
  /** It changed the record. */
  | { readonly result: 'heard'; readonly state: EntryState }
  /** It was known, or something newer was. */
  | { readonly result: 'known' }
  /** There is no such remedy here. */
  | { readonly result: 'not-ours' }
  /** It contradicts what was promised. Nothing was changed; a person has to look. */
  | { readonly result: 'contradicts'; readonly why: string };

/** How often to read an entry again after somebody else wrote it first. */
const tries = 4;

/**
 * What the provider tells by itself about one of our refunds. News comes twice, late, in any order, and sometimes before the
 * reply to the very call it is about: it counts only where the table of transitions has a place for it.
 *
 * @throws where the news has to be told again
 */
export async function hearRefundNews(news: RefundNews, ports: TellPorts): Promise<NewsResult> {
  for (let attempt = 0; attempt < tries; attempt++) {
    const { account, entry } = await ports.ledger.read(news.customerId, news.remedyId);
    if (!entry) {
      if (!claimOf(account, news.remedyId)) return { result: 'not-ours' };
      throw new NewsTooEarlyError(`${news.remedyId} is claimed and not recorded yet; this news has to come again`);
    }
    if (entry.state === 'executing') {
      throw new NewsTooEarlyError(`${news.remedyId} is being carried out; this news has to come again`);
    }
    const heard = hear(entry, news);
    if ('result' in heard) {
      if (heard.result === 'contradicts') ports.observer.trouble(entry.remedyId, heard.why, undefined);
      return heard;
    }
    const saved = await saveAndTell(heardOf(entry, heard, moment(ports)), ports);
    if (saved !== 'stale') return { result: 'heard', state: saved.state };
  }
  throw new NewsTooEarlyError(`${news.remedyId} is being written by others; this news has to come again`);
}

interface Heard {
  readonly to: EntryState;
  readonly parts: readonly EntryPart[];
}

function hear(entry: Entry, news: RefundNews): NewsResult | Heard {
  const part = entry.parts.find(({ number }) => number === news.partNumber);
  if (!part)
    return { result: 'contradicts', why: `the provider knows a part ${news.partNumber}, and the ledger does not` };
  const contradiction = contradictionOf(part, news);
  if (contradiction) return { result: 'contradicts', why: contradiction };
  if (!isNewer(part.outcome, news.outcome)) return { result: 'known' };
  const parts = entry.parts.map((other) => (other === part ? { ...part, outcome: news.outcome } : other));
  return { to: stateAfter(entry, stateOf(standingParts({ parts }).map(({ outcome }) => outcome))), parts };
}

/** What became of a part is kept even where the whole stays as it is: whoever takes it up next has to know. */
function heardOf(entry: Entry, { to, parts }: Heard, moment: Moment): Entry {
  const why = `the provider tells that it is ${to}`;
  if (canBecome(entry.state, to)) return moveEntry(entry, { to, parts, why }, moment);
  return withParts(entry, parts, `${why}, which leaves the remedy ${entry.state}`, moment);
}

/** What was promised stands in the ledger; another amount, currency or refund is not what was promised. */
function contradictionOf(part: EntryPart, news: RefundNews): string | undefined {
  if (news.amountMinor !== part.amountMinor || news.currency !== part.currency) {
    return `the provider tells of ${news.amountMinor} ${news.currency}, and ${part.amountMinor} ${part.currency} was promised`;
  }
  const known = 'providerRef' in part.outcome ? part.outcome.providerRef : undefined;
  const told = 'providerRef' in news.outcome ? news.outcome.providerRef : undefined;
  if (known !== undefined && told !== undefined && known !== told)
    return `the provider tells of another refund than ${known}`;
  return undefined;
}

/** A refund only goes one way: it is pending, then paid, then perhaps failed. Whatever goes back is an old tale. */
function isNewer(known: EntryPart['outcome'], told: PartOutcome): boolean {
  const order = { planned: 0, unknown: 1, pending: 2, paid: 3, declined: 4 };
  return told.state !== 'unknown' && known.state !== 'planned' && order[told.state] > order[known.state];
}

function stateAfter({ state }: Entry, told: ReturnType<typeof stateOf>): EntryState {
  const hadSucceeded = state === 'paid' || state === 'pending';
  return told === 'declined' && hadSucceeded ? 'late-failed' : told;
}
