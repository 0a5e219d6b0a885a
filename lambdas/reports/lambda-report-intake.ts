import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
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

  async answer(question: IntakeQuestion): Promise<IntakeAnswer> {
    const response = await this.client.send(
      new InvokeCommand({ FunctionName: this.functionName, Payload: Buffer.from(JSON.stringify(question)) }),
    );
    if (response.FunctionError !== undefined) throw new NoIntakeError(this.functionName, response.FunctionError);
    const answer = intakeAnswerSchema.safeParse(JSON.parse(Buffer.from(response.Payload ?? []).toString() || 'null'));
    if (answer.success) return answer.data;
    throw new NoIntakeError(this.functionName, 'it answered something else');
  }
}
