import { FilmPlayer } from '../company/signals/film-player';
import { ParcelTracker } from '../company/signals/parcel-tracker';
import { SignalSender, type SignalUrl } from '../company/signals/signal-sender';
import { localFunctionUrl } from '../emulator/functions/function-environment';
import type { Activity } from '../emulator/server/activity';
import type { LoopbackServer } from '../emulator/server/loopback-server';
import type { SystemTemplate } from '../emulator/template/template';
import type { Shutdown } from './shutdown';

/** Where detectors hear of failures. */
export interface LocalSignals {
  readonly tracker: ParcelTracker;
  readonly player: FilmPlayer;
}

export interface SignalServices {
  readonly template: SystemTemplate;
  readonly lambda: Pick<LoopbackServer, 'url'>;
  readonly activity: Activity;
  readonly shutdown: Shutdown;
  readonly secretValues: ReadonlyMap<string, string>;
}

/** Starts whoever sends signals to the detectors of the template. */
export async function startSignals({
  template,
  lambda,
  activity,
  shutdown,
  secretValues,
}: SignalServices): Promise<LocalSignals> {
  const sender = new SignalSender(signalUrlsOf(template, secretValues, lambda.url), activity);
  await shutdown.start(Promise.resolve(sender));
  return { tracker: new ParcelTracker(sender), player: new FilmPlayer(sender) };
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
