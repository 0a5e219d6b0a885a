import type { Failure } from '../definition/failure';
import type { GivenPart } from '../definition/failure-definition';
import { affectedOf } from './affected';
import type { MissingParcel, ParcelLine } from './parcel';
import { countInWords, partSentences } from './part-sentences';

/** A missing parcel inside a sentence. */
export interface ParcelPhrase {
  /** The start of a sentence: `Your parcel`, `The two parcels to the addresses you gave`. */
  readonly what: string;
  readonly isOne: boolean;
}

type Customer = Failure['customer'];

/**
 * How a mail may name a missing parcel. Other people may see the mail, so nothing is named that may be a present: no
 * line that is gift-wrapped, is needed by a day, or goes to somebody else, and not who that is.
 */
export function parcelPhrase({ lines, neededBy }: MissingParcel, customer: Customer): ParcelPhrase {
  const [first, ...others] = lines;
  const elsewhere = addresses(lines, customer);
  const isAllElsewhere = lines.every((line) => isForAnother(line, customer));
  if (elsewhere === 0) {
    const isNamed = first !== undefined && others.length === 0 && first.giftWrap !== true && neededBy === undefined;
    return { what: isNamed ? namedLine(first) : 'Your parcel', isOne: true };
  }
  if (isAllElsewhere) {
    if (elsewhere === 1) return { what: 'The parcel to the address you gave', isOne: true };
    return { what: `The ${countInWords(elsewhere)} parcels to the addresses you gave`, isOne: false };
  }
  const rest = elsewhere === 1 ? 'one to the address' : `${countInWords(elsewhere)} to the addresses`;
  return { what: `Your parcel and the ${rest} you gave`, isOne: false };
}

/** What was in the parcel, where that is not all of its line: then the parcel is what failed. */
function namedLine(line: ParcelLine): string {
  const { count, of } = affectedOf(line);
  if (count === of) return `“${line.title}”`;
  return `Your parcel with ${countInWords(count)} of the ${countInWords(of)} you bought of “${line.title}”`;
}

/** The sentences about what is given for a missing parcel, where it goes, and why some of it is refunded. */
export function missingParcelSentences(parcel: MissingParcel, customer: Customer, given: readonly GivenPart[]): string {
  const { lines, neededBy } = parcel;
  if (given.length === 0) return 'I wanted you to hear it from us. There is nothing you need to do.';
  const turnsUp = parcelPhrase(parcel, customer).isOne ? 'parcel turns up' : 'parcels turn up';
  const replaced = linesOf(given, lines, 'replacement');
  const refunded = linesOf(given, lines, 'refund', 'cancellation');
  return [
    ...whyRefunded(refunded, replaced.length > 0, neededBy !== undefined),
    ...partSentences(given, customer.locale, customer.timeZone),
    ...whereTo(replaced, customer),
    `There is nothing you need to do, even if the first ${turnsUp} after all.`,
  ].join(' ');
}

function whyRefunded(refunded: readonly ParcelLine[], isPartReplaced: boolean, isNeeded: boolean): string[] {
  if (refunded.length === 0) return [];
  const inTime = isNeeded && refunded.every(({ inStock }) => inStock) ? ' in time' : '';
  return [isPartReplaced ? `I cannot send all of it once more${inTime}.` : `I cannot send you a new one${inTime}.`];
}

function whereTo(replaced: readonly ParcelLine[], customer: Customer): string[] {
  if (addresses(replaced, customer) === 0) return [];
  if (replaced.length === 1) return ['It goes straight to the address you gave.'];
  return ['Each goes straight to the address you gave for it.'];
}

/** The lines that parts of these kinds are for. Fallback parts are left out: their own sentences say why. */
function linesOf(
  given: readonly GivenPart[],
  lines: readonly ParcelLine[],
  ...kinds: readonly ('replacement' | 'refund' | 'cancellation')[]
): ParcelLine[] {
  const isOfKinds = kinds as readonly GivenPart['kind'][];
  const ids = given.flatMap((part) =>
    isOfKinds.includes(part.kind) && part.insteadOf === undefined && 'lineId' in part ? (part.lineId ?? []) : [],
  );
  return lines.filter(({ lineId }) => ids.includes(lineId));
}

function addresses(lines: readonly ParcelLine[], customer: Customer): number {
  const elsewhere = lines.filter((line) => isForAnother(line, customer));
  return new Set(elsewhere.map(({ recipient }) => JSON.stringify([recipient?.name, recipient?.address]))).size;
}

function isForAnother({ recipient }: ParcelLine, { name }: Customer): boolean {
  return recipient !== undefined && recipient.name !== name;
}
