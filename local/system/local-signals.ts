import { Alarms } from '../company/signals/alarms';
import { Bank, bankListener } from '../company/signals/bank';
import { FilmPlayer } from '../company/signals/film-player';
import { HelpDesk } from '../company/signals/help-desk';
import { OnCall } from '../company/signals/on-call';
import { ParcelTracker } from '../company/signals/parcel-tracker';
import { ServiceUsage } from '../company/signals/service-usage';
import { startShopEndpoint } from '../company/signals/shop-endpoint';
import { SignalSender, type SignalUrl } from '../company/signals/signal-sender';
import { SoldPurchases } from '../company/signals/sold-purchases';
import type { Bus } from '../emulator/bus/bus';
import { localFunctionUrl } from '../emulator/functions/function-environment';
import type { LambdaService } from '../emulator/functions/lambda-service';
import type { Activity } from '../emulator/server/activity';
import type { LoopbackServer } from '../emulator/server/loopback-server';
import type { FunctionDefinition } from '../emulator/template/functions';
import type { SystemTemplate } from '../emulator/template/template';
import { webhooksOf } from './secrets/secrets-of-template';
import type { Shutdown } from './shutdown';

/** Where detectors hear of failures, and who says whose they are. */
export interface LocalSignals {
  readonly sold: SoldPurchases;
  readonly tracker: ParcelTracker;
  readonly player: FilmPlayer;
  readonly helpDesk: HelpDesk;
  readonly usage: ServiceUsage;
  readonly alarms: Alarms;
  readonly onCall: OnCall;
  readonly bank: Bank;
}

export interface SignalServices {
  readonly template: SystemTemplate;
  readonly bus: Pick<Bus, 'publish'>;
  readonly lambda: Pick<LoopbackServer, 'url'>;
  /** Whose clock is the one of the company too. */
  readonly functions: Pick<LambdaService, 'now'>;
  readonly activity: Activity;
  readonly shutdown: Shutdown;
  readonly secretValues: ReadonlyMap<string, string>;
}

type Open = (name: 'purchases', start: (port: number) => Promise<LoopbackServer>) => Promise<LoopbackServer>;

/** Starts the shop that says whose a parcel is, and whoever sends signals to the detectors of the template. */
export async function startSignals(
  open: Open,
  { template, bus, lambda, functions, activity, shutdown, secretValues }: SignalServices,
): Promise<LocalSignals & { readonly purchases: LoopbackServer }> {
  const [sold, usage] = [new SoldPurchases(), new ServiceUsage()];
  const secrets = shopSecretsOf(template, secretValues);
  const purchases = await open('purchases', (port) =>
    startShopEndpoint(port, { sold, usage }, { secrets, clock: () => functions.now() }),
  );
  const ofProvider = webhooksOf(template, secretValues, lambda.url);
  const listening = ofProvider.map(({ url, secret }) => ({ detector: bankListener, url, secret }));
  const sender = new SignalSender([...signalUrlsOf(template, secretValues, lambda.url), ...listening], activity);
  await shutdown.start(Promise.resolve(sender));
  const sources = {
    tracker: new ParcelTracker(sender),
    player: new FilmPlayer(sender),
    helpDesk: new HelpDesk(sender, () => functions.now()),
    alarms: new Alarms(bus, template),
    onCall: new OnCall(sender),
    bank: new Bank(sender, () => functions.now()),
  };
  return { sold, usage, purchases, ...sources };
}

const doorName = /^detector-(.+)-door$/;

/** The public functions of detectors: those with a URL and the secret of a source. */
function signalUrlsOf(
  { functions, functionUrls }: Pick<SystemTemplate, 'functions' | 'functionUrls'>,
  secrets: ReadonlyMap<string, string>,
  lambdaUrl: string,
): SignalUrl[] {
  return functionUrls.flatMap(({ functionName }) => {
    const environment = functions.find(({ name }) => name === functionName)?.environment ?? {};
    const detector = doorName.exec(environment['POWERTOOLS_SERVICE_NAME'] ?? '')?.[1];
    const secret = secrets.get(environment['SIGNAL_SECRET_NAME'] ?? '');
    if (detector === undefined || secret === undefined) return [];
    return [{ detector, url: localFunctionUrl(lambdaUrl, functionName), secret }];
  });
}

/** The values of the secrets with which detectors sign what they ask the shop. */
function shopSecretsOf(
  { functions }: Pick<SystemTemplate, 'functions'>,
  secrets: ReadonlyMap<string, string>,
): string[] {
  const names = new Set(functions.flatMap(({ environment }) => environment['PURCHASES_SECRET_NAME'] ?? []));
  return [...names].flatMap((name) => secrets.get(name) ?? []);
}

/** A stage that names this as its shop has the one of the local company: no server listens on port 0. */
const localShop = 'http://localhost:0/shop';

/** The same functions. Whoever would ask the local company's shop is given its address. */
export function withPurchasesUrl(functions: readonly FunctionDefinition[], url: string): FunctionDefinition[] {
  return functions.map((definition) => {
    if (definition.environment['PURCHASES_URL'] !== localShop) return definition;
    return { ...definition, environment: { ...definition.environment, PURCHASES_URL: `${url}/shop` } };
  });
}
