import * as z from 'zod/mini';

const linesSchema = z.object({
  parcel: z.object({
    lines: z.array(
      z.object({
        lineId: z.string(),
        recipient: z.optional(z.object({ name: z.string(), address: z.string() })),
      }),
    ),
  }),
});

/** To whom a line goes, where the failure names somebody else than the customer. Such a failure has its lines at `parcel.lines`. */
export function recipientIn(
  failure: object | undefined,
  lineId: string,
): { readonly name: string; readonly address: string } | undefined {
  const parsed = linesSchema.safeParse(failure);
  return parsed.data?.parcel.lines.find((line) => line.lineId === lineId)?.recipient;
}
