import * as z from 'zod/mini';
import { businessIdSchema } from '../../failures/definition/failure';
import { damageCauses, mishaps, seenOfFilm, workedOfPass, type Mishap } from '../../reports/mishaps';

/** The choices of what a customer would be asked, where the failure cannot be told without. */
const choices: Partial<Readonly<Record<Mishap, readonly string[]>>> = {
  damaged: damageCauses,
  unplayable: seenOfFilm,
  wifi: workedOfPass,
};

const kindSchema = z
  .strictObject({
    /** A tag that the ticket has. The values of drop-down fields are tags, too. */
    tag: z.optional(businessIdSchema),
    /** The id of the form that it was sent with. */
    form: z.optional(businessIdSchema),
    /** What happened, as on the page on which customers report. What came instead is asked there, and not here. */
    mishap: z.enum(mishaps).check(
      z.refine((mishap) => mishap !== 'misdescribed', {
        error: 'cannot be told by a kind: what came instead has to be said in words',
      }),
    ),
    /** What the kind says beside that: who broke it, how much was seen, how long it worked. */
    answer: z.optional(businessIdSchema),
  })
  .check(
    z.refine(({ tag, form }) => tag !== undefined || form !== undefined, { error: 'needs a tag or a form' }),
    z.refine(({ mishap, answer }) => choices[mishap]?.includes(answer ?? '') ?? answer === undefined, {
      error: 'has to be one of the choices of its mishap, where it has any',
      path: ['answer'],
    }),
  );

export type TicketKind = z.infer<typeof kindSchema>;

export const ticketOptionsSchema = z.object({
  /**
   * Which tickets report which failure. A ticket that none of these names is nobody's failure here, and one that
   * several name differently is listed: nobody guesses what a customer meant.
   *
   * @default []: none
   */
  kinds: z.array(kindSchema).check(z.maxLength(200)),
});

export type TicketOptions = z.infer<typeof ticketOptionsSchema>;

export const ticketDefaults: TicketOptions = { kinds: [] };
