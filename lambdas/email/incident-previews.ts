import * as z from 'zod/mini';
import { previewedMailSchema, type PreviewAnswer, type PreviewQuestion } from './mail-previews';

/** What people would write to all customers of an incident, as the verdict keeps it. */
export const messageToAllShape = {
  message: z.optional(z.string()),
  messages: z.optional(
    z.readonly(
      z.array(
        z.object({
          locale: z.string(),
          text: z.string(),
          signedBy: z.optional(z.string()),
          signedRole: z.optional(z.string()),
        }),
      ),
    ),
  ),
  othersRead: z.optional(z.string()),
};

/** Asks what an incident's customers would be mailed after its approval, shown for one of them in each language. */
export const incidentQuestionSchema = z.object({
  ask: z.literal('mails-of-incident'),
  incidentId: z.string(),
  customerId: z.string(),
  remedyId: z.string(),
  ...messageToAllShape,
});

/** The mail of one remedy, as it would be for a reader of one language. */
export const readMailSchema = z.object({
  /** BCP 47. What the reader reads. */
  locale: z.string(),
  /** True for the language of this customer: that one leaves like this. */
  isTheirs: z.boolean(),
  /** `message`: what a person wrote. `note`: the same, below a note on its language. `usual`: our own words. */
  reads: z.enum(['message', 'note', 'usual']),
  /** Null where none would be sent, and `why`. */
  mail: z.nullable(previewedMailSchema),
  why: z.optional(z.string()),
});

export const incidentAnswerSchema = z.discriminatedUnion('answer', [
  z.object({
    answer: z.literal('done'),
    /** The version of the remedy record that they speak of. */
    recordVersion: z.int(),
    /** That of the customer first. */
    mails: z.array(readMailSchema),
  }),
  z.object({ answer: z.literal('missing') }),
  /** No mail can be shown, and why. */
  z.object({ answer: z.literal('refused'), why: z.string() }),
]);

export type IncidentQuestion = z.output<typeof incidentQuestionSchema>;
export type ReadMail = z.output<typeof readMailSchema>;
export type IncidentAnswer = z.output<typeof incidentAnswerSchema>;

/** The question, where an event is one. */
export function incidentQuestion(event: unknown): IncidentQuestion | undefined {
  return incidentQuestionSchema.safeParse(event).data;
}

/** Shows mails before they leave. */
export interface MailPreviews {
  /** @throws where nobody could be asked: nothing is changed by it */
  mailsAfter(question: Omit<PreviewQuestion, 'ask'>): Promise<PreviewAnswer>;
  /** @throws where nobody could be asked: nothing is changed by it */
  mailsOfIncident(question: Omit<IncidentQuestion, 'ask'>): Promise<IncidentAnswer>;
}
