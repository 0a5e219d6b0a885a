import { Alarms } from '../company/signals/alarms';
import { Bank, bankListener } from '../company/signals/bank';
import { FilmPlayer } from '../company/signals/film-player';
import { HelpDesk } from '../company/signals/help-desk';
import { OnCall } from '../company/signals/on-call';
import { ParcelTracker } from '../company/signals/parcel-tracker';
import { SignalSender, type SignalUrl } from '../company/signals/signal-sender';
import type { Bus } from '../emulator/bus/bus';
import { localFunctionUrl } from '../emulator/functions/function-environment';
import type { LambdaService } from '../emulator/functions/lambda-service';
import type { Activity } from '../emulator/server/activity';
import type { LoopbackServer } from '../emulator/server/loopback-server';
import type { SystemTemplate } from '../emulator/template/template';
import { webhooksOf } from './secrets/secrets-of-template';
import type { Shutdown } from './shutdown';

/** Where detectors hear of failures. */
export interface LocalSignals {
  readonly tracker: ParcelTracker;
  readonly player: FilmPlayer;
  readonly helpDesk: HelpDesk;
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

/** Starts whoever sends signals to the detectors of the template. */
export async function startSignals({
  template,
  bus,
  lambda,
  functions,
  activity,
  shutdown,
  secretValues,
}: SignalServices): Promise<LocalSignals> {
  const ofProvider = webhooksOf(template, secretValues, lambda.url);
  const listening = ofProvider.map(({ url, secret }) => ({ detector: bankListener, url, secret }));
  const sender = new SignalSender([...signalUrlsOf(template, secretValues, lambda.url), ...listening], activity);
  await shutdown.start(Promise.resolve(sender));
  return {
    tracker: new ParcelTracker(sender),
    player: new FilmPlayer(sender),
    helpDesk: new HelpDesk(sender, () => functions.now()),
    alarms: new Alarms(bus, template),
    onCall: new OnCall(sender),
    bank: new Bank(sender, () => functions.now()),
  };
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
