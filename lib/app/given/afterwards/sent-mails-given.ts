import { Duration } from 'aws-cdk-lib';
import * as z from 'zod/mini';
import { SentMails } from '../../../sent/sent-mails';
import { fromText } from '../context-value';

/** For how long mails are kept as they left. */
export interface StageSentMails {
  /**
   * From 1 to 3650 days.
   *
   * @default 90
   */
  readonly expireAfterDays?: number | undefined;
}

const form = 'true, false or { expireAfterDays: 90 }, up to 3650';

/** As a boolean, an object, or either as JSON. */
export const sentMailsSchema = z.pipe(
  z.transform(fromText),
  z.union(
    [
      z.boolean(),
      z.strictObject({
        expireAfterDays: z.optional(
          z.int({ error: form }).check(z.gte(1, { error: form }), z.lte(3650, { error: form })),
        ),
      }),
    ],
    { error: form },
  ),
);

export function sentMailsOf(given: boolean | StageSentMails | undefined): SentMails | undefined {
  if (given === undefined || given === false) return undefined;
  const { expireAfterDays: days }: StageSentMails = given === true ? {} : given;
  return SentMails.kept(days === undefined ? {} : { expireAfter: Duration.days(days) });
}
