import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { Argument, type Command } from 'commander';
import {
  detectorOptions,
  DetectorOptionsError,
  type DetectorDefinition,
} from '../../lambdas/detect/definition/detector';
import type { SignalDoor } from '../../lambdas/detect/definition/signal-door';
import { easypostDoor } from '../../lambdas/detect/parcels/easypost-door';
import { parcelsDetector } from '../../lambdas/detect/parcels/parcels';
import { cmcdDoor } from '../../lambdas/detect/playback/cmcd-door';
import { playbackDetector } from '../../lambdas/detect/playback/playback';
import { healthDetector } from '../../lambdas/detect/health/health';
import { ticketsDetector } from '../../lambdas/detect/tickets/tickets';
import { zendeskDoor } from '../../lambdas/detect/tickets/zendesk-door';
import { CommandError } from '../commands/command-error';
import type { Session } from '../commands/session';
import { tableOf } from '../pages/table';
import { labelsIn, recordedPurchases, recordedRequests, type RecordedPurchase } from './recorded';
import { replayOutages } from './replay-outages';
import { addUnjoinedCommand } from './unjoined-command';
import { replayRecorded, type Recorded, type Replayed } from './replay-recorded';

interface Wanted {
  readonly signals: string;
  readonly purchases?: string;
  readonly labels?: string;
  readonly options?: string;
  readonly events?: string;
}

/** Detectors by their names, with what reads their signals. */
const replays = {
  parcels: (options: object, recorded: Recorded) => replay(parcelsDetector, easypostDoor, options, recorded),
  playback: (options: object, recorded: Recorded) => replay(playbackDetector, cmcdDoor, options, recorded),
  tickets: (options: object, recorded: Recorded) => replay(ticketsDetector, zendeskDoor, options, recorded),
  health: (options: object, recorded: Recorded) =>
    withOptions(() => replayOutages(detectorOptions(healthDetector, options), recorded)),
};

/** What detectors could not join; and what they would do: that reads files, and publishes nothing. */
export function addDetectCommands(program: Command, session: Session): void {
  const detect = program
    .command('detect')
    .description('what detectors could not join, and what they would see in recorded signals');
  addUnjoinedCommand(detect, session);
  detect
    .command('replay')
    .description('show what a detector would have published, and how that agrees with what happened')
    .addArgument(new Argument('<detector>', 'which one').choices(Object.keys(replays)))
    .requiredOption('--signals <file>', 'recorded requests, a line each: { "receivedAt": "…", "body": … }')
    .option('--purchases <file>', 'what the shop says, a line each: { "reference": { … }, "customer": …, … }')
    .option('--labels <file>', 'what happened, a line each: { "subject": "…", "types": ["ParcelLost"] }')
    .option('--options <file>', 'options of the detector that differ from the defaults, as JSON')
    .option('--events <file>', 'also write what would have been published into a new file, for amends rehearse')
    .action(async (name: keyof typeof replays, wanted: Wanted) => {
      const recorded = recordedOf(wanted, session.context.clock());
      const replayed = await replays[name](optionsIn(wanted.options), recorded);
      if (wanted.events !== undefined) keepEvents(wanted.events, replayed);
      session.write(session.isForMachines() ? JSON.stringify(replayed, undefined, 2) : pageOf(replayed));
    });
}

function replay<Signal, State, Options extends object, Found, Facts>(
  definition: DetectorDefinition<Signal, State, Options, Found, Facts>,
  door: SignalDoor<Signal>,
  options: object,
  recorded: Recorded,
): Promise<Replayed> {
  return withOptions(() => replayRecorded(definition, door, detectorOptions(definition, options), recorded));
}

/** @throws CommandError where the options are none of the detector's */
async function withOptions(replaying: () => Promise<Replayed>): Promise<Replayed> {
  try {
    return await replaying();
  } catch (error) {
    throw error instanceof DetectorOptionsError ? new CommandError(error.message) : error;
  }
}

function recordedOf({ signals, purchases, labels }: Wanted, until: Date): Recorded {
  const known: readonly RecordedPurchase[] = purchases === undefined ? [] : recordedPurchases(purchases);
  return {
    requests: recordedRequests(signals),
    purchases: known,
    labels: labels === undefined ? undefined : labelsIn(labels),
    until,
  };
}

function optionsIn(file: string | undefined): object {
  if (file === undefined) return {};
  try {
    const options: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof options === 'object' && options !== null) return options;
  } catch (error) {
    throw new CommandError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  throw new CommandError(`${file} holds no object of options.`);
}

/** Entries of PutEvents, which hold names and addresses: for its owner alone, and never over another file. */
function keepEvents(file: string, { events }: Replayed): void {
  if (existsSync(file)) throw new CommandError(`${file} is there already.`);
  const lines = events.map(({ source, type, detail }) =>
    JSON.stringify({ Source: source, DetailType: type, Detail: JSON.stringify(detail) }),
  );
  writeFileSync(file, lines.map((line) => `${line}\n`).join(''), { flag: 'wx', mode: 0o600 });
}

function pageOf({ requests, unread, subjects, events, unjoined, agreement }: Replayed): string {
  const rows = events.map(({ subject, type, remedyId }) => [subject, type, remedyId]);
  const listed = unjoined.map(({ subject, why }) => [subject, why]);
  return [
    `${requests} requests about ${subjects} subjects${unread > 0 ? `; ${unread} say nothing that it reads` : ''}.`,
    events.length === 0 ? 'Nothing would have been published.' : tableOf(['SUBJECT', 'FAILURE', 'REMEDY'], rows),
    ...(listed.length > 0 ? ['Whose they are nobody could say:', tableOf(['SUBJECT', 'WHY'], listed)] : []),
    ...(agreement ? [agreementText(agreement)] : []),
  ].join('\n\n');
}

function agreementText({ right, wrong, missed, precision, recall }: NonNullable<Replayed['agreement']>): string {
  const counts = `${right} right, ${wrong} wrong, ${missed} missed`;
  return `${counts}: precision ${percent(precision)}, recall ${percent(recall)}.`;
}

function percent(share: number | undefined): string {
  return share === undefined ? 'unknown' : `${(share * 100).toFixed(1)} %`;
}
