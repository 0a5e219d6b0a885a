import fc from 'fast-check';
import type { Failure } from '../../../lambdas/failures/definition/failure';
import { rejectHold } from '../../../lambdas/flow/operate/holds';
import { rejectIncident } from '../../../lambdas/flow/operate/incident-verdicts';
import type { RemedyRecord } from '../../../lambdas/ledger/remedy-record';
import { withoutFailure } from '../../../lambdas/model/judging/gesture';
import { filmFailure } from '../../fakes/film-failure';
import { World } from '../../fakes/world';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const paidMinor = 399;
const rejectedAs = { code: 'not-believed', label: 'Not believed' };

interface Told {
  /** What it is said to have been: another kind is another failure of the same line. */
  readonly kind: string;
  readonly lineId?: string | undefined;
  readonly evidence?: Failure['evidence'];
  readonly orderId?: string;
  readonly incidentId?: string;
  /** Whether its policy leaves it to a person. */
  readonly isHeld?: boolean;
}

/** Each kind gives back all that was paid, or leaves that to a person. */
async function report(
  world: World,
  { kind, evidence = 'reported', isHeld = false, ...of }: Told,
): Promise<RemedyRecord> {
  const { lineId = '1', orderId = 'ord_1', incidentId } = of;
  const before = world.definition;
  world.definition = {
    ...before,
    type: kind,
    policy: {
      ...before.policy,
      decide: ({ purchase }) => ({
        outcome: isHeld ? 'hold' : 'give',
        parts: [{ kind: 'refund', amountMinor: paidMinor, currency: 'GBP', paymentId: purchase.paymentId, lineId }],
        reasons: ['it is said so'],
      }),
    },
  };
  const ids = 'lineId' in of && of.lineId === undefined ? { lineId: undefined } : { lineId };
  const failure = filmFailure({
    evidence,
    incidentId,
    purchase: { orderId, paymentId: `ch_${orderId}`, amountMinor: paidMinor, ...ids },
    playback: { rentalId: `rent_${kind}_${orderId}` },
  });
  world.pay(failure);
  const { remedyId } = await world.deliver(failure);
  world.definition = before;
  const record = world.ledger.records.get(`${failure.customer.id}/${remedyId}`);
  return record ?? recordOf(world, remedyId);
}

function recordOf(world: World, remedyId: string): RemedyRecord {
  const record = [...world.ledger.records.values()].find((one) => one.remedyId === remedyId);
  if (!record) throw new Error(`nothing was recorded of ${remedyId}`);
  return record;
}

async function reject(world: World, { customerId, remedyId }: RemedyRecord): Promise<void> {
  const verdict = { why: 'the papers say otherwise', rejectedAs };
  const result = await rejectHold({ customerId, remedyId, actor: 'ann' }, verdict, world.holdPorts());
  expect(result).toMatchObject({ answer: 'done' });
  await world.sweepEvery(minuteMs, 2);
}

async function approve(world: World, { remedyId }: RemedyRecord): Promise<void> {
  const record = recordOf(world, remedyId);
  for (const who of ['ann', 'ben']) await world.approve(who, record);
  await world.sweepEvery(minuteMs, 4);
}

const given = (world: World): number =>
  world.provider.effects.reduce((sum, { request }) => sum + request.part.amountMinor, 0);

it('what a person has rejected of a line is for a person too when it is reported as something else', async () => {
  const world = new World();
  await reject(world, await report(world, { kind: 'NeverCame', isHeld: true }));
  world.now += dayMs;
  const second = await report(world, { kind: 'Stolen' });
  expect(second).toMatchObject({
    state: 'held',
    reasons: expect.arrayContaining([expect.stringMatching(/NeverCame/)]),
  });
  expect(given(world)).toBe(0);
});

it('however much of that customer comes in between, and however long after', async () => {
  const world = new World();
  await reject(world, await report(world, { kind: 'NeverCame', isHeld: true }));
  for (const number of [1, 2, 3]) {
    world.now += 9 * dayMs;
    await report(world, { kind: 'Other', orderId: `ord_other_${number}` });
  }
  expect(await report(world, { kind: 'Stolen' })).toMatchObject({ state: 'held' });
  expect(given(world)).toBe(3 * paidMinor);
});

it('where the commitment to what was rejected was closed long before the verdict, too', async () => {
  const world = new World();
  const first = await report(world, { kind: 'NeverCame', isHeld: true });
  await report(world, { kind: 'Other', orderId: 'ord_other' });
  await report(world, { kind: 'Another', orderId: 'ord_another' });
  await reject(world, first);
  expect(await report(world, { kind: 'Stolen' })).toMatchObject({ state: 'held' });
});

it.each(withoutFailure)('a rejected %s is no report, and holds no report of the line', async (kind) => {
  const world = new World();
  await reject(world, await report(world, { kind, isHeld: true }));
  expect(await report(world, { kind: 'Stolen' })).toMatchObject({ state: 'issued' });
});

it.each(withoutFailure)('a %s does not wait because a report was rejected', async (kind) => {
  const world = new World();
  await reject(world, await report(world, { kind: 'NeverCame', isHeld: true }));
  expect(await report(world, { kind })).toMatchObject({ state: 'issued' });
});

it('what was rejected with its incident says nothing of whoever reported it', async () => {
  const world = new World();
  const incidentId = 'cdn-outage-2026-11-20';
  world.limits = { ...world.limits, perIncident: { ...world.limits.perIncident, remedies: 0 } };
  const first = await report(world, { kind: 'NeverCame', incidentId });
  expect(first).toMatchObject({ state: 'held', hold: { withIncident: true } });
  const verdict = { incidentId, actor: 'ann', why: 'nothing was broken' };
  await expect(rejectIncident(verdict, { rejectedAs }, world.verdictPorts())).resolves.toMatchObject({
    answer: 'done',
  });
  await world.sweepEvery(minuteMs, 2);
  expect(recordOf(world, first.remedyId).state).toBe('rejected');
  expect(await report(world, { kind: 'Stolen' })).toMatchObject({ state: 'issued' });
});

it('one of an incident that a person rejects alone is a report that was not believed', async () => {
  const world = new World();
  const incidentId = 'cdn-outage-2026-11-20';
  world.limits = { ...world.limits, perIncident: { ...world.limits.perIncident, remedies: 0 } };
  await reject(world, await report(world, { kind: 'NeverCame', incidentId }));
  expect(await report(world, { kind: 'Stolen' })).toMatchObject({ state: 'held' });
});

it.each<[string, Told]>([
  ['another order', { kind: 'Stolen', orderId: 'ord_2' }],
  ['another line of the order', { kind: 'Stolen', lineId: '2' }],
  ['what a machine has seen of the line', { kind: 'Stolen', evidence: 'detected' }],
])('%s is decided by its policy as ever', async (_, other) => {
  const world = new World();
  await reject(world, await report(world, { kind: 'NeverCame', isHeld: true }));
  expect(await report(world, other)).toMatchObject({ state: 'issued' });
});

it('a report of the whole order is one of each of its lines', async () => {
  const world = new World();
  await reject(world, await report(world, { kind: 'NeverCame', isHeld: true, lineId: undefined }));
  expect(await report(world, { kind: 'Stolen', lineId: '2' })).toMatchObject({ state: 'held' });
});

it('whatever is reported, rejected and approved of a line, it never gives back more than was paid for it', async () => {
  const step = fc.record({
    kind: fc.constantFrom('NeverCame', 'Stolen', 'Damaged', 'Late'),
    isHeld: fc.boolean(),
    verdict: fc.constantFrom('none', 'rejects', 'approves'),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 6 }), async (steps) => {
      const world = new World();
      const [known, rejected] = [new Set<string>(), new Set<string>()];
      for (const { kind, isHeld, verdict } of steps) {
        const record = await report(world, { kind, isHeld });
        if (rejected.size > 0 && !known.has(record.remedyId)) expect(record.state).toBe('held');
        known.add(record.remedyId);
        const now = recordOf(world, record.remedyId);
        if (now.state !== 'held') continue;
        if (verdict === 'rejects') {
          await reject(world, now);
          rejected.add(now.remedyId);
        }
        if (verdict === 'approves') await approve(world, now);
      }
      expect(given(world)).toBeLessThanOrEqual(paidMinor);
    }),
    { numRuns: 60 },
  );
});
