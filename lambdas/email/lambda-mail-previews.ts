import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import type * as z from 'zod/mini';
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

  private async ask<Answer>(
    payload: PreviewQuestion | IncidentQuestion,
    schema: z.ZodMiniType<Answer>,
  ): Promise<Answer> {
    const response = await this.client.send(
      new InvokeCommand({ FunctionName: this.functionName, Payload: Buffer.from(JSON.stringify(payload)) }),
    );
    if (response.FunctionError !== undefined) throw new NoPreviewError(this.functionName, response.FunctionError);
    const answer = schema.safeParse(JSON.parse(Buffer.from(response.Payload ?? []).toString() || 'null'));
    if (answer.success) return answer.data;
    throw new NoPreviewError(this.functionName, 'it answered something else');
  }
}
