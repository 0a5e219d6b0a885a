import * as z from 'zod/mini';

const questionSchema = z.object({ ask: z.literal('readiness'), webhookUrl: z.optional(z.url()) });

const sealsSchema = z.object({ ask: z.literal('seals') });

/** Asks, in place of the work of a function, what the provider lets it do. `amends doctor` does. */
export type ReadinessQuestion = z.input<typeof questionSchema>;

/** The question, where an event is one. */
export function readinessQuestion(event: unknown): ReadinessQuestion | undefined {
  return questionSchema.safeParse(event).data;
}

/** Asks, in place of the work of a function, which keys it seals with. */
export type SealsQuestion = z.input<typeof sealsSchema>;

export function isSealsQuestion(event: unknown): event is SealsQuestion {
  return sealsSchema.safeParse(event).success;
}
