import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { previewAnswerSchema, type MailPreviews, type PreviewAnswer, type PreviewQuestion } from './mail-previews';

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

  async mailsAfter(question: Omit<PreviewQuestion, 'ask'>): Promise<PreviewAnswer> {
    const payload: PreviewQuestion = { ask: 'mails', ...question };
    const response = await this.client.send(
      new InvokeCommand({ FunctionName: this.functionName, Payload: Buffer.from(JSON.stringify(payload)) }),
    );
    if (response.FunctionError !== undefined) throw new NoPreviewError(this.functionName, response.FunctionError);
    const answer = previewAnswerSchema.safeParse(JSON.parse(Buffer.from(response.Payload ?? []).toString() || 'null'));
    if (answer.success) return answer.data;
    throw new NoPreviewError(this.functionName, 'it answered something else');
  }
}
