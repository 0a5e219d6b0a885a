import type { Activity } from './activity';
import { startBus } from './bus';
import { readDeadLetters } from './dead-letters';
import { openDoor } from './engine/door';
import { startDynamoDbLocal } from './engine/dynamodb-local-engine';
import { startDynalite } from './engine/dynalite-engine';
import { createTables, type Engine, type EngineName } from './engine/engine';
import { clientEnvironment } from './functions/function-environment';
import { InvocationRegister } from './functions/invocation-register';
import { LambdaService } from './functions/lambda-service';
import type { Tell } from './happening';
import { serve, type LoopbackServer } from './loopback-server';
import { startMail } from './mail';
import { parts, type Part, type Ports } from './ports';
import { startProvider } from './provider';
import { Queues, type QueuedMessage } from './queues';
import { startSecrets } from './secrets';
import { together, type Shutdown, type Stoppable } from './shutdown';
import { synthesize } from './synthesize';
import { startTableBrowser } from './table-browser';
import { readTemplate, type SystemTemplate } from './template';

export interface Order {
  readonly assembly?: string | undefined;
  readonly context?: Readonly<Record<string, string>> | undefined;
  readonly engine: EngineName;
  readonly ports: Ports;
  readonly secrets?: Readonly<Record<string, string>> | undefined;
  readonly providerUrl?: string | undefined;
  readonly retryWaitsMs: readonly number[];
  readonly tableBrowser: boolean;
  readonly concurrency: number;
  readonly activity: Activity;
  readonly shutdown: Shutdown;
  readonly tell: Tell;
}

export interface Endpoints extends Urls {
  /** Missing where it was not asked for. */
  readonly tableBrowser?: string | undefined;
  /** What other clients, and the AWS CLI, need in their environment to talk to this system. */
  readonly environment: Readonly<Record<string, string>>;
}

export interface Assembled {
  readonly template: SystemTemplate;
  readonly endpoints: Endpoints;
  readonly deadLetters: () => Promise<QueuedMessage[]>;
}

/** The key of the local payment provider. It takes any that looks like a test key. */
const localProviderKey = 'sk_test_local';

/** Starts part after part, and puts them together as the template says. Whatever was started is left to the shutdown. */
export async function assemble(order: Order): Promise<Assembled> {
  const { shutdown, tell, activity, retryWaitsMs, concurrency } = order;
  const open = <Opened extends Stoppable>(part: Part, start: (port: number) => Promise<Opened>): Promise<Opened> =>
    shutdown.start(order.ports.open(part, start));

  if (order.assembly === undefined) await refuseTakenPorts(order);
  const template = readTemplate(order.assembly ?? (await synthesized(order)));
  const { account, region } = template;
  const register = new InvocationRegister();
  const engine = shutdown.start(startEngine(order));
  const [queues, dynamodb, mail, provider, secrets] = await together([
    open('queues', (port) => Queues.start(port, template.queues, region)),
    open('dynamodb', async (port) => openDatabase(await engine, port, template, register, tell)),
    open('mail', (port) => startMail(port, { template, tell, register })),
    open('provider', startProvider),
    open('secrets', (port) => startSecrets(port, secretsOf(template, order.secrets))),
  ]);
  const lambda = new LambdaService({ concurrency, retryWaitsMs }, { queues, register, activity, tell });
  await shutdown.start(Promise.resolve(lambda));
  const surroundings = { template, functions: lambda, queues, register, activity, tell, retryWaitsMs };
  const bus = await open('eventbridge', (port) => startBus(port, surroundings));

  const urls = urlsOf({ eventbridge: bus, dynamodb, mail, queues, secrets, provider });
  const services = { account, region, ...urls, provider: order.providerUrl ?? provider.url };
  const [tableBrowser] = await together([
    order.tableBrowser ? open('tableBrowser', (port) => startTableBrowser(port, dynamodb.url, region)) : undefined,
    lambda.provision(template.functions, services),
  ]);
  const environment = { ...clientEnvironment(services), STRIPE_API_URL: provider.url };
  return {
    template,
    endpoints: { ...urls, tableBrowser: tableBrowser?.url, environment },
    deadLetters: () => readDeadLetters(template, queues),
  };
}

type Urls = Readonly<Record<Exclude<Part, 'tableBrowser'>, string>>;

function urlsOf(parts: Readonly<Record<keyof Urls, { readonly url: string }>>): Urls {
  const { eventbridge, dynamodb, mail, queues, secrets, provider } = parts;
  return {
    eventbridge: eventbridge.url,
    dynamodb: dynamodb.url,
    mail: mail.url,
    queues: queues.url,
    secrets: secrets.url,
    provider: provider.url,
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
  tell: Tell,
): Promise<LoopbackServer> {
  await createTables(engine.url, region, tables);
  return openDoor(engine.url, port, (request, traceId) => {
    register.addRequest(traceId, request);
    tell({ kind: 'database-request', ...request, invocation: register.find(traceId) });
  });
}

function secretsOf(template: SystemTemplate, given: Order['secrets']): ReadonlyMap<string, string> {
  if (given) return new Map(Object.entries(given));
  const names = template.functions.map(({ environment }) => environment['STRIPE_SECRET_NAME']);
  return new Map(names.filter((name) => name !== undefined).map((name) => [name, localProviderKey]));
}
