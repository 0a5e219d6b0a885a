import * as z from 'zod/mini';

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

export const pictureSchema = picture;

export type LookText = z.input<typeof lookSchema>;
export type BrandsText = z.input<typeof brandsSchema>;
