import { listHolds, type HoldList } from '../../../flow/operate/hold-list';
import type { ListedLedger } from '../../../ledger/port/listed-ledger';
import type { IncidentStore, Waiting, WaitingList } from '../../../ledger/port/waiting-list';
import type { RemedyKey } from '../../../ledger/port/ledger';
import { minuteMs } from '../../../model/durations';
import type { DeadLetters } from '../../../retry/dead-letters';

/** How much waits, by what it waits for. */
export interface WaitingView extends Pick<HoldList, 'holds' | 'incidents'> {
  readonly counts: WaitingCounts;
  /** The remedies of what is stuck for longest. */
  readonly stuck: readonly RemedyKey[];
  /** False where there is more than was counted. */
  readonly isComplete: boolean;
}

export interface WaitingCounts {
  /** Remedies and words of mails for which a person decides, each by itself, and undecided incidents. */
  readonly held: number;
  readonly needsAttention: number;
  /** The provider has not answered, and is looked up. */
  readonly unknown: number;
  readonly pending: number;
  /** Whatever the sweep should have gone on with long ago: it does not run, or fails at it each time. */
  readonly stuck: number;
  /** Mails that their customers perhaps did not get. */
  readonly mails: number;
  /** About how many. */
  readonly deadLetters: number;
}

export interface WaitingPorts {
  readonly lists: { readonly ledger: ListedLedger; readonly waiting: WaitingList };
  readonly incidents: IncidentStore;
  readonly deadLetters: Pick<DeadLetters, 'count'>;
  readonly clock: () => Date;
}

/** So much of each list is counted. */
const mostCounted = 2_000;

/** The sweep takes what is due each minute, and an alarm rings where it has not run for so long. */
const stuckAfterMs = 10 * minuteMs;

/**
 * How much waits, and what is most urgent of it. Counted is what the index of the waiting says, which lags a second or
 * two; only of what moves at this moment, and what was written before the index said so, each record is asked how far
 * it is.
 *
 * @param shown how many of the most urgent, and of the stuck
 */
export async function viewWaiting(
  shown: number,
  { lists: { ledger, waiting }, incidents, deadLetters, clock }: WaitingPorts,
): Promise<WaitingView> {
  const stuckSince = new Date(clock().getTime() - stuckAfterMs);
  const [urgent, held, undelivered, { glanced, unread, isComplete }, stuck, dead] = await Promise.all([
    listHolds(shown, { ledger, waiting, incidents }),
    waiting.held(mostCounted),
    waiting.undelivered(mostCounted),
    waiting.glances(mostCounted),
    waiting.due(stuckSince, mostCounted),
    deadLetters.count(),
  ]);
  const states = [
    ...glanced.map(({ state }) => state),
    ...(await Promise.all(unread.map(async (one) => one.state ?? ledger.stateOf(one)))),
  ];
  const countOf = (state: string): number => states.filter((each) => each === state).length;
  return {
    counts: {
      held: held.length + urgent.incidents.length,
      needsAttention: countOf('needs-attention'),
      unknown: countOf('unknown'),
      pending: countOf('pending'),
      stuck: stuck.length,
      mails: undelivered.length,
      deadLetters: dead,
    },
    stuck: remediesOf(stuck).slice(0, shown),
    holds: urgent.holds,
    incidents: urgent.incidents,
    isComplete: isComplete && [held, undelivered, stuck].every(({ length }) => length < mostCounted),
  };
}

/** A mail is part of its remedy. */
function remediesOf(stuck: readonly Waiting[]): RemedyKey[] {
  const remedies = stuck.flatMap((one) =>
    one.kind === 'remedy' || one.kind === 'notice'
      ? [[one.remedyId, { customerId: one.customerId, remedyId: one.remedyId }] as const]
      : [],
  );
  return [...new Map(remedies).values()];
}
