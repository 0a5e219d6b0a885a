import * as z from 'zod/mini';
import type { Covered } from '../../model/decision';
import { proRata } from '../../model/shares';
import { coveredBefore } from '../definition/covered-before';
import { businessIdSchema } from '../definition/failure';
import { joinedIds } from '../definition/joined-ids';
import type { PolicyView } from '../definition/policy';

/** The most pieces that a line may hold. */
const mostPieces = 1000;

const countSchema = z.int().check(z.positive(), z.lte(mostPieces));

/** How many of a line a failure is about. */
interface Pieces {
  /** How many the line holds. */
  readonly quantity?: number | undefined;
  /** How many of them failed. */
  readonly affected?: number | undefined;
  /** Which of them. */
  readonly affectedIds?: readonly string[] | undefined;
}

/** How many of a line failed, for the contract of a failure type about one line. */
export const affectedSchema = z.optional(
  countSchema.check(z.describe('How many of them it is about. All of them where it is missing')),
);

/** The fields of a failure about one line: how many it holds, and how many of them failed. */
export const piecesShape = {
  quantity: z.optional(countSchema.check(z.describe('How many the line holds. 1 where it is missing'))),
  affected: affectedSchema,
  affectedIds: z.optional(
    z
      .array(businessIdSchema)
      .check(
        z.minLength(1),
        z.maxLength(50),
        z.describe(
          'Which of them, such as serial numbers. Reports of one line that name others are other failures; without them, ' +
            'reports of one day are one failure',
        ),
      ),
  ),
};

/** What has to be true of these fields together. */
export const piecesAgree = z.refine<Pieces>(
  ({ quantity = 1, affected = quantity, affectedIds }) =>
    affected <= quantity &&
    (affectedIds === undefined ||
      (affectedIds.length === affected && new Set(affectedIds).size === affectedIds.length)),
  { error: 'is more than the quantity, or not as many as affectedIds names', path: ['affected'] },
);

/** How many of how many. */
export interface Affected {
  readonly count: number;
  readonly of: number;
}

/** Which of what was bought, for sentences that differ by it. */
export const whichPieces = ['only', 'all', 'some'] as const;

/** The facts with which a sentence says how many of how many. */
export function piecesIn({ count, of }: Affected): {
  readonly which: (typeof whichPieces)[number];
  readonly count: number;
  readonly bought: number;
} {
  return { which: of === 1 ? 'only' : count === of ? 'all' : 'some', count, bought: of };
}

export function affectedOf({ quantity = 1, affected = quantity }: Pieces): Affected {
  return { count: affected, of: quantity };
}

/** The share of what was paid for a line, rounded up in favour of the customer. */
export function priceOf({ count, of }: Affected, lineMinor: number): number {
  return proRata(lineMinor, count, of);
}

/** Which failure of a line it is, besides the line: which pieces failed, where the business says so. */
export function piecesInOccurrence({ affectedIds }: Pieces): string {
  return affectedIds === undefined ? '' : ` ${joinedIds([...affectedIds].sort(), ',')}`;
}

/**
 * The pieces of a line that no other remedy makes good, with what a remedy for them covers: a mug that is broken and
 * not as described is one mug. Undefined where none is left. Where no piece is named, all that are counted are left.
 */
export function piecesLeft(
  pieces: Pieces,
  line: { readonly orderId: string; readonly lineId: string },
  view: Pick<PolicyView<unknown>, 'earlier' | 'held'>,
): { readonly affected: Affected; readonly covers?: readonly Covered[] } | undefined {
  const affected = affectedOf(pieces);
  if (pieces.affectedIds === undefined) return { affected };
  const covered = new Set(coveredBefore(view).map(({ what }) => what));
  const covers = pieces.affectedIds
    .map((id) => ({ what: `piece/${joinedIds([line.orderId, line.lineId, id], '/')}` }))
    .filter(({ what }) => !covered.has(what));
  return covers.length === 0 ? undefined : { affected: { ...affected, count: covers.length }, covers };
}

/** `1 of 10: `, before a reason. Nothing where it is about all of them. */
export function affectedInReasons({ count, of }: Affected): string {
  return count === of ? '' : `${count} of ${of}: `;
}
