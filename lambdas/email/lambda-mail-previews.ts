import type { LambdaClient } from '@aws-sdk/client-lambda';
import type * as z from 'zod/mini';
import { askFunction } from '../asked/lambda-asked';
import {
  incidentAnswerSchema,
  type IncidentAnswer,
  type IncidentQuestion,
  type MailPreviews,
} from './incident-previews';
import { previewAnswerSchema, type PreviewAnswer, type PreviewQuestion } from './mail-previews';

/** The function that writes to customers did not say what it would write. */
export class NoPreviewError extends Error {
  override readonly name = 'NoPreviewError';
  constructor(functionName: string, why: string) {
    super(`${functionName} did not say what it would write: ${why}. Look at its log; nothing was changed`);
  }
}

/** Asks the function that sends the mails: whoever sends them knows best what they say. */
export class LambdaMailPreviews implements MailPreviews {
  constructor(
    private readonly client: LambdaClient,
    private readonly functionName: string,
  ) {}

  mailsAfter(question: Omit<PreviewQuestion, 'ask'>): Promise<PreviewAnswer> {
    return this.ask({ ask: 'mails', ...question }, previewAnswerSchema);
  }

  mailsOfIncident(question: Omit<IncidentQuestion, 'ask'>): Promise<IncidentAnswer> {
    return this.ask({ ask: 'mails-of-incident', ...question }, incidentAnswerSchema);
  }

  private ask<Answer>(question: PreviewQuestion | IncidentQuestion, schema: z.ZodMiniType<Answer>): Promise<Answer> {
    const { client, functionName } = this;
    const noAnswer = (why: string): Error => new NoPreviewError(functionName, why);
    return askFunction(client, { functionName, schema, noAnswer }, question);
  }
}
