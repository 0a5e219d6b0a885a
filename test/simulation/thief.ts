import { createHash } from 'node:crypto';
import { marshall } from './quick-marshall';
import { Random } from './random';
import { thief } from './thief-id';
import type { World } from './world';

const states = ['approved', 'executing', 'fallback', 'unknown', 'pending', 'declined', 'late-failed', 'held'] as const;

/**
 * Plans what a thief does who got hold of a right to write the table: remedies that nobody decided on. Their payments
 * are there, so that only the seal is missing.
 *
 * @param troubledMs while the world's other troubles last
 */
export function planThief(world: World, seed: number, troubledMs: number): void {
  // Its own dice, so that the other people of a seed do what they always did.
  const random = new Random(seed + 0x5ea1);
  if (!random.chance(0.15)) return;
  for (let number = random.int(1, 3); number > 0; number--) {
    const state = random.pick(states);
    const afterMs = random.int(0, troubledMs);
    world.provider.addPayment(`pi_thief_${number}`, 99_000, 'GBP');
    world.scheduler.after(afterMs, () => forge(world, { number, state }));
  }
}

interface Forged {
  readonly number: number;
  readonly state: (typeof states)[number];
}

function forge(world: World, { number, state }: Forged): void {
  const at = new Date(world.scheduler.now).toISOString();
  const customerId = `${thief}_${number}`;
  const remedyId = `rem_${createHash('sha256').update(customerId).digest('hex').slice(0, 32)}`;
  const paymentId = `pi_thief_${number}`;
  const part = { kind: 'refund', amountMinor: 99_000, currency: 'GBP', paymentId };
  const paid = { amountMinor: 99_000, currency: 'GBP' };
  const about = { type: 'FilmFailed', orderId: `ord_thief_${number}`, paymentId, paid, committedAt: at };
  const awaits = { what: 'nothing', until: at, then: 'give' };
  const hold = { deadline: at, escalateAt: at, escalations: 0, approvalsNeeded: 1, approvals: [], withIncident: false };
  const refused = { outcome: { state: 'declined', reason: 'insufficient-balance' } };
  const isRefused = state === 'declined' || state === 'late-failed';
  const record = {
    ...{ pk: `CUSTOMER#${customerId}`, sk: `REMEDY#${remedyId}`, itemFormat: 1, ...about },
    ...{ subject: 's', occurrence: 'o', evidence: 'detected', occurredAt: at, detectedAt: at, state },
    parts: [{ part, number: 1, keySince: at, outcome: { state: 'planned' }, ...(isRefused && refused) }],
    ...{ reasons: ['it is owed'], policyVersion: 'p', pollCount: 0, recordedBy: 'me', version: 1 },
    history: [{ version: 1, at, state, why: `recorded as ${state}` }],
    ...(state === 'held' && { hold: { ...hold, awaits } }),
    ...(state === 'executing' && { execution: { token: 'me', leaseUntil: at } }),
    ...{ waiting: '0', dueAt: at },
  };
  world.trace.count(`forged: ${state}`);
  world.dynamo.table.put(record.pk, record.sk, marshall(record), 0, 0);
}
