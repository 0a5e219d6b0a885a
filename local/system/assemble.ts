import type { Activity } from '../emulator/server/activity';
import { startBus } from '../emulator/bus/bus';
import { wait } from '../emulator/server/clock';
import { readDeadLetters } from '../emulator/queues/dead-letters';
import { openProxy } from '../emulator/engine/proxy';
import { startDynamoDbLocal } from '../emulator/engine/dynamodb-local-engine';
import { startDynalite } from '../emulator/engine/dynalite-engine';
import { createTables, type Engine, type EngineName } from '../emulator/engine/engine';
import { clientEnvironment, localFunctionUrl, withLocalAddresses } from '../emulator/functions/function-environment';
import { InvocationRegister } from '../emulator/functions/invocation-register';
import { LambdaService } from '../emulator/functions/lambda-service';
import { QueuePoller } from '../emulator/functions/queue-poller';
import type { SystemEvent, Listener, Subscribe, Emit } from '../emulator/events/system-event';
import { startLambdaApi } from '../emulator/lambda-api/lambda-api';
import { serve, type LoopbackServer } from '../emulator/server/loopback-server';
import { startMail } from '../emulator/mail/mail';
import { mailFeedback } from '../emulator/mail/feedback';
import { startPartners, type Partners } from '../company/partners/partners';
import { parts, type Part, type Ports } from './ports';
import { startProvider } from '../company/provider/provider';
import { WebhookPost } from '../company/provider/webhooks';
import { Queues, type QueuedMessage } from '../emulator/queues/queues';
import { Scheduler } from '../emulator/functions/scheduler';
import { startSecrets } from '../emulator/server/secrets';
import { secretsOf, webhooksOf } from './secrets-of-template';
import { together, type Shutdown, type Stoppable } from './shutdown';
import { synthesize } from './synthesize';
import { startTableBrowser } from '../emulator/engine/table-browser';
import { readTemplate, type SystemTemplate } from '../emulator/template/template';

export interface Order {
  readonly assembly?: string | undefined;
  readonly context?: Readonly<Record<string, string>> | undefined;
  readonly engine: EngineName;
  readonly ports: Ports;
  readonly secrets?: Readonly<Record<string, string>> | undefined;
  readonly providerUrl?: string | undefined;
  readonly retryWaitsMs: readonly number[];
  readonly minuteMs: number;
  readonly webhookDelayMs: number;
  readonly schedules: boolean;
  readonly tableBrowser: boolean;
  readonly concurrency: number;
  readonly activity: Activity;
  readonly shutdown: Shutdown;
  readonly emit: Emit;
  readonly on: Subscribe;
}

export interface Endpoints extends Urls {
  /** Where functions are reached over HTTP, by their names. */
  readonly functionUrls: Readonly<Record<string, string>>;
  /** Missing where it was not asked for. */
  readonly tableBrowser?: string | undefined;
  /** What other clients, and the AWS CLI, need in their environment to talk to this system. */
  readonly environment: Readonly<Record<string, string>>;
}

export interface Assembled {
  readonly template: SystemTemplate;
  readonly endpoints: Endpoints;
  readonly partners: Partners;
  readonly deadLetters: () => Promise<QueuedMessage[]>;
  readonly runSchedule: (name: string) => Promise<void>;
}

/** Starts part after part, and puts them together as the template says. Whatever was started is left to the shutdown. */
export async function assemble(order: Order): Promise<Assembled> {
  const { shutdown, emit, activity, retryWaitsMs, concurrency } = order;
  const open = opener(order);
  if (order.assembly === undefined) await refuseTakenPorts(order);
  const template = readTemplate(order.assembly ?? (await synthesized(order)));
  const { account, region } = template;
  const values = secretsOf(template, order.secrets);
  const register = new InvocationRegister();
  const engine = shutdown.start(startEngine(order));
  const [queues, dynamodb, mail, provider, secrets] = await together([
    open('queues', (port) => Queues.start(port, template.queues, region)),
    open('dynamodb', async (port) => openDatabase(await engine, port, template, register, emit)),
    open('mail', (port) => startMail(port, { template, emit, register })),
    open('provider', (port) => startProvider(port, emit)),
    open('secrets', (port) => startSecrets(port, values)),
  ]);
  const functions = new LambdaService({ concurrency, retryWaitsMs }, { queues, register, activity, emit });
  await shutdown.start(Promise.resolve(functions));
  const context = { template, functions, queues, register, activity, emit, retryWaitsMs };
  const [bus, lambda] = await together([
    open('eventbridge', (port) => startBus(port, context)),
    open('lambda', (port) => startLambdaApi(port, { template, functions, emit })),
  ]);
  const endFeedback = order.on(delayed('mail-sent', mailFeedback(template, bus), order));
  await shutdown.add(async () => endFeedback());
  await startWebhooks(order, template, lambda, values);
  const { signal } = shutdown;
  const partners = startPartners({ bus, busName: busOf(template), template, activity, signal });
  await shutdown.start(Promise.resolve(partners));

  const urls = urlsOf({ eventbridge: bus, dynamodb, mail, queues, secrets, provider, lambda });
  const services = { account, region, ...urls, provider: order.providerUrl ?? provider.url };
  const [tableBrowser] = await together([
    order.tableBrowser ? open('tableBrowser', (port) => startTableBrowser(port, dynamodb.url, region)) : undefined,
    functions.provision(template.functions, services),
  ]);
  await startPollers(order, template, { functions, queues });
  const names = template.functions.map(({ name }) => name);
  const localize = (text: string): string => withLocalAddresses(text, services, names);
  const scheduler = new Scheduler({ template, functions, emit, minuteMs: order.minuteMs, localize });
  await shutdown.start(Promise.resolve(scheduler));
  if (order.schedules) scheduler.start();
  const environment = { ...clientEnvironment(services), STRIPE_API_URL: provider.url };
  return {
    template,
    endpoints: {
      ...urls,
      functionUrls: urlsOfFunctions(template, lambda),
      tableBrowser: tableBrowser?.url,
      environment,
    },
    partners,
    deadLetters: () => readDeadLetters(template, queues),
    runSchedule: (name) => scheduler.run(name),
  };
}

/** The bus that the template creates. */
export function busOf({ buses }: SystemTemplate): string {
  return buses.find((name) => name !== 'default') ?? 'default';
}

/** Opens parts on their ports, and leaves them to the shutdown. */
function opener({ shutdown, ports }: Order) {
  return <Opened extends Stoppable>(part: Part, start: (port: number) => Promise<Opened>): Promise<Opened> =>
    shutdown.start(ports.open(part, start));
}

/** From now on queues run the functions that they feed. What waits there until it is seen again, waits in the minutes of retries. */
async function startPollers(
  { shutdown, activity, emit, retryWaitsMs }: Order,
  { eventSources, queues: all, region }: SystemTemplate,
  parts: { readonly functions: LambdaService; readonly queues: Queues },
): Promise<void> {
  for (const source of eventSources) {
    const queue = all.find(({ arn }) => arn === source.queueArn);
    if (!queue) continue;
    const context = { ...parts, activity, emit, region, minuteMs: retryWaitsMs[0] ?? 0 };
    const poller = new QueuePoller(source, queue, context);
    await shutdown.start(Promise.resolve(poller));
    poller.start();
  }
}

/** From now on the provider tells the webhooks of the template. */
async function startWebhooks(
  order: Order,
  template: SystemTemplate,
  lambda: LoopbackServer,
  secrets: ReadonlyMap<string, string>,
): Promise<void> {
  const { shutdown, activity, emit, on } = order;
  const post = new WebhookPost({ webhooks: webhooksOf(template, secrets, lambda.url), activity, emit });
  const end = on(delayed('refund-made', post.hear, order));
  await shutdown.add(async () => end());
  await shutdown.start(Promise.resolve(post));
}

/** The same listener, for one kind of happening, which it hears of later. What it has yet to hear counts as under way. */
function delayed(
  kind: SystemEvent['kind'],
  listener: Listener,
  { webhookDelayMs, activity, shutdown }: Order,
): Listener {
  if (webhookDelayMs === 0) return listener;
  return (event) => {
    if (event.kind !== kind) return;
    void activity.during(async () => {
      await wait(webhookDelayMs, shutdown.signal);
      if (!shutdown.signal.aborted) listener(event);
    });
  };
}

function urlsOfFunctions({ functionUrls }: SystemTemplate, lambda: LoopbackServer): Record<string, string> {
  return Object.fromEntries(
    functionUrls.map(({ functionName }) => [functionName, localFunctionUrl(lambda.url, functionName)]),
  );
}

type Urls = Readonly<Record<Exclude<Part, 'tableBrowser'>, string>>;

function urlsOf(parts: Readonly<Record<keyof Urls, { readonly url: string }>>): Urls {
  const { eventbridge, dynamodb, mail, queues, secrets, provider, lambda } = parts;
  return {
    eventbridge: eventbridge.url,
    dynamodb: dynamodb.url,
    mail: mail.url,
    queues: queues.url,
    secrets: secrets.url,
    provider: provider.url,
    lambda: lambda.url,
  };
}

/** Synthesis takes seconds, and a taken port can be told before. */
async function refuseTakenPorts({ ports, tableBrowser }: Order): Promise<void> {
  for (const part of parts.filter((name) => tableBrowser || name !== 'tableBrowser')) {
    const server = await ports.open(part, (port) => serve(port, () => undefined));
    await server.stop();
  }
}

async function synthesized({ context, shutdown }: Order): Promise<string> {
  const { folder } = await shutdown.start(synthesize({ context, signal: shutdown.signal }));
  return folder;
}

function startEngine({ engine, shutdown }: Order): Promise<Engine> {
  switch (engine) {
    case 'dynalite':
      return startDynalite();
    case 'dynamodb-local':
      return startDynamoDbLocal(shutdown.signal);
  }
}

/** Creates the tables, and opens the door before the engine. */
async function openDatabase(
  engine: Engine,
  port: number,
  { region, tables }: SystemTemplate,
  register: InvocationRegister,
  emit: Emit,
): Promise<LoopbackServer> {
  await createTables(engine.url, region, tables);
  return openProxy(engine.url, port, (request, traceId) => {
    register.addRequest(traceId, request);
    emit({ kind: 'database-request', ...request, invocation: register.find(traceId) });
  });
}
