import * as z from 'zod/mini';
import type { RefundPart, RemedyPart, ReplacementPart } from '../../model/remedy';
import type { Failure } from '../definition/failure';
import type { PolicyView } from '../definition/policy';
import { withoutMoneyDefaults, withoutMoneyOptionsShape } from './give-or-hold';
import { affectedInReasons, priceOf, type Affected } from './affected';

/** Options of every failure type that sends replacements. */
export const replacementOptionsShape = {
  ...withoutMoneyOptionsShape,
  /**
   * What follows where no new one is in stock or none can arrive in time: a refund, or a person finds another way.
   *
   * @default 'refund'
   */
  unavailable: z.enum(['refund', 'person']),
  /**
   * How many hours the partner who sends it has to confirm. After that the price is refunded.
   *
   * @default 4
   */
  answerHours: z.int().check(z.positive(), z.lte(14 * 24)),
};

export const replacementDefaults = { ...withoutMoneyDefaults, unavailable: 'refund', answerHours: 4 } as const;

type ReplacementOptions = z.infer<z.ZodMiniObject<typeof replacementOptionsShape>>;

/** One order line that failed. */
export interface FailedLine {
  readonly lineId: string;
  readonly sku: string;
  readonly affected: Affected;
  /** What was paid for the whole line according to the event, in minor units of the purchase's currency. */
  readonly amountMinor: number;
}

/** How a new one is sent. */
export type SendTerms = Pick<
  ReplacementPart,
  'express' | 'neededBy' | 'giftWrap' | 'returnLabel' | 'returnWithinDays' | 'unreturned'
>;

/** What a line gets if nothing was given for it before, and why. */
export type LineProposal =
  | { readonly send: SendTerms; readonly why: string }
  /** Why no new one can be sent, or none in time. */
  | { readonly unavailable: string };

/** What all lines get together. */
export interface PlannedParts {
  /** What is given, or would be once a person approves it. */
  readonly parts: readonly RemedyPart[];
  readonly reasons: readonly string[];
  /** Why a person has to decide first. */
  readonly doubts: readonly string[];
}

/** What one line gets. `parts` is empty where nothing is left to give. */
interface LineOutcome {
  readonly parts: readonly (RefundPart | ReplacementPart)[];
  readonly reason: string;
  readonly doubt?: string | undefined;
  /** What the line would get once a person approves it, where it got a new one before. */
  readonly again?: RefundPart | ReplacementPart | undefined;
}

/**
 * A new one for each line, or a refund of its price. Nothing is given twice: a new one is sent only where the whole
 * price of the line is still refundable, and a refund never exceeds the refundable amount. Where a new one was sent
 * before and the same line fails again, a person decides, because the new one may have failed too.
 */
export function replaceOrRefund<Line extends FailedLine>(
  { purchase }: Pick<Failure, 'purchase'>,
  lines: readonly Line[],
  proposalOf: (line: Line) => LineProposal,
  view: PolicyView<ReplacementOptions>,
): PlannedParts {
  let leftMinor = view.refundableMinor;
  const outcomes = lines.map((line) => {
    const outcome = lineOutcome(purchase, line, proposalOf(line), leftMinor, view);
    leftMinor -= outcome.parts.reduce(
      (sum, part) => sum + ('worthMinor' in part ? part.worthMinor : part.amountMinor),
      0,
    );
    return { lineId: line.lineId, ...outcome };
  });

  const named = (lineId: string, text: string) => (lines.length === 1 ? text : `line ${lineId}: ${text}`);
  const reasons = outcomes.map(({ lineId, reason }) => named(lineId, reason));
  const parts = outcomes.flatMap((outcome) => outcome.parts);
  const again = outcomes.flatMap((outcome) => outcome.again ?? []);
  if (parts.length === 0 && again.length > 0) {
    return {
      parts: again,
      reasons,
      doubts: ['a new one was sent before, and a person finds out whether that one failed too'],
    };
  }
  return {
    parts,
    reasons,
    doubts: outcomes.flatMap(({ lineId, doubt }) => (doubt === undefined ? [] : named(lineId, doubt))),
  };
}

function lineOutcome(
  purchase: Failure['purchase'],
  line: FailedLine,
  proposal: LineProposal,
  leftMinor: number,
  view: PolicyView<ReplacementOptions>,
): LineOutcome {
  // The event says what was paid for a line. It cannot be more than the purchase.
  const shareMinor = priceOf(line.affected, Math.min(line.amountMinor, purchase.amountMinor));
  if (shareMinor === 0) return { parts: [], reason: 'nothing was paid for it' };

  const refundableMinor = Math.max(
    0,
    Math.min(view.refundableOfLineMinor(line.lineId, line.amountMinor), leftMinor, shareMinor),
  );
  if (refundableMinor === 0) {
    const again = wasReplaced(purchase.orderId, line.lineId, view)
      ? partFor(purchase, line, proposal, shareMinor, view)
      : undefined;
    return { parts: [], again, reason: again ? 'a new one was sent for it before' : 'its price was given back before' };
  }

  // Shares are rounded up, so the last pieces of a line are worth a little less than the first.
  const { count, of } = line.affected;
  const isWhole = refundableMinor > shareMinor - (count === of ? 1 : of);
  const worthMinor = isWhole ? refundableMinor : shareMinor;
  const some = affectedInReasons(line.affected);
  if ('unavailable' in proposal) {
    const share = isWhole ? 'the price back' : 'the rest of the price back';
    return {
      parts: [refundOf(purchase, line, refundableMinor)],
      reason: `${some}${share}, because ${proposal.unavailable}`,
      doubt:
        view.options.unavailable === 'person' ? `${proposal.unavailable}, and a person finds another way` : undefined,
    };
  }
  return {
    parts: [partFor(purchase, line, proposal, worthMinor, view)],
    reason: `${some}${proposal.why}`,
    doubt: isWhole ? undefined : 'less than its price is left to be given back, and a person decides about a new one',
  };
}

function partFor(
  purchase: Failure['purchase'],
  line: FailedLine,
  proposal: LineProposal,
  worthMinor: number,
  { options }: PolicyView<ReplacementOptions>,
): RefundPart | ReplacementPart {
  if ('unavailable' in proposal) return refundOf(purchase, line, worthMinor);
  const { lineId, sku, affected } = line;
  return {
    kind: 'replacement',
    lineId,
    sku,
    quantity: affected.count,
    worthMinor,
    currency: purchase.currency,
    ...proposal.send,
    answerWithinSeconds: options.answerHours * 60 * 60,
    fallback: refundOf(purchase, line, worthMinor),
  };
}

function refundOf(
  { currency, paymentId }: Failure['purchase'],
  { lineId }: FailedLine,
  amountMinor: number,
): RefundPart {
  return { kind: 'refund', amountMinor, currency, paymentId, lineId };
}

function wasReplaced(orderId: string, lineId: string, { earlier }: PolicyView<unknown>): boolean {
  return earlier.some(
    (remedy) =>
      remedy.orderId === orderId && remedy.parts.some((part) => part.kind === 'replacement' && part.lineId === lineId),
  );
}
