import type { Sentence } from '../definition/sentence';
import type { Failure } from '../definition/failure';
import type { GivenPart } from '../definition/failure-definition';
import { affectedOf } from '../shared/affected';
import type { MissingParcel, ParcelLine } from '../shared/parcel';
import { partSentences } from './part-sentences';
import { say } from './shared-sentences';

/** Which parcels are missing, as far as a mail may say so. */
export const whichParcels = ['yours', 'another', 'others', 'yoursAndAnother', 'yoursAndOthers'] as const;

/** How a mail may name a missing parcel. */
export type NamedParcel =
  | { readonly by: 'title'; readonly title: string }
  /** Not all of a line was in it: then the parcel is what failed. */
  | { readonly by: 'share'; readonly title: string; readonly count: number; readonly bought: number }
  /** By where it was to go. `elsewhere` counts the addresses that are not the customer's. */
  | { readonly by: 'address'; readonly which: (typeof whichParcels)[number]; readonly elsewhere: number };

type Customer = Failure['customer'];

/**
 * How a mail may name a missing parcel. Other people may see the mail, so nothing is named that may be a present: no
 * line that is gift-wrapped, is needed by a day, or goes to somebody else, and not who that is.
 */
export function namedParcel({ lines, neededBy }: MissingParcel, customer: Customer): NamedParcel {
  const [first, ...others] = lines;
  const elsewhere = addresses(lines, customer);
  if (elsewhere === 0) {
    const isNamed = first !== undefined && others.length === 0 && first.giftWrap !== true && neededBy === undefined;
    return isNamed ? namedLine(first) : { by: 'address', which: 'yours', elsewhere };
  }
  const isAllElsewhere = lines.every((line) => isForAnother(line, customer));
  if (isAllElsewhere) return { by: 'address', which: elsewhere === 1 ? 'another' : 'others', elsewhere };
  return { by: 'address', which: elsewhere === 1 ? 'yoursAndAnother' : 'yoursAndOthers', elsewhere };
}

/** How many parcels that is, as far as a mail says so: one, or several. */
export function parcelsNamed(named: NamedParcel): number {
  if (named.by !== 'address' || named.which === 'yours' || named.which === 'another') return 1;
  return named.which === 'others' ? named.elsewhere : named.elsewhere + 1;
}

function namedLine(line: ParcelLine): NamedParcel {
  const { count, of: bought } = affectedOf(line);
  const { title } = line;
  return count === bought ? { by: 'title', title } : { by: 'share', title, count, bought };
}

/** The sentences about what is given for a missing parcel, where it goes, and why some of it is refunded. */
export function missingParcelSentences(
  parcel: MissingParcel,
  customer: Customer,
  given: readonly GivenPart[],
): Sentence[] {
  const { lines, neededBy } = parcel;
  if (given.length === 0) return [say.nothingToDo(), say.hearFromUs()];
  const replaced = linesOf(given, lines, 'replacement');
  const refunded = linesOf(given, lines, 'refund', 'cancellation');
  return [
    say.turnsUp({ count: parcelsNamed(namedParcel(parcel, customer)) }),
    ...whyRefunded(refunded, replaced.length > 0, neededBy !== undefined),
    ...partSentences(given, customer.timeZone),
    ...(addresses(replaced, customer) === 0 ? [] : [say.toAddress({ count: replaced.length })]),
  ];
}

function whyRefunded(refunded: readonly ParcelLine[], isPartReplaced: boolean, isNeeded: boolean): Sentence[] {
  if (refunded.length === 0) return [];
  const isLate = isNeeded && refunded.every(({ inStock }) => inStock);
  return [say.notAgain({ what: isPartReplaced ? 'some' : 'all', why: isLate ? 'time' : 'stock' })];
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
