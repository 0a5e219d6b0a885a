import * as z from 'zod/mini';

const questionSchema = z.object({ ask: z.literal('readiness'), webhookUrl: z.optional(z.url()) });

/** Asks, in place of the work of a function, what the provider lets it do. `amends doctor` does. */
export type ReadinessQuestion = z.input<typeof questionSchema>;

/** The question, where an event is one. */
export function readinessQuestion(event: unknown): ReadinessQuestion | undefined {
  return questionSchema.safeParse(event).data;
}
