import { CommanderError } from 'commander';
import { join } from 'node:path';
import { galleryBrands } from './gallery/gallery-brands';
import { serveGallery } from './gallery/serve-gallery';
import type { Brands } from '../lambdas/email/brand';
import { closingScreen } from './run/closing-screen';
import { singleStepDemo, type Demo } from './demo/script/demo';
import { demoMinuteMs, demoWebhookDelayMs, playDemo } from './demo/play-demo';
import { Journeys } from './demo/report/journeys';
import { plainView, settledView, spinnerView, type TrackedEvent, type ViewOf } from './demo/report/live-view';
import { readEventsFile } from './demo/script/published-entry';
import { unsettled } from './demo/report/report';
import { sampleDemo } from './demo/script/sample-demo';
import { summaryOf } from './demo/report/summary';
import { startWithPages } from './beside/start-with-pages';
import { startLocalSystem, type LocalSystem, type LocalSystemOptions } from './system/local-system';
import { wrapped } from './text/wrapped';
import { writeClientFiles } from './run/client-files';
import { withElapsedLine } from './run/elapsed-line';
import { fullFolderLine, needRoom } from './run/full-folder';
import { operatorEnvironment } from './system/operator-environment';
import { defaultBasePort } from './system/ports';
import { practiceScreen } from './run/practice-screen';
import { openRunFolder } from './run/run-folder';
import { contextOf, startCommand, type StartOptions } from './run/start-options';

async function start(options: StartOptions): Promise<void> {
  needRoom();
  const print = options.json ? () => undefined : (line: string) => void process.stdout.write(`${line}\n`);
  const demo = demoFor(options);
  const journeys = new Journeys();
  const stopping = stopOnSignal();
  // Node 20 is enough here. The SDK would warn on every run that later releases of it will need a newer one.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

  print(`${options.app ? 'Starting' : 'Synthesizing the CDK app and starting'} the services of its template …`);
  const folder = await openRunFolder();
  const gallery = options.once ? undefined : await serveGallery(0, await brandsFor(options));
  try {
    const starting = { stream: process.stdout, isQuiet: options.json };
    const settings: LocalSystemOptions = {
      assembly: options.app,
      context: contextOf(options),
      assemblyFolder: join(folder.path, 'cdk.out'),
      engine: options.engine,
      basePort: options.port,
      minuteMs: demoMinuteMs,
      webhookDelayMs: demoWebhookDelayMs,
      tableBrowser: !options.once,
      listener: (event) => journeys.record(event),
      signal: stopping.signal,
    };
    const system = await withElapsedLine(starting, () =>
      gallery
        ? startWithPages(settings, { gallery: gallery.url, scenarios: options.scenarios })
        : startLocalSystem(settings),
    );
    try {
      const { signal } = stopping;
      await run({ options, demo, system, gallery: gallery?.url, journeys, print, folder: folder.path, signal });
    } finally {
      await system.stop();
    }
  } finally {
    await gallery?.stop();
    await folder.stop();
  }
}

/** Whoever runs a stage of theirs looks at its brands. */
async function brandsFor({ stage }: StartOptions): Promise<Brands> {
  if (stage === undefined) return galleryBrands;
  // The CDK takes a second to load, and nobody else needs it here.
  const { stageBrands } = await import('./gallery/stage-brands.js');
  return stageBrands(stage);
}

interface Run {
  readonly options: StartOptions;
  readonly demo: Demo;
  readonly system: LocalSystem;
  /** Where every mail can be looked at. Missing where nobody stays to look. */
  readonly gallery: string | undefined;
  readonly journeys: Journeys;
  readonly print: (line: string) => void;
  /** Where its files are. */
  readonly folder: string;
  readonly signal: AbortSignal;
}

/** Plays the demo on a system that has started, and lets it stay up for others. */
async function run({ options, demo, system, gallery, journeys, print, folder, signal }: Run): Promise<void> {
  const { endpoints, busName } = system;
  const port = Number(new URL(endpoints.eventbridge).port);
  const environment = { ...endpoints.environment, ...operatorEnvironment(system, demo.brokenOrders) };
  const files = await writeClientFiles(folder, { port, environment });
  if (endpoints.console !== undefined) print(`The console, to see it and decide:   ${endpoints.console}`);
  print(`The inbox fills while you watch:     ${endpoints.mail}`);
  if (options.practice) {
    print(practiceScreen(endpoints.console ?? ''));
    return untilStopped(signal);
  }
  const report = await playDemo(demo, system, journeys, viewFor(options, journeys, print), warn);
  if (options.json) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  const columns = process.stdout.isTTY ? process.stdout.columns : undefined;
  print(`\n${summaryOf(report, columns)}`);
  if (demo.onPurpose !== undefined) print(wrapped(demo.onPurpose, columns));
  const open = unsettled(report, journeys.all());
  for (const item of open) warn(`not settled: ${item}`);
  if (gallery === undefined) {
    process.exitCode = open.length > 0 ? 1 : 0;
    return;
  }
  const localOption = port === defaultBasePort ? '--local' : `--local-port ${port}`;
  const { mail: inbox, tableBrowser } = endpoints;
  const screen = { report, console: endpoints.console, inbox, gallery, tableBrowser, busName, files, localOption };
  print(closingScreen(screen));
  followOtherClients(system, journeys, print);
  await untilStopped(signal);
}

async function untilStopped(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
}

function demoFor({ events, only }: StartOptions): Demo {
  return events ? singleStepDemo(readEventsFile(events)) : sampleDemo(new Date(), only);
}

function warn(warning: string): void {
  process.stderr.write(`${warning}\n`);
}

function viewFor({ json }: StartOptions, journeys: Journeys, print: (line: string) => void): ViewOf {
  return (events, heading, isDone) => {
    if (!json && process.stdout.isTTY) return spinnerView(events, heading, isDone, journeys);
    return settledView(events, heading, isDone, journeys, print);
  };
}

/** Shows the journeys of events that other clients publish. */
function followOtherClients(system: LocalSystem, journeys: Journeys, print: (line: string) => void): void {
  const demo = new Set(journeys.all().map(({ eventId }) => eventId));
  const others = (): TrackedEvent[] =>
    journeys
      .all()
      .filter(({ eventId }) => !demo.has(eventId))
      .map(({ eventId, type }) => ({ eventId, label: `${eventId.slice(0, 8)} ${type}` }));
  const view = plainView(others, journeys, print);
  system.on(() => view.refresh());
}

/**
 * The first Ctrl-C stops everything in order; a second one exits at once. The listeners are never removed, because a
 * package that restores the cursor would exit the process if it found no other listener.
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

startCommand(start)
  .exitOverride()
  .parseAsync()
  .catch((error: unknown) => {
    // Commander has printed what is wrong. 1 is kept for events that have not settled.
    if (error instanceof CommanderError) return void (process.exitCode = error.exitCode === 0 ? 0 : 2);
    const message = error instanceof Error ? error.message : String(error);
    warn([fullFolderLine(error), message].filter((line) => line !== undefined).join('\n'));
    process.exitCode = process.exitCode ?? 2;
  });
