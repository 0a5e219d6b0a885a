import type { LambdaClient } from '@aws-sdk/client-lambda';
import { askFunction } from '../asked/lambda-asked';
import { intakeAnswerSchema, type IntakeAnswer, type IntakeQuestion, type ReportIntake } from './intake-contract';

/** The function that takes reports gave no answer. Whether one was taken is not known; a second one changes nothing. */
export class NoIntakeError extends Error {
  override readonly name = 'NoIntakeError';
  constructor(functionName: string, why: string) {
    super(`${functionName} gave no answer: ${why}. Look at its log`);
  }
}

/** Asks the function that takes reports. */
export class LambdaReportIntake implements ReportIntake {
  constructor(
    private readonly client: LambdaClient,
    private readonly functionName: string,
  ) {}

  answer(question: IntakeQuestion): Promise<IntakeAnswer> {
    const { client, functionName } = this;
    const noAnswer = (why: string): Error => new NoIntakeError(functionName, why);
    return askFunction(client, { functionName, schema: intakeAnswerSchema, noAnswer }, question);
  }
}
