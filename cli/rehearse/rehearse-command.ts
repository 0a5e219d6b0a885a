import { randomBytes } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { InvalidArgumentError, type Command } from 'commander';
import { csvOf } from '../../console/lists/csv';
import { rehearsalPrefix } from '../../lib/rehearsal/rehearsal-name';
import { CommandError } from '../commands/command-error';
import type { Session } from '../commands/session';
import { connectAws, type AwsClients, type ConnectAws } from '../doctor/stage/aws-clients';
import { settingsOfStage } from '../doctor/stage/stage-settings';
import { archivedEvents, type Patience } from './archived-events';
import { failuresIn, readEvents, type PublishedFailure } from './events-file';
import { placeInStack, placeOfLocalSystem, type RehearsalPlace } from './rehearsal-place';
import { rehearsalPage, rehearsalRows } from './rehearsal-page';
import { rehearse } from './rehearsal';
import { defaultRules, definitions, readRules } from './rules-file';

interface Wanted {
  readonly events?: string;
  readonly archive?: true;
  readonly from?: Date;
  readonly to?: Date;
  readonly stage?: string;
  readonly stack?: string;
  readonly keep?: string;
  readonly policy: readonly string[];
  readonly csv?: true;
}

/**
 * Shows what events would have come to under other policies and limits. It reads files, or has an archive replayed to
 * nobody else, and writes nothing.
 */
export function addRehearseCommand(program: Command, session: Session, connect: ConnectAws = connectAws): void {
  program
    .command('rehearse')
    .description('show what failures would have come to under policies and limits; nothing is written or paid')
    .option('--events <file>', 'JSON: entries of PutEvents, or events as rules deliver them; an array or a line each')
    .option(
      '--archive',
      'the failures that a stage has kept, in place of --events: with --from, and --stage or --stack',
    )
    .option('--from <time>', 'from when they were published: a day (its begin in UTC) or a time in ISO 8601', beginOf)
    .option('--to <time>', 'until when: a day (its end) or a time (now)', endOf)
    .option('--stage <name>', 'whose archive: a stage of stages/, in the region that its file names')
    .option('--stack <name>', 'or a stack of an app of your own, with the outputs that docs/insight.md names')
    .option('--keep <file>', 'also write what was read of the archive into a new file, with names and addresses')
    .option(
      '--policy <file>',
      '{ "policies": { … }, "limits": { … } } as the file of a stage has them, or defaults; give it several times to compare',
      (file: string, before: readonly string[]) => [...before, file],
      [],
    )
    .option('--csv', 'print a row for each event, for a spreadsheet')
    .action(async (wanted: Wanted) => {
      const rules = (wanted.policy.length === 0 ? [defaultRules] : wanted.policy).map(readRules);
      const events = await eventsOf(wanted, session, connect);
      const courses = rules.map((each) => ({ name: each.name, results: rehearse(events, each, definitions) }));
      if (session.isForMachines()) {
        session.write(JSON.stringify({ courses }, undefined, 2));
        return;
      }
      session.write(wanted.csv ? csvOf(rehearsalRows(events, courses)).trimEnd() : rehearsalPage(events, courses));
    });
}

async function eventsOf(wanted: Wanted, session: Session, connect: ConnectAws): Promise<readonly PublishedFailure[]> {
  const { events: file, archive } = wanted;
  if ((file === undefined) === (archive === undefined)) {
    throw new CommandError('Say which failures: --events FILE, or --archive with --from.');
  }
  return file === undefined ? eventsOfArchive(wanted, session, connect) : readEvents(file);
}

async function eventsOfArchive(
  { from, to, stage, stack, keep }: Wanted,
  session: Session,
  connect: ConnectAws,
): Promise<readonly PublishedFailure[]> {
  const { context } = session;
  const now = context.clock();
  const until = to === undefined || to > now ? now : to;
  if (from === undefined || from >= until) throw new CommandError('--from says from when, before --to and before now.');
  if (keep !== undefined && existsSync(keep)) throw new CommandError(`${keep} is there already.`);
  const region = session.region(stage === undefined ? undefined : settingsOfStage(stage, context.stagesFolder).region);
  const aws = connect(context, region);
  const place = await placeOf({ stage, stack }, session, aws);
  let isStopped = false;
  void context.untilStopped().then(() => (isStopped = true));
  const say = (text: string): void => context.writeError(`${text}\n`);
  const found = await archivedEvents(
    place,
    { from, until },
    {
      ...{ aws, say, clock: context.clock, name: nameAt(now), isStopped: () => isStopped },
      patience: place.isLocal ? ofThisMachine : ofAws,
    },
  );
  if (keep !== undefined) keepIn(keep, found);
  return failuresIn(found, place.archiveName);
}

/** What a replay brings is in the queue some seconds after it has ended. */
const ofAws: Patience = { waitSeconds: 10, quietMs: 30_000 };

/** Here it has ended when all of it is there. */
const ofThisMachine: Patience = { waitSeconds: 1, quietMs: 1_000 };

function placeOf(
  { stage, stack }: Pick<Wanted, 'stage' | 'stack'>,
  session: Session,
  aws: Pick<AwsClients, 'stacks'>,
): RehearsalPlace | Promise<RehearsalPlace> {
  const name = stack ?? (stage === undefined ? undefined : `AmendsRefunds-${stage}`);
  return name === undefined ? placeOfLocalSystem(session.context.environment) : placeInStack(name, aws);
}

/** Begins with the time, so that of two rehearsals the earlier has the smaller name. */
function nameAt(now: Date): string {
  return `${rehearsalPrefix}${now.toISOString().replace(/[-:]|\.\d+/g, '')}-${randomBytes(4).toString('hex')}`;
}

/** For its owner alone, and never over another file. */
function keepIn(file: string, events: readonly unknown[]): void {
  try {
    writeFileSync(file, events.map((event) => `${JSON.stringify(event)}\n`).join(''), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    throw new CommandError(`${file} cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  }
}

const dayPattern = /^\d{4}-\d{2}-\d{2}$/;

function beginOf(text: string): Date {
  return timeOf(dayPattern.test(text) ? `${text}T00:00:00Z` : text);
}

function endOf(text: string): Date {
  return timeOf(dayPattern.test(text) ? `${text}T23:59:59Z` : text);
}

function timeOf(text: string): Date {
  const time = new Date(text);
  if (/^\d{4}-\d{2}-\d{2}T/.test(text) && !Number.isNaN(time.getTime())) return time;
  throw new InvalidArgumentError('It has to be a day such as 2026-11-28, or a time such as 2026-11-28T14:00:00Z.');
}
