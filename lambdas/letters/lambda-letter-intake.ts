import type { LambdaClient } from '@aws-sdk/client-lambda';
import { askFunction } from '../asked/lambda-asked';
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

  take(written: WrittenLetter): Promise<LetterAnswer> {
    const { client, functionName } = this;
    const noAnswer = (why: string): Error => new NoLetterIntakeError(functionName, why);
    return askFunction(client, { functionName, schema: letterAnswerSchema, noAnswer }, written);
  }
}
