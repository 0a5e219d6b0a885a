import type { Command } from 'commander';
import type * as z from 'zod/mini';
import { CommandError } from './command-error';
import { OperatorClient } from './operator-client';
import type { CliContext } from './cli-context';

/** 0: done. 1: refused, or differences found. 2: it could not be done. */
export type ExitCode = 0 | 1 | 2;

/** One run of the command: where it asks, how it answers, and how it ends. */
export class Session {
  exitCode: ExitCode = 0;

  constructor(
    private readonly program: Command,
    readonly context: CliContext,
  ) {}

  client(): OperatorClient {
    const { environment } = this.context;
    const url = this.option('url') ?? environment['AMENDS_OPERATOR_URL'];
    if (!url)
      throw new CommandError('Where is the operator desk? Give --url or AMENDS_OPERATOR_URL: output OperatorApiUrl.');
    const region = this.option('region') ?? environment['AWS_REGION'] ?? environment['AWS_DEFAULT_REGION'];
    return new OperatorClient({ url, region }, this.context);
  }

  /** Prints an answer of the desk: whole for machines, as a page for people. */
  print<Answer>(schema: z.ZodMiniType<Answer>, answer: unknown, page: (answer: Answer) => string): void {
    if (this.isForMachines()) return this.write(JSON.stringify(answer, undefined, 2));
    const parsed = schema.safeParse(answer);
    if (!parsed.success) {
      throw new CommandError(
        'The operator desk answers in words this command does not know. It may have done it all the same; look with --json, and use the version that was deployed.',
      );
    }
    this.write(page(parsed.data));
  }

  isForMachines(): boolean {
    return this.program.opts()['json'] === true;
  }

  write(text: string): void {
    this.context.write(`${text}\n`);
  }

  private option(name: 'url' | 'region'): string | undefined {
    const value: unknown = this.program.opts()[name];
    return typeof value === 'string' ? value : undefined;
  }
}
