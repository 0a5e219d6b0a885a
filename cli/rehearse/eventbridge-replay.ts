import {
  CancelReplayCommand,
  DescribeArchiveCommand,
  DescribeReplayCommand,
  IllegalStatusException,
  ResourceNotFoundException,
  StartReplayCommand,
} from '@aws-sdk/client-eventbridge';
import { CommandError } from '../commands/command-error';
import type { AwsClients } from '../doctor/stage/aws-clients';

/** From when until when failures were published that are rehearsed with. */
export interface Span {
  readonly from: Date;
  readonly until: Date;
}

/** How a replay stands. */
export interface ReplayState {
  readonly isOver: boolean;
  /** Why it gave up. */
  readonly failure?: string | undefined;
  readonly endedAt?: Date | undefined;
}

interface Archived {
  readonly arn: string;
  readonly busArn: string;
  /** 0: for ever. */
  readonly days: number;
}

const dayMs = 86_400_000;

/** EventBridge recommends to replay nothing younger: it may not be in the archive yet. */
const settledMs = 10 * 60_000;

type Bus = AwsClients['bus'];

/**
 * Starts to replay what an archive holds of that time, to one rule alone.
 *
 * @returns what whoever rehearses has to know of what is missing, if anything
 * @throws {@link CommandError} where the archive does not hold it
 */
export async function startReplay(
  { name, archiveName, ruleArn }: { readonly name: string; readonly archiveName: string; readonly ruleArn: string },
  { from, until }: Span,
  bus: Bus,
  now: Date,
): Promise<string | undefined> {
  const { arn, busArn, days } = await archiveOf(archiveName, bus);
  const oldest = new Date(now.getTime() - days * dayMs);
  if (days > 0 && from < oldest) {
    throw new CommandError(
      `${archiveName} holds ${days} ${days === 1 ? 'day' : 'days'}: --from is ${oldest.toISOString()} at the earliest.`,
    );
  }
  await bus.send(
    new StartReplayCommand({
      ReplayName: name,
      Description: 'Amends: a rehearsal. Its events reach one queue, and no function.',
      EventSourceArn: arn,
      EventStartTime: from,
      EventEndTime: until,
      Destination: { Arn: busArn, FilterArns: [ruleArn] },
    }),
  );
  return now.getTime() - until.getTime() < settledMs
    ? 'The last ten minutes may be missing: what was published then may not be in the archive yet.'
    : undefined;
}

/** Undefined where nobody knows it, as that of a replay of long ago. */
export async function stateOf(name: string, bus: Bus): Promise<ReplayState | undefined> {
  try {
    const { State, StateReason, ReplayEndTime } = await bus.send(new DescribeReplayCommand({ ReplayName: name }));
    const isOver = State === 'COMPLETED' || State === 'CANCELLED' || State === 'FAILED';
    return {
      isOver,
      failure: State === 'FAILED' ? (StateReason ?? 'no reason was given') : undefined,
      endedAt: ReplayEndTime,
    };
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

/** One that has ended meanwhile is no trouble. */
export async function cancelReplay(name: string, bus: Bus): Promise<void> {
  try {
    await bus.send(new CancelReplayCommand({ ReplayName: name }));
  } catch (error) {
    if (!(error instanceof IllegalStatusException || error instanceof ResourceNotFoundException)) throw error;
  }
}

async function archiveOf(ArchiveName: string, bus: Bus): Promise<Archived> {
  const found = await bus.send(new DescribeArchiveCommand({ ArchiveName }));
  const { ArchiveArn: arn, EventSourceArn: busArn, RetentionDays: days = 0, State } = found;
  if (arn === undefined || busArn === undefined || State === 'CREATING' || State === 'CREATE_FAILED') {
    throw new CommandError(`The archive ${ArchiveName} is ${State ?? 'in no state'}, and nothing can be replayed.`);
  }
  return { arn, busArn, days };
}
