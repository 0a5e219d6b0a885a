import { awaitedOf } from '../../model/guards/breaker';
import { dayMs } from '../../model/durations';
import { partKey } from '../../model/remedy-id';
import { newHold } from '../../ledger/record-of';
import { liveParts, nextPartNumber, type Hold, type PartRecord, type RemedyRecord } from '../../ledger/remedy-record';

/** How long that person has. */
const decisionHours = 48;

/** Why a remedy waits for an account. */
export interface AccountWait {
  /** As its breaker is named. */
  readonly account: string;
  readonly why: string;
}

/**
 * A hold that ends when the account works again. It asks for nobody's decision, and who approved the remedy before need
 * not do so again. One that waited for the same account before goes on waiting, as long as it may in all.
 */
export function accountHold({ account, why }: AccountWait, at: string, before?: Hold): Hold {
  if (before && isWaitFor(account, before, at)) return { ...before, why };
  const awaits = awaitedOf(account, new Date(at));
  const { approvalsNeeded = 1, approvals = [] } = before ?? {};
  const hold = newHold(awaits.until, decisionHours, { approvalsNeeded, withIncident: false, awaits });
  return { ...hold, approvals, cause: 'account', why };
}

/** Whether a remedy that is held anew was held for the same account until now, which is no news to anybody. */
export function isWaitFor(account: string, before: Hold | undefined, at: string): boolean {
  if (before?.cause !== 'account' || before.awaits?.account !== account) return false;
  return Date.parse(before.awaits.until) > Date.parse(at) - dayMs;
}

/**
 * The parts after an account refused one of them, as it refuses all: that part counts as refused, and another with a
 * key of its own takes its place, because a provider may keep the refusal under the old key. What was refused before
 * that was looked up since, and is left to the history: an account may be tried hundreds of times.
 */
export function plannedAnew(
  remedyId: string,
  parts: readonly PartRecord[],
  refused: PartRecord,
  at: string,
): readonly PartRecord[] {
  const number = nextPartNumber(parts);
  const { part } = refused;
  const anew: PartRecord = {
    part,
    number,
    key: partKey(remedyId, number),
    insteadOf: refused.number,
    outcome: { state: 'planned' },
  };
  const before = parts.find((one) => one.number === refused.insteadOf);
  // The decided part stays, for it says what counts.
  const forgotten = before?.insteadOf !== undefined && isRefusedByAccount(before) ? before : undefined;
  const insteadOf = forgotten ? forgotten.insteadOf : refused.insteadOf;
  const kept = parts.filter((one) => one !== forgotten);
  return [...kept.map((one) => (one.number === refused.number ? withRefusal({ ...one, insteadOf }, at) : one)), anew];
}

function isRefusedByAccount({ outcome }: PartRecord): boolean {
  return outcome.state === 'declined' && outcome.reason === 'account-restricted';
}

function withRefusal(part: PartRecord, at: string): PartRecord {
  return { ...part, keySince: part.keySince ?? at, outcome: { state: 'declined', reason: 'account-restricted' } };
}

/** When an account last refused a part of the remedy, as it then refused everything. ISO 8601. */
export function refusedAt({ parts }: Pick<RemedyRecord, 'parts'>): string | undefined {
  return parts
    .filter(isRefusedByAccount)
    .flatMap(({ keySince }) => keySince ?? [])
    .sort()
    .at(-1);
}

/** Parts that an account refused, whose successors were not asked for yet. They are looked up before those are. */
export function refusedByAccount(record: RemedyRecord): readonly PartRecord[] {
  const next = liveParts(record).filter(
    ({ outcome, keySince }) => outcome.state === 'planned' && keySince === undefined,
  );
  const replaced = new Set(next.map(({ insteadOf }) => insteadOf));
  return record.parts.filter((part) => replaced.has(part.number) && isRefusedByAccount(part));
}

/** The parts where one was given although it was refused: nothing takes its place, and its end is found out. */
export function givenAfterAll(parts: readonly PartRecord[], refused: PartRecord): readonly PartRecord[] {
  return parts
    .filter(({ insteadOf }) => insteadOf !== refused.number)
    .map((part) =>
      part.number === refused.number
        ? { ...part, outcome: { state: 'unknown', why: 'it was refused, and is now said to be given' } }
        : part,
    );
}
