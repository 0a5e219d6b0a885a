import * as z from 'zod/mini';
import { mostDaysApart } from '../../../../lambdas/ledger/follow/follow-ups';
import { fromText } from '../context-value';

const error =
  '{ refund: true, replacement: true, mended: true, daysApart: 7 }, or a part of it, with daysApart from 1 to 10; as text the same in JSON';

/** Which customers are written to once more, as a stage says it. */
export const followUpsGiven = z.pipe(
  z.transform(fromText),
  z.strictObject(
    {
      refund: z.optional(z.boolean({ error })),
      replacement: z.optional(z.boolean({ error })),
      mended: z.optional(z.boolean({ error })),
      daysApart: z.optional(z.int({ error }).check(z.gte(1, { error }), z.lte(mostDaysApart, { error }))),
    },
    { error },
  ),
);
