import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { letterAnswerSchema, type WrittenLetter, type LetterAnswer, type LetterIntake } from './letter-contract';

/** The function that takes letters gave no answer. Sent again it is the same letter. */
export class NoLetterIntakeError extends Error {
  override readonly name = 'NoLetterIntakeError';
  constructor(functionName: string, why: string) {
    super(`${functionName} gave no answer: ${why}. Look at its log`);
  }
}

/** Asks the function that takes letters. */
export class LambdaLetterIntake implements LetterIntake {
  constructor(
    private readonly client: LambdaClient,
    private readonly functionName: string,
  ) {}

  async take(written: WrittenLetter): Promise<LetterAnswer> {
    const response = await this.client.send(
      new InvokeCommand({ FunctionName: this.functionName, Payload: Buffer.from(JSON.stringify(written)) }),
    );
    if (response.FunctionError !== undefined) throw new NoLetterIntakeError(this.functionName, response.FunctionError);
    const answer = letterAnswerSchema.safeParse(JSON.parse(Buffer.from(response.Payload ?? []).toString() || 'null'));
    if (answer.success) return answer.data;
    throw new NoLetterIntakeError(this.functionName, 'it answered something else');
  }
}
