import Stripe from 'stripe';
import { setTimeout as pause } from 'node:timers/promises';
import { listNotices } from '../../../lambdas/flow/notify/notice-list';
import { listRemedies } from '../../../lambdas/flow/operate/remedy-list';
import { say } from '../../package/say';
import type { Deployment } from '../deployment';
import { endings, moneyProblem, queueProblems, type Ending, type Seen } from './fault-problems';
import type { Failed } from './failures';
import type { DeployedQueues } from './queues';

/** A row whose faults are over. */
export interface TriedRow {
  readonly name: string;
  /** How many faults happened. */
  readonly met: number;
  readonly failed: readonly Failed[];
}

interface SettleSettings {
  readonly deployment: Deployment;
  readonly queues: DeployedQueues;
  readonly providerUrl: string;
}

/** Longer than any wait of what is still to be put right, the sweep's own included. */
const stuckAfterMs = 12 * 60_000;

/**
 * Waits until every failure has ended, and looks at the money of each. It gives up only where nothing has changed for
 * longer than anything waits, so that a slow machine is no failure.
 *
 * @throws Error that says what is not as it should be
 */
export async function settle(rows: readonly TriedRow[], settings: SettleSettings): Promise<void> {
  let [fewest, since] = [Infinity, Date.now()];
  for (;;) {
    const seen = await look(settings.deployment);
    const ended = rows.map(({ failed }) => endings(failed, seen));
    const problems = [
      ...rows.flatMap((row, index) => problemsOf(row, ended[index] ?? [])),
      ...queueProblems(await settings.queues.depths()),
    ];
    if (problems.length === 0) return report(rows, ended, settings);
    if (problems.length < fewest) [fewest, since] = [problems.length, Date.now()];
    if (Date.now() - since > stuckAfterMs) throw notSo(problems);
    await pause(5_000);
  }
}

async function look(deployment: Deployment): Promise<Seen> {
  const lists = await deployment.lists();
  const { remedies } = await listRemedies({ state: 'needs-attention' }, lists);
  const { notices, isComplete } = await listNotices({}, lists);
  if (!isComplete) say('more mails went wrong than a list shows at once');
  return {
    remedies: await deployment.remedies(),
    mails: await deployment.mails(),
    listed: idsOf(remedies),
    listedMails: idsOf(notices),
  };
}

function idsOf(listed: readonly { readonly remedyId: string }[]): ReadonlySet<string> {
  return new Set(listed.map(({ remedyId }) => remedyId));
}

function problemsOf({ name, failed }: TriedRow, ended: readonly Ending[]): string[] {
  return ended.flatMap((ending, index) =>
    'problem' in ending ? `${name}: ${failed[index]?.customerId ?? ''}: ${ending.problem}` : [],
  );
}

/** What the provider says is last, because nothing of it changes any more. */
async function report(
  rows: readonly TriedRow[],
  ended: readonly (readonly Ending[])[],
  { providerUrl }: SettleSettings,
): Promise<void> {
  const { hostname, port } = new URL(providerUrl);
  const stripe = new Stripe('sk_test_local', { host: hostname, port, protocol: 'http', telemetry: false });
  const problems: string[] = [];
  for (const [index, { name, failed }] of rows.entries()) {
    for (const [place, one] of failed.entries()) {
      const { data } = await stripe.refunds.list({ charge: one.paymentId, limit: 100 });
      const ending = ended[index]?.[place];
      const isGiven = ending !== undefined && 'given' in ending && ending.given;
      const problem = moneyProblem(
        one,
        isGiven,
        data.map(({ amount }) => amount),
      );
      if (problem !== undefined) problems.push(`${name}: ${one.customerId}: ${problem}`);
    }
  }
  if (problems.length > 0) throw notSo(problems);
  say('each failure has ended, and the books of the provider say the same');
  print(rows, ended);
}

function notSo(problems: readonly string[]): Error {
  const shown = problems.slice(0, 40);
  const more = problems.length - shown.length;
  return new Error(['This is not as it should be:', ...shown, ...(more > 0 ? [`and ${more} more`] : [])].join('\n  '));
}

function print(rows: readonly TriedRow[], ended: readonly (readonly Ending[])[]): void {
  const width = Math.max(...rows.map(({ name }) => name.length));
  console.log(`\n${'row'.padEnd(width)}  failures  faults met  ended`);
  for (const [index, { name, failed, met }] of rows.entries()) {
    const tally = tallied(ended[index] ?? []);
    console.log(`${name.padEnd(width)}  ${String(failed.length).padStart(8)}  ${String(met).padStart(10)}  ${tally}`);
  }
}

function tallied(ended: readonly Ending[]): string {
  const counts = new Map<string, number>();
  for (const ending of ended) {
    const words = 'problem' in ending ? ending.problem : ending.ended;
    counts.set(words, (counts.get(words) ?? 0) + 1);
  }
  return [...counts].map(([words, count]) => `${count} ${words}`).join('; ');
}
