import * as z from 'zod/mini';
import { hasVisibleText, idSchema } from '../../model/business-id';
import { isTimeZone } from '../../model/guards/reference';
import { mailAddressSchema } from './mail-address';

/** So much of a name is kept. Longer ones are no greeting. */
const longestName = 200;

const nameSchema = z.string().check(
  z.trim(),
  z.minLength(1),
  z.refine(hasVisibleText, { error: 'has neither a letter nor a digit that anybody can see' }),
  z.overwrite((name) => name.slice(0, longestName)),
  z.describe('How the customer is greeted. Without one the mail begins with a plain Hello'),
);

const localeSchema = z
  .string()
  .check(
    z.overwrite(languageTag),
    z.refine(isLocale, { error: 'is not a BCP 47 language tag such as en-GB' }),
    z.describe('BCP 47 language tag such as en-GB; en_GB is read too. One that cannot be read counts as missing'),
  );

const timeZoneSchema = z
  .string()
  .check(
    z.trim(),
    z.refine(isTimeZone, { error: 'is not an IANA time zone such as Europe/London' }),
    z.describe(
      'IANA time zone such as Europe/London. Without one that exists, a day is the day of the instant as it is written',
    ),
  );

const phoneSchema = z.string().check(
  z.overwrite((phone) => phone.replace(/[\s().\/-]/g, '')),
  z.regex(/^\+[1-9]\d{6,14}$/, { error: 'is not a phone number in E.164 such as +442079460123' }),
  z.describe('E.164, such as +442079460123. One that cannot be read counts as missing'),
);

const channelsSchema = z
  .array(z.object({ channel: idSchema(), handle: idSchema() }))
  .check(z.maxLength(20), z.describe('Other channels on which the customer can be reached, the preferred one first'));

/**
 * Who the failure let down. Only the ids decide about money. How somebody is reached and greeted never stops it: what
 * is missing or cannot be read has a fallback, and what the mail service does not take is a matter of the notice.
 */
export const customerSchema = z.object({
  id: idSchema(),
  name: orMissing(nameSchema),
  email: mailAddressSchema,
  locale: orMissing(localeSchema),
  timeZone: orMissing(timeZoneSchema),
  phone: orMissing(phoneSchema),
  channels: orMissing(channelsSchema),
  creditAccountId: z.optional(
    idSchema().check(
      z.describe("The account that a credit goes to: with Stripe, its customer id. Without it, the customer's id"),
    ),
  ),
});

/** What cannot be read counts as missing. */
function orMissing<Value extends z.ZodMiniType>(schema: Value) {
  return z.optional(z.catch(z.optional(schema), undefined));
}

/** `en_GB` and `de_DE.UTF-8`, as Java, PHP and Unix write them, are the tags `en-GB` and `de-DE`. */
function languageTag(text: string): string {
  const [tag = ''] = text.trim().split(/[.@]/u, 1);
  return tag.replaceAll('_', '-');
}

function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}
