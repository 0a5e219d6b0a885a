import { feedOnPagesOfShop, manyReportsAndLetters } from '../system/provider-url';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { EngineName } from '../emulator/engine/engine';
import { defaultBasePort } from '../system/ports';

/** What whoever types `npm start` wants. */
export interface StartOptions {
  readonly once?: true;
  readonly json?: true;
  readonly events?: string;
  readonly only?: readonly string[];
  readonly app?: string;
  readonly context?: Readonly<Record<string, string>>;
  readonly stage?: string;
  readonly practice?: true;
  readonly phone?: true;
  readonly scenarios?: string;
  readonly engine: EngineName;
  readonly port: number;
}

/** What can be typed behind `npm start --`. */
export function startCommand(start: (options: StartOptions) => Promise<void>): Command {
  return new Command('npm start --')
    .description('Runs the whole system on this machine and publishes a demo of failures to it.')
    .option('--once', 'end when everything has settled; exit code 1 if something has not')
    .option('--json', 'print one JSON object to standard output, and nothing else')
    .option('--events <file>', 'publish the PutEvents entries of this JSON file instead of the demo')
    .addOption(
      new Option('--only <types>', 'publish the stories of these failure types only (comma-separated)')
        .argParser((types) => types.split(',').map((type) => type.trim()))
        .conflicts('events'),
    )
    .addOption(
      new Option('--practice', 'publish nothing, and open the room in which agents practise told stories').conflicts([
        'once',
        'json',
        'events',
        'only',
      ]),
    )
    .addOption(
      new Option('--phone', 'have an emulated Amazon Connect call customers: you are its agent').conflicts([
        'once',
        'json',
        'app',
        'stage',
      ]),
    )
    .option(
      '--scenarios <folder>',
      'stories of your own to practise, beside those that are there: a JSON file for each',
    )
    .addOption(
      new Option('--engine <engine>', 'the emulator of DynamoDB')
        .choices(['dynalite', 'dynamodb-local'] satisfies EngineName[])
        .default('dynalite'),
    )
    .option('--app <folder>', 'run this cloud assembly (cdk.out) instead of synthesizing the CDK app')
    .addOption(
      new Option(
        '-c, --context <name=value>',
        'a context value of the CDK app, as `cdk deploy -c` takes it; repeatable',
      )
        .argParser(addContext)
        .conflicts('app'),
    )
    .addOption(
      new Option('--stage <file>', 'a stage to run in place of the local one: stages/prod.ts, or its name').conflicts(
        'app',
      ),
    )
    .option('--port <port>', 'first of the ports to listen on; 0 for any free ports', portNumber, defaultBasePort)
    .action(start);
}

/**
 * The context values of the CDK app. A stage that looks on in its first week (`firstMode`) is tried here as it gives:
 * nobody is paid on this machine. `-c firstMode=shadow` shows the first week.
 * The local stage has figures of what the demo does, lets customers answer, and keeps its failures to be rehearsed
 * with. A test of the system does without.
 */
export function contextOf({
  context,
  stage,
  phone,
}: Pick<StartOptions, 'context' | 'stage' | 'phone'>): Record<string, string> {
  if (stage !== undefined) return { firstMode: 'auto', ...context, stage };
  return { ...optionsOfLocalStage, ...(phone && callsByConnect), ...context };
}

/** No instance of a contact center is like it: the local system stands in for it. */
const callsByConnect = {
  callbacks: 'connect',
  connect: JSON.stringify({
    instanceArn: 'arn:aws:connect:eu-west-1:000000000000:instance/00000000-0000-4000-8000-000000000000',
    queueId: '00000000-0000-4000-8000-00000000000f',
    consoleUrl: 'https://console.example.com/',
    // Whoever tries it in the evening wants to be called, too.
    quietHours: { from: 0, until: 0, timeZone: 'UTC' },
  }),
};

const optionsOfLocalStage = {
  insight: 'true',
  rehearsal: '{"archiveDays":1}',
  reports: manyReportsAndLetters,
  gestures: 'true',
  feed: feedOnPagesOfShop,
  replies:
    '{"domain":"replies.example.com","agents":[{"email":"help@example.com","name":"Ann Lee"}],"owners":{"marketing":{"firstAnswerMinutes":60,"escalatesTo":"contact-center"},"contact-center":{"firstAnswerMinutes":240}}}',
};

function portNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('It has to be a whole number.');
  return Number(text);
}

function addContext(text: string, before: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  const [name = '', ...value] = text.split('=');
  if (name === '' || value.length === 0) throw new InvalidArgumentError('It is name=value.');
  return { ...before, [name]: value.join('=') };
}
