import {
  withFixVerdict,
  type FixVerdict,
  type Hurt,
  type IncidentFix,
  type IncidentFixes,
} from '../../ledger/follow/incident-fix';
import { inParallel } from '../record/in-parallel';
import { refused, refusedAsChanged, type Refused } from '../operate/refused';

export interface FixContext {
  readonly fixes: IncidentFixes;
  readonly clock: () => Date;
}

/** An incident that is paid for, and whose end nobody has told to those whom it hurt. */
export interface UnmendedIncident extends Pick<Hurt, 'amounts'> {
  readonly fix: IncidentFix;
  /** How many mails of it nobody was told the end of. */
  readonly hurt: number;
  /** False where there are more. */
  readonly isComplete: boolean;
}

/** So many incidents are on the list, and so many mails of each are counted. */
const [mostListed, mostCounted] = [200, 5_000];

/** How many are read at once. */
const atOnce = 20;

/** What is paid for and not mended, and what is mended and not told yet: those with most mails first. */
export async function listUnmended({ fixes }: FixContext): Promise<readonly UnmendedIncident[]> {
  const listed: UnmendedIncident[] = [];
  await inParallel(await fixes.undecidedFixes(mostListed), atOnce, async (incidentId) => {
    const view = await viewFix(incidentId, { fixes });
    if (view && !view.fix.decided) listed.push(view);
  });
  return listed.sort((a, b) => b.hurt - a.hurt || (a.fix.since < b.fix.since ? -1 : 1));
}

export async function viewFix(
  incidentId: string,
  { fixes }: Pick<FixContext, 'fixes'>,
): Promise<UnmendedIncident | undefined> {
  const fix = await fixes.readFix(incidentId);
  if (!fix) return undefined;
  const { remedies, amounts, isComplete } = await fixes.hurtBy(incidentId, mostCounted);
  return { fix, hurt: remedies.length, amounts, isComplete };
}

/** Which incident, who decides, and the version that this person has seen. */
export interface FixCase extends Pick<FixVerdict, 'actor' | 'why' | 'verdict'> {
  readonly incidentId: string;
  readonly expectedVersion: number;
}

export type DecideFixResult = { readonly answer: 'done'; readonly fix: IncidentFix } | Refused;

/** Lets the mails go that say that an incident is mended, or says that none leaves. It is said once. */
export async function decideFix(
  { incidentId, actor, why, verdict, expectedVersion }: FixCase,
  { fixes, clock }: FixContext,
): Promise<DecideFixResult> {
  const fix = await fixes.readFix(incidentId);
  if (!fix) return refused('no customer was written of that incident');
  const changed = refusedAsChanged(fix, expectedVersion);
  if (changed) return changed;
  if (fix.decided) return refused(`${fix.decided.actor} has decided that already`);
  if (verdict === 'tell' && !fix.fixed) return refused('nobody has said that it is mended, so nobody can be told so');
  const next = withFixVerdict(fix, { verdict, actor, why, at: clock().toISOString() });
  if ((await fixes.saveFix(next)) === 'stale')
    return refused('somebody else wrote at the same moment; look at it again');
  return { answer: 'done', fix: next };
}
