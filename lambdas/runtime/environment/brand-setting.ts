import * as z from 'zod/mini';
import { readJson } from '../settings/read-json';
import { text } from '../settings/text';

/** What stands in a style or an address of the HTML: nothing there can end it. */
const colour = z.string().check(z.regex(/^#[0-9a-f]{6}$/i));
const picture = z.string().check(z.regex(/^https:\/\/[^\s"'<>\\]+$/));
const line = z.string().check(z.trim(), z.minLength(1));
const pixels = z.int().check(z.positive());

const person = z.object({ name: line, role: line, picture: z.optional(picture) });

/** What is given of a look. The rest is plain. */
export const lookSchema = z.object({
  accent: z.optional(colour),
  accentOnDark: z.optional(colour),
  logo: z.optional(z.object({ url: picture, darkUrl: z.optional(picture), width: pixels, height: pixels })),
  legal: z.optional(z.readonly(z.array(line))),
});

/** What each brand has of its own, by its name. */
export const brandsSchema = z.record(
  z.string(),
  z.object({
    sources: z.optional(z.readonly(z.array(line))),
    sender: z.optional(
      z.object({ name: z.optional(line), email: z.optional(z.email()), replyTo: z.optional(z.email()) }),
    ),
    signatory: z.optional(person),
    executive: z.optional(person),
    statementName: z.optional(line),
    look: z.optional(lookSchema),
    /** Whether it has words of its own, which lie beside the function's code. */
    hasWords: z.optional(z.boolean()),
  }),
);

/** Who writes to customers and how it looks, as the environment says it. */
export const brandShape = {
  /** The address apologies come from. SES knows it as a verified identity. */
  SENDER_EMAIL: z.email(),
  /** The company's name beside the address. */
  SENDER_NAME: text,
  /** Where replies go: a mailbox that a person reads. */
  REPLY_TO_EMAIL: z.email(),
  /** The person who signs. */
  SIGNATORY_NAME: text,
  /** That person's role, as it stands under the name. */
  SIGNATORY_ROLE: text,
  /**
   * The executive who signs where a failure type says so, and their role. Without it the signatory signs everything.
   */
  EXECUTIVE_NAME: z.optional(text),
  EXECUTIVE_ROLE: z.optional(text),
  /** Where pictures of the two are. */
  SIGNATORY_PICTURE: z.optional(picture),
  EXECUTIVE_PICTURE: z.optional(picture),
  /** What the company is called on the statements of banks. Without it mails do not say it. */
  STATEMENT_NAME: z.optional(text),
  /** What differs from the plain look, as JSON. */
  LOOK: z.prefault(z.pipe(z.string(), z.pipe(z.transform(readJson), lookSchema)), '{}'),
  /** What each brand has of its own, as JSON. */
  BRANDS: z.prefault(z.pipe(z.string(), z.pipe(z.transform(readJson), brandsSchema)), '{}'),
  /** Where the function's code is, and beside it the words of brands. Lambda sets it. */
  LAMBDA_TASK_ROOT: z.prefault(text, '.'),
};

export type BrandSettings = z.output<z.ZodMiniObject<typeof brandShape>>;

export type LookText = z.input<typeof lookSchema>;
export type BrandsText = z.input<typeof brandsSchema>;
