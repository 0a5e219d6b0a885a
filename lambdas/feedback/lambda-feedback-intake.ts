import type { LambdaClient } from '@aws-sdk/client-lambda';
import { askFunction } from '../asked/lambda-asked';
import {
  feedbackAnswerSchema,
  type FeedbackAnswer,
  type FeedbackIntake,
  type FeedbackQuestion,
} from './feedback-contract';

/** The function that takes answers gave none itself. Sent again an answer is the same. */
export class NoFeedbackIntakeError extends Error {
  override readonly name = 'NoFeedbackIntakeError';
  constructor(functionName: string, why: string) {
    super(`${functionName} gave no answer: ${why}. Look at its log`);
  }
}

/** Asks the function that takes what customers answer. */
export class LambdaFeedbackIntake implements FeedbackIntake {
  constructor(
    private readonly client: LambdaClient,
    private readonly functionName: string,
  ) {}

  answer(question: FeedbackQuestion): Promise<FeedbackAnswer> {
    const { client, functionName } = this;
    const noAnswer = (why: string): Error => new NoFeedbackIntakeError(functionName, why);
    return askFunction(client, { functionName, schema: feedbackAnswerSchema, noAnswer }, question);
  }
}
