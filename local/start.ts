import { Command, Option } from 'commander';
import { oneStep, type Demo } from './demo/script/step';
import { demoMinuteMs, demoWebhookDelayMs, playDemo } from './demo/demo';
import { Journeys } from './demo/report/journeys';
import { plainView, spinnerView, toldView, type Traveller, type ViewOf } from './demo/report/live-view';
import { readEventsFile } from './demo/script/published-entry';
import { unsettled } from './demo/report/report';
import { sampleDemo } from './demo/script/sample-demo';
import { summaryOf } from './demo/report/summary';
import type { EngineName } from './emulator/engine/engine';
import { startLocalSystem, type LocalSystem } from './system/local-system';
import { operatorEnvironment, operatorExample } from './system/operator-environment';
import { defaultBasePort } from './system/ports';

interface StartOptions {
  readonly once?: true;
  readonly json?: true;
  readonly events?: string;
  readonly only?: readonly string[];
  readonly engine: EngineName;
  readonly port: number;
}

const command = new Command('npm start --')
  .description('Runs the whole system on this machine, and publishes an evening of failures to it.')
  .option('--once', 'end when everything has settled; exit code 1 if something has not')
  .option('--json', 'print one JSON object to standard output, and nothing else')
  .option('--events <file>', 'publish the PutEvents entries of this JSON file instead of the sample evening')
  .addOption(
    new Option('--only <types>', 'tell the stories of these failure types only, separated by commas')
      .argParser((types) => types.split(',').map((type) => type.trim()))
      .conflicts('events'),
  )
  .addOption(
    new Option('--engine <engine>', 'what stands in for DynamoDB')
      .choices(['dynalite', 'dynamodb-local'] satisfies EngineName[])
      .default('dynalite'),
  )
  .option('--port <port>', 'first of the ports to listen on; 0 for any free ones', Number, defaultBasePort)
  .action(start);

async function start(options: StartOptions): Promise<void> {
  const say = options.json ? () => undefined : (line: string) => void process.stdout.write(`${line}\n`);
  const demo = demoFor(options);
  const journeys = new Journeys();
  const stopping = stopOnSignal();
  // Node 20 is enough here; what the SDK says about later years need not stand before every evening.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

  say('Synthesizing the CDK app and starting what its template says …');
  const system = await startLocalSystem({
    engine: options.engine,
    basePort: options.port,
    minuteMs: demoMinuteMs,
    webhookDelayMs: demoWebhookDelayMs,
    tableBrowser: !options.once,
    listener: (event) => journeys.hear(event),
    signal: stopping.signal,
  });
  try {
    const report = await playDemo(demo, system, journeys, viewFor(options, journeys, say), complain);
    if (options.json) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
    say(`\n${summaryOf(report)}`);
    const open = unsettled(report, journeys.all());
    for (const what of open) complain(`not settled: ${what}`);
    if (options.once) process.exitCode = open.length > 0 ? 1 : 0;
    else await keepUp(system, journeys, say, stopping.signal);
  } finally {
    await system.stop();
  }
}

function demoFor({ events, only }: StartOptions): Demo {
  return events ? oneStep(readEventsFile(events)) : sampleDemo(new Date(), only);
}

function complain(complaint: string): void {
  process.stderr.write(`${complaint}\n`);
}

function viewFor({ json }: StartOptions, journeys: Journeys, say: (line: string) => void): ViewOf {
  return (travellers, heading, isOver) => {
    if (!json && process.stdout.isTTY) return spinnerView(travellers, heading, isOver, journeys);
    return toldView(travellers, heading, isOver, journeys, say);
  };
}

async function keepUp(
  system: LocalSystem,
  journeys: Journeys,
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const { endpoints } = system;
  const operator = operatorEnvironment(system);
  say(`
inbox           ${endpoints.mail}
table browser   ${endpoints.tableBrowser ?? ''}
operator desk   ${operator['AMENDS_OPERATOR_URL'] ?? ''}

For the AWS CLI and other clients:
${exportLines(endpoints.environment)}

To decide on what waits, under any name (with the lines above, and the access key as the name):
${exportLines(operator)}
${operatorExample}

What others publish on ${system.busName} is shown here. Ctrl-C ends it.`);
  followVisitors(system, journeys, say);
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
}

function exportLines(environment: Readonly<Record<string, string>>): string {
  return Object.entries(environment)
    .map(([name, value]) => `export ${name}=${value}`)
    .join('\n');
}

/** Shows what becomes of the events that other clients publish. */
function followVisitors(system: LocalSystem, journeys: Journeys, say: (line: string) => void): void {
  const demo = new Set(journeys.all().map(({ eventId }) => eventId));
  const visitors = (): Traveller[] =>
    journeys
      .all()
      .filter(({ eventId }) => !demo.has(eventId))
      .map(({ eventId, type }) => ({ eventId, label: `${eventId.slice(0, 8)} ${type}` }));
  const view = plainView(visitors, journeys, say);
  system.on(() => view.refresh());
}

/**
 * The first Ctrl-C ends in order; a second one does not wait for that. The listeners stay, because a package that restores the
 * cursor ends the process itself where it finds nobody else listening.
 */
function stopOnSignal(): AbortController {
  const stopping = new AbortController();
  const stop = (): void => {
    if (stopping.signal.aborted) process.exit(130);
    stopping.abort();
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, stop);
  return stopping;
}

command.parseAsync().catch((error: unknown) => {
  complain(error instanceof Error ? error.message : String(error));
  process.exitCode = process.exitCode ?? 2;
});
