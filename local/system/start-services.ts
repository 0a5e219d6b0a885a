import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPartnerSystems, type PartnerSystems } from '../company/partners/partner-systems';
import { startProvider } from '../company/provider/provider';
import { WebhookSender } from '../company/provider/webhook-sender';
import { startAthena } from '../emulator/athena/athena';
import { startBus, type Bus } from '../emulator/bus/bus';
import { startEngine } from '../emulator/engine/start-engine';
import type { Visit } from '../../console/visit/visit';
import type { Engine, EngineName } from '../emulator/engine/engine';
import { startTableBrowser } from '../emulator/engine/table-browser';
import {
  clientEnvironment,
  localFunctionUrl,
  withLocalAddresses,
  type LocalServices,
} from '../emulator/functions/function-environment';
import { newGuard } from '../emulator/access/access';
import type { Guard } from '../emulator/iam/guard';
import { InvocationRegister } from '../emulator/functions/invocation-register';
import { LambdaService } from '../emulator/functions/lambda-service';
import { QueuePoller } from '../emulator/functions/queue-poller';
import { Scheduler } from '../emulator/functions/scheduler';
import { startLambdaApi } from '../emulator/lambda-api/lambda-api';
import { Inbound } from '../emulator/mail/inbound';
import { mailFeedback } from '../emulator/mail/feedback';
import { startMail } from '../emulator/mail/mail';
import { startObjects } from '../emulator/objects/objects';
import { readDeadLetters } from '../emulator/queues/dead-letters';
import { Queues, type QueuedMessage } from '../emulator/queues/queues';
import type { Activity } from '../emulator/server/activity';
import type { LoopbackServer } from '../emulator/server/loopback-server';
import { startSecrets } from '../emulator/server/secrets';
import { Streams } from '../emulator/streams/streams';
import { readTemplate, type SystemTemplate } from '../emulator/template/template';
import { mailRefusal, providerTroubles } from '../trouble/troubled-services';
import type { Troubles } from '../trouble/troubles';
import { startLocalConsole } from '../people/local-console';
import { withLocalOperators } from '../people/local-operators';
import { urlsOf, type Ports, type ServiceName, type ServiceUrls } from './ports';
import { checkEndpoints, withProviderUrl, withShopOrigin, withShopUrl } from './provider-url';
import { newSealKeys, type LocalSealKeys } from './secrets/seal-keys';
import { startSignals, type LocalSignals, type SignalServices } from './local-signals';
import { startPhone, type LocalPhone, type PhoneServices } from './phone/local-phone';
import { startNetworks, type LocalNetworks } from './channels/local-networks';
import { secretsOf, webhooksOf } from './secrets/secrets-of-template';
import { startAll, type Shutdown, type Stoppable } from './shutdown';
import type { Shop } from '../company/shop/shop';
import { LocalShop } from './local-shop';
import { openDatabase } from './open-database';
import { synthesize } from './synthesize';
import { delayed } from './event-emitter';
import type { EmitSystemEvent, Subscribe } from './system-event';

export interface ServiceSettings {
  readonly assembly?: string | undefined;
  readonly context?: Readonly<Record<string, string>> | undefined;
  readonly assemblyFolder?: string | undefined;
  readonly engine: EngineName | (() => Promise<Engine>);
  readonly ports: Ports;
  readonly secrets?: Readonly<Record<string, string>> | undefined;
  readonly providerUrl?: string | undefined;
  readonly retryWaitsMs: readonly number[];
  readonly minuteMs: number;
  readonly mailsPerSecond?: number | undefined;
  readonly webhookDelayMs: number;
  readonly companySecondMs: number;
  readonly schedules: boolean;
  readonly tableBrowser: boolean;
  readonly console: boolean;
  readonly beside?: Visit['beside'];
  readonly troubles: Troubles;
  readonly warm: boolean;
  readonly concurrency: number;
  readonly activity: Activity;
  readonly shutdown: Shutdown;
  readonly emit: EmitSystemEvent;
  readonly on: Subscribe;
}

export interface Endpoints extends ServiceUrls {
  /** URLs of functions, by function name. */
  readonly functionUrls: Readonly<Record<string, string>>;
  /** Missing where it was not asked for. */
  readonly tableBrowser?: string | undefined;
  /** Missing where it was not asked for, or the template has no operator API. */
  readonly console?: string | undefined;
  /** Environment variables with which other clients, and the AWS CLI, reach this system. */
  readonly environment: Readonly<Record<string, string>>;
}

export interface RunningServices {
  readonly template: SystemTemplate;
  readonly endpoints: Endpoints;
  readonly partners: PartnerSystems;
  /** Missing where the template has no pages on which its customers report. */
  readonly shop: Shop;
  readonly signals: LocalSignals;
  /** Where its customers write, and are answered. */
  readonly networks: LocalNetworks;
  /** Missing where no contact center calls its customers. */
  readonly phone: LocalPhone | undefined;
  readonly deadLetters: () => Promise<QueuedMessage[]>;
  readonly runSchedule: (name: string) => Promise<void>;
  readonly passTime: (milliseconds: number) => void;
}

/**
 * Starts the services one after another and connects them as the template says. The shutdown stops whatever was
 * started.
 */
export async function startServices(settings: ServiceSettings): Promise<RunningServices> {
  const { shutdown, emit, activity, retryWaitsMs, concurrency, warm, troubles } = settings;
  const open = opener(settings);
  const isWanted = (name: ServiceName) => (name === 'tableBrowser' || name === 'console' ? settings[name] : true);
  // Synthesis takes seconds.
  if (settings.assembly === undefined) await settings.ports.check(isWanted);
  const sealKeys = newSealKeys();
  const template = await templateOf(settings, sealKeys);
  const { account, region } = template;
  const secretValues = secretsOf(template, settings.secrets, sealKeys);
  const register = new InvocationRegister();
  const guard = newGuard(template, emit);
  const inbound = new Inbound(template);
  const engine = shutdown.start(startEngine(settings.engine, shutdown.signal));
  const localShop = await shutdown.start(Promise.resolve(new LocalShop()));
  const [queues, dynamodb, mail, provider, secrets, objects, shop] = await startAll([
    open('queues', (port) => Queues.start(port, template.queues, region, guard, retryWaitsMs[0])),
    open('dynamodb', async (port) => openDatabase(await engine, port, { template, register, emit, guard, troubles })),
    open('mail', (port) => startMail(port, { ...mailLimits(settings), template, register, guard, inbound })),
    open('provider', (port) => startProvider(port, emit, providerTroubles(troubles))),
    open('secrets', (port) => startSecrets(port, secretValues, guard)),
    open('objects', (port) => startObjects(port, template.buckets, guard)),
    open('shop', (port) => localShop.serve(port)),
  ]);
  const functions = new LambdaService({ concurrency, retryWaitsMs, warm }, { queues, register, activity, emit });
  await shutdown.start(Promise.resolve(functions));
  const smtp = await open('smtp', (port) => inbound.open(port, { functions, objectsUrl: objects.url }));
  const { streams, athena } = await openFiles(settings, { template, functions, guard });
  const context = { template, functions, queues, streams, register, activity, emit, retryWaitsMs };
  const [bus, lambda] = await startAll([
    open('eventbridge', (port) => startBus(port, context, guard)),
    open('lambda', (port) => startLambda(port, shop.url, { template, functions, elsewhere: localShop, emit, guard })),
  ]);
  const ways = { template, bus, lambda, functions, secretValues, guard };
  const around = await startCompany(settings, ways);
  const { providerUrl = provider.url } = settings;
  const aws = { athena, eventbridge: bus, dynamodb, mail, queues, secrets, lambda, objects };
  const urls = urlsOf({ ...aws, provider, shop, smtp });
  const company = localShop.begin(template, secretValues, urls, () => functions.now());
  const services = { account, region, ...urls, ...around.networks.services, connect: around.phone?.api.url };
  const operated = withLocalOperators(template.functions, account);
  const definitions = around.networks.within(withShopUrl(withProviderUrl(operated, providerUrl), shop.url));
  const [tableBrowser] = await startAll([
    settings.tableBrowser ? open('tableBrowser', (port) => startTableBrowser(port, dynamodb.url, region)) : undefined,
    functions.provision(definitions, services),
  ]);
  await startPollers(settings, template, { functions, queues });
  const scheduler = await openScheduler(settings, { template, functions, services });
  const environment = { ...clientEnvironment(services), STRIPE_API_URL: provider.url };
  const functionUrls = urlsOfFunctions(template, lambda);
  const console = settings.console ? await openConsole(settings, template, functionUrls) : undefined;
  return {
    template,
    endpoints: { ...urls, functionUrls, tableBrowser: tableBrowser?.url, console, environment },
    ...around,
    shop: company,
    deadLetters: () => readDeadLetters(template, queues),
    runSchedule: (name) => scheduler.run(name),
    passTime: (milliseconds) => functions.passTime(milliseconds),
  };
}

/** Lambda, as pages of the shop at that address may ask it. */
function startLambda(port: number, shopUrl: string, context: Parameters<typeof startLambdaApi>[1]) {
  const functionUrls = withShopOrigin(context.template.functionUrls, shopUrl);
  return startLambdaApi(port, { ...context, template: { ...context.template, functionUrls } });
}

/** The company's other systems, and what tells them of mails and payments. */
async function startCompany(
  settings: ServiceSettings,
  ways: Pick<SignalServices, 'template' | 'secretValues'> &
    Pick<PhoneServices, 'guard'> & {
      readonly bus: Bus;
      readonly lambda: LoopbackServer;
      readonly functions: LambdaService;
    },
) {
  const { template, bus, ...around } = ways;
  await startFeedback(settings, template, bus);
  await startWebhooks(settings, template, around.lambda, around.secretValues);
  const { activity, shutdown } = settings;
  const services = { ...ways, activity, shutdown, lambdaUrl: ways.lambda.url, clock: () => ways.functions.now() };
  const [signals, networks] = [await startSignals(services), await startNetworks(services)];
  const phone = await startPhone(services);
  return { signals, networks, phone, partners: await openPartners(settings, template, bus, phone === undefined) };
}

async function openPartners(
  { shutdown, activity, companySecondMs }: ServiceSettings,
  template: SystemTemplate,
  bus: Bus,
  hasCallbackTeam: boolean,
): Promise<PartnerSystems> {
  const { signal } = shutdown;
  const company = { bus, busName: busOf(template), template, activity, companySecondMs, signal };
  return shutdown.start(Promise.resolve(startPartnerSystems(company, hasCallbackTeam)));
}

async function templateOf(settings: ServiceSettings, { attributes }: LocalSealKeys): Promise<SystemTemplate> {
  const template = readTemplate(settings.assembly ?? (await synthesizedFolder(settings)), attributes);
  checkEndpoints(template.functions);
  return template;
}

/** How much mail the account may send, and when it may send none. */
function mailLimits({ emit, mailsPerSecond, troubles }: ServiceSettings) {
  return { emit, mailsPerSecond, refuses: mailRefusal(troubles) };
}

/** Where the console is, if there is an operator API that it can ask. */
async function openConsole(
  settings: ServiceSettings,
  { functionUrls, region }: SystemTemplate,
  urls: Readonly<Record<string, string>>,
): Promise<string | undefined> {
  const { beside } = settings;
  const operatorApi = functionUrls.find(({ authType }) => authType === 'AWS_IAM');
  const operatorUrl = operatorApi && urls[operatorApi.functionName];
  if (operatorUrl === undefined) return undefined;
  const opened = await opener(settings)('console', (port) => startLocalConsole({ port, operatorUrl, region, beside }));
  return opened.url;
}

async function openScheduler(
  { shutdown, emit, minuteMs, schedules }: ServiceSettings,
  {
    template,
    functions,
    services,
  }: { readonly template: SystemTemplate; readonly functions: LambdaService; readonly services: LocalServices },
): Promise<Scheduler> {
  const localize = localizer(template, services);
  const scheduler = new Scheduler({ template, functions, emit, minuteMs, localize });
  await shutdown.start(Promise.resolve(scheduler));
  if (schedules) scheduler.start();
  return scheduler;
}

function localizer({ functions }: SystemTemplate, services: LocalServices): (text: string) => string {
  const names = functions.map(({ name }) => name);
  return (text) => withLocalAddresses(text, services, names);
}

/** The bus that the template creates. */
export function busOf({ buses }: SystemTemplate): string {
  return buses.find((name) => name !== 'default') ?? 'default';
}

/** Opens services on their ports, and leaves it to the shutdown to stop them. */
function opener({ shutdown, ports }: ServiceSettings) {
  return <Opened extends Stoppable>(name: ServiceName, start: (port: number) => Promise<Opened>): Promise<Opened> =>
    shutdown.start(ports.open(name, start));
}

/**
 * Starts to run functions with the messages of their queues. A visibility timeout lasts as many local minutes as in
 * AWS.
 */
async function startPollers(
  { shutdown, activity, emit, retryWaitsMs }: ServiceSettings,
  { eventSources, queues: all, region }: SystemTemplate,
  services: { readonly functions: LambdaService; readonly queues: Queues },
): Promise<void> {
  for (const source of eventSources) {
    const queue = all.find(({ arn }) => arn === source.queueArn);
    if (!queue) continue;
    const context = { ...services, activity, emit, region, minuteMs: retryWaitsMs[0] ?? 0 };
    const poller = new QueuePoller(source, queue, context);
    await shutdown.start(Promise.resolve(poller));
    poller.start();
  }
}

/** Starts to tell what became of mails. */
async function startFeedback(settings: ServiceSettings, template: SystemTemplate, bus: Bus): Promise<void> {
  const stopFeedback = settings.on(delayed('mail-sent', mailFeedback(template, bus), settings));
  await settings.shutdown.add(async () => stopFeedback());
}

/** Starts to send the provider's webhook events to the functions of the template that receive them. */
async function startWebhooks(
  settings: ServiceSettings,
  template: SystemTemplate,
  lambda: LoopbackServer,
  secrets: ReadonlyMap<string, string>,
): Promise<void> {
  const { shutdown, activity, emit, on } = settings;
  const sender = new WebhookSender({ webhooks: webhooksOf(template, secrets, lambda.url), activity, emit });
  const unsubscribe = on(delayed('refund-made', sender.send, settings));
  await shutdown.add(async () => unsubscribe());
  await shutdown.start(Promise.resolve(sender));
}

function urlsOfFunctions({ functionUrls }: SystemTemplate, lambda: LoopbackServer): Record<string, string> {
  return Object.fromEntries(
    functionUrls.map(({ functionName }) => [functionName, localFunctionUrl(lambda.url, functionName)]),
  );
}

/** What writes files, and what is asked of them. They lie in a folder of this run. */
async function openFiles(
  settings: ServiceSettings,
  {
    template,
    functions,
    guard,
  }: { readonly template: SystemTemplate; readonly functions: LambdaService; readonly guard: Guard },
): Promise<{ readonly streams: Streams; readonly athena: LoopbackServer }> {
  const { shutdown, activity, emit, minuteMs } = settings;
  const folder = await mkdtemp(join(tmpdir(), 'amends-files-'));
  await shutdown.add(() => rm(folder, { recursive: true, force: true }));
  const streams = new Streams(template.streams, { functions, activity, emit, folder, collectMs: minuteMs / 4 });
  await shutdown.start(Promise.resolve(streams));
  const tables = template.fileTables;
  const athena = await opener(settings)('athena', (port) => startAthena(port, { tables, folder }, guard));
  return { streams, athena };
}

async function synthesizedFolder({ context, assemblyFolder, shutdown }: ServiceSettings): Promise<string> {
  const synthesis = synthesize({ context, folder: assemblyFolder, signal: shutdown.signal });
  const { folder } = await shutdown.start(synthesis);
  return folder;
}
