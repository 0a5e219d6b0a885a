import type { LambdaClient } from '@aws-sdk/client-lambda';
import * as z from 'zod/mini';
import { askFunction } from '../../asked/lambda-asked';
import { AffectedNotReadError, type AffectedCustomers, type AffectedPage, type AffectedQuestion } from './affected';
import { askedAs, pageIn } from './affected-answer';

/** A function of the team's, which asks wherever it keeps that. */
export class LambdaAffected implements AffectedCustomers {
  constructor(
    private readonly client: LambdaClient,
    private readonly functionName: string,
  ) {}

  async page(question: AffectedQuestion): Promise<AffectedPage> {
    return pageIn(await this.ask(question), question);
  }

  private async ask(question: AffectedQuestion): Promise<unknown> {
    const noAnswer = (why: string): Error => new AffectedNotReadError(`the function ${this.functionName} says ${why}`);
    try {
      return await askFunction(
        this.client,
        { functionName: this.functionName, schema: z.unknown(), noAnswer },
        askedAs(question),
      );
    } catch (error) {
      if (error instanceof AffectedNotReadError) throw error;
      const why = error instanceof Error ? error.name : 'no answer';
      throw new AffectedNotReadError(`the function ${this.functionName} gave none (${why})`, { cause: error });
    }
  }
}
