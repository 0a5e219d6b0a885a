import type { RemedyPart } from '../../model/remedy';
import { dayMs } from '../../model/durations';
import { dedupeDays, newestOf, type ClosedCommitment } from '../customer-record';

/** What a customer was given for one order, each remedy as a line. It lies beside the customer record. */
export interface OrderLines {
  readonly customerId: string;
  readonly orderId: string;
  /** 0 before the first line is written. */
  readonly version: number;
  readonly lines: readonly ClosedCommitment[];
}

/** An order with so many lines holds what comes next: a person looks at an order that fails so often. */
export const linesBeforeHold = 30;

export function newOrderLines(customerId: string, orderId: string): OrderLines {
  return { customerId, orderId, version: 0, lines: [] };
}

/**
 * The order's next version with these lines. Of two lines of one remedy the one that was read from its newer record
 * stays, so it makes no difference how often and in which order they are written.
 */
export function withLines(order: OrderLines, lines: readonly ClosedCommitment[], now: Date): OrderLines {
  const keptSince = now.getTime() - dedupeDays * dayMs;
  const kept = order.lines.filter(({ committedAt }) => Date.parse(committedAt) >= keptSince);
  return { ...order, version: order.version + 1, lines: newestOf([...kept, ...lines]) };
}

/** A part without what only those who carry it out need. */
export function partOfLine(part: RemedyPart): RemedyPart {
  switch (part.kind) {
    case 'refund':
      return { ...part, fallback: undefined };
    case 'cancellation':
      return { ...part, fallback: { ...part.fallback, fallback: undefined } };
    case 'replacement': {
      const { neededBy: _neededBy, returnWithinDays: _days, unreturned: _unreturned, ...rest } = part;
      return part.fallback?.kind === 'refund' ? { ...rest, fallback: { ...part.fallback, fallback: undefined } } : rest;
    }
    case 'entitlement':
      return part.fallback?.kind === 'refund' ? { ...part, fallback: { ...part.fallback, fallback: undefined } } : part;
    case 'credit':
    case 'callback':
      return part;
  }
}
