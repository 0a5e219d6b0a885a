import type { LambdaClient } from '@aws-sdk/client-lambda';
import { askFunction } from '../asked/lambda-asked';
import { feedAnswerSchema, type FeedAnswer, type FeedIntake, type FeedQuestion } from './feed-contract';

/** The function that knows what was given answered nothing. Asked again it answers the same. */
export class NoFeedIntakeError extends Error {
  override readonly name = 'NoFeedIntakeError';
  constructor(functionName: string, why: string) {
    super(`${functionName} gave no answer: ${why}. Look at its log`);
  }
}

/** Asks the function that knows what was given. */
export class LambdaFeedIntake implements FeedIntake {
  constructor(
    private readonly client: LambdaClient,
    private readonly functionName: string,
  ) {}

  answer(question: FeedQuestion): Promise<FeedAnswer> {
    const { client, functionName } = this;
    const noAnswer = (why: string): Error => new NoFeedIntakeError(functionName, why);
    return askFunction(client, { functionName, schema: feedAnswerSchema, noAnswer }, question);
  }
}
