import * as z from 'zod/mini';

/** Failures about several lines of an order say what was paid for each. */
const linesSchema = z.object({
  parcel: z.object({ lines: z.array(z.object({ lineId: z.string(), amountMinor: z.int() })) }),
});

/** What was paid for one line of the order, as the failure says, in minor units of the purchase's currency. */
export function paidForLine(failure: object, lineId: string): number | undefined {
  const parsed = linesSchema.safeParse(failure);
  return parsed.data?.parcel.lines.find((line) => line.lineId === lineId)?.amountMinor;
}
