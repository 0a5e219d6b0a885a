import type { Command } from 'commander';
import type * as z from 'zod/mini';
import { CommandError } from './command-error';
import { OperatorClient } from './operator-client';
import type { CliContext } from './cli-context';

/** 0: done. 1: refused, or differences found. 2: failed. */
export type ExitCode = 0 | 1 | 2;

/** One run of the command: its client, its output and its exit code. */
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
      throw new CommandError(
        'The URL of the operator API is missing. Give --url or AMENDS_OPERATOR_URL: output OperatorApiUrl of the stack.',
      );
    return this.clientAt(url);
  }

  /** The same at another address. */
  clientAt(url: string, region = this.region()): OperatorClient {
    return new OperatorClient({ url, region }, this.context);
  }

  /**
   * The region that flags or the environment name.
   *
   * @param ofStage what the file of a stage says: it holds whatever the environment is set to, and a flag overrides it
   */
  region(ofStage?: string): string | undefined {
    const { environment } = this.context;
    return this.option('region') ?? ofStage ?? environment['AWS_REGION'] ?? environment['AWS_DEFAULT_REGION'];
  }

  /** Whether it is about the system that `npm start` runs on this machine. */
  isLocal(): boolean {
    const { local, localPort } = this.program.opts<{ readonly local?: boolean; readonly localPort?: number }>();
    return local === true || localPort !== undefined;
  }

  /** Prints a response of the operator API: whole as JSON, or as a page for people. */
  print<Answer>(schema: z.ZodMiniType<Answer>, answer: unknown, page: (answer: Answer) => string): void {
    if (this.isForMachines()) return this.write(JSON.stringify(answer, undefined, 2));
    this.write(page(this.understood(schema, answer)));
  }

  /** @throws {@link CommandError} where it is a response of another version */
  understood<Answer>(schema: z.ZodMiniType<Answer>, answer: unknown): Answer {
    const parsed = schema.safeParse(answer);
    if (parsed.success) return parsed.data;
    throw new CommandError(
      'The operator API returned a response that this version does not know. It may have done what you asked for; look with --json, and use the version that is deployed.',
    );
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
