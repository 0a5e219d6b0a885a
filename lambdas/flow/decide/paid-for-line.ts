import * as z from 'zod/mini';
import type { PaidForLine } from '../../ledger/given/paid';

/** Failures about several lines of an order say what was paid for each. */
const linesSchema = z.object({
  parcel: z.object({ lines: z.array(z.object({ lineId: z.string(), amountMinor: z.int() })) }),
});

/** What was paid for each of several lines, as the failure says, in minor units of the purchase's currency. */
export function paidForLines(failure: object): readonly PaidForLine[] | undefined {
  return linesSchema.safeParse(failure).data?.parcel.lines;
}

/** The same for one line of the order. */
export function paidForLine(failure: object, lineId: string): number | undefined {
  return paidForLines(failure)?.find((line) => line.lineId === lineId)?.amountMinor;
}
