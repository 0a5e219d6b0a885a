import { tombstoneAt } from '../../fakes/tombstone-at';
import { retryRemedy } from '../../../lambdas/flow/operate/retry-remedy';
import { NotAttemptedError } from '../../../lambdas/fulfilment/port/refund-provider';
import { minuteMs } from '../../../lambdas/model/durations';
import { filmFailure } from '../../fakes/film-failure';
import { Life } from '../../fakes/mortal';
import { anotherPass, deciding, givingParts, granted, refund, worldOf } from '../../fakes/parts';
import type { World } from '../../fakes/world';

const declined = { state: 'declined', reason: 'not-available' } as const;
const answer = (world: World, outcome: typeof granted | typeof declined) =>
  world.applyPartnerUpdate({ kind: 'entitlement', partNumber: 1, outcome });

describe('something given back in kind', () => {
  it('is requested once, without a name or an address, and the mail waits until the partner says that it is given', async () => {
    const world = worldOf(givingParts(anotherPass));
    await world.publishFailure(filmFailure());
    await world.deliver(filmFailure());
    expect(world.partner.asked).toMatchObject([{ part: { entitlementId: 'pass_1', count: 1 }, customerId: 'cus_501' }]);
    expect(JSON.stringify(world.partner.asked)).not.toMatch(/Zoë|example\.com/);
    expect(world.onlyRecord().state).toBe('pending');
    expect(world.mailer.mails).toEqual([]);

    await answer(world, granted);
    await world.write();
    expect(world.onlyRecord().state).toBe('issued');
    expect(world.mailer.mails.map(({ text }) => text)).toEqual([
      expect.stringContaining(
        'We’ve given you another pass, and you pay nothing for it. The pass is good until 23 December 2026.',
      ),
    ]);
    expect(world.provider.calls).toEqual([]);
  });

  it('that is given at once is told at once', async () => {
    const world = worldOf(givingParts(anotherPass));
    world.partner.willAnswer = granted;
    await world.publishFailure(filmFailure());
    expect(world.onlyRecord().state).toBe('issued');
    expect(world.mailer.mails).toHaveLength(1);
  });

  it('that is refused gives back the money that the decision named, and the mail says why', async () => {
    const world = worldOf(givingParts(anotherPass));
    await world.publishFailure(filmFailure());
    await answer(world, declined);
    await world.sweepEvery(minuteMs, 3);
    expect(world.onlyRecord()).toMatchObject({
      state: 'issued',
      parts: [
        { part: { kind: 'entitlement' }, outcome: { state: 'declined' } },
        { part: { kind: 'refund' }, insteadOf: 1, outcome: { state: 'succeeded' } },
      ],
    });
    expect(world.provider.refunds.size).toBe(1);
    expect(world.mailer.mails.map(({ text }) => text)).toEqual([
      expect.stringContaining('We could not give you another pass. We’ve refunded £3.99'),
    ]);
  });

  it('that is refused without anything in its place is left to a person', async () => {
    const { fallback: _, ...without } = anotherPass;
    const world = worldOf(givingParts(without));
    await world.publishFailure(filmFailure());
    await answer(world, declined);
    await world.sweepEvery(minuteMs, 2);
    expect(world.onlyRecord().state).toBe('needs-attention');
    expect(world.provider.calls).toEqual([]);
  });

  it('that is not answered in time is withdrawn before money goes back', async () => {
    const world = worldOf(givingParts(anotherPass));
    await world.publishFailure(filmFailure());
    await world.sweepEvery(10 * minuteMs, 1);
    expect(world.partner.withdrawn).toEqual([]);
    await world.sweepEvery(6 * minuteMs, 1);
    const { remedyId } = world.onlyRecord();
    expect(world.partner.withdrawn).toEqual([`${remedyId}_1`]);
    expect(world.provider.refunds.size).toBe(0);
    await world.sweepEvery(minuteMs, 3);
    expect([...world.provider.refunds.keys()]).toEqual([`${remedyId}_2`]);
  });

  it('that was given before it could be withdrawn stays, and no money goes back beside it', async () => {
    const world = worldOf(givingParts(anotherPass));
    await world.publishFailure(filmFailure());
    world.partner.settle(`${world.onlyRecord().remedyId}_1`, granted);
    await world.sweepEvery(20 * minuteMs, 3);
    expect(world.onlyRecord().state).toBe('issued');
    expect(world.partner.withdrawn).toEqual([]);
    expect(world.provider.calls).toEqual([]);
  });

  it('whose answer crosses its withdrawal is left to a person, before any money goes back beside it', async () => {
    const world = worldOf(givingParts(anotherPass));
    await world.publishFailure(filmFailure());
    await world.sweepEvery(16 * minuteMs, 1);
    expect(world.partner.withdrawn).toHaveLength(1);
    await expect(answer(world, granted)).resolves.toMatchObject({ state: 'needs-attention' });
    await world.sweepEvery(minuteMs, 3);
    expect(world.onlyRecord()).toMatchObject({ state: 'needs-attention', parts: [{ outcome: granted }] });
    expect(world.provider.calls).toEqual([]);
    expect(world.mailer.mails).toEqual([]);
  });

  it('that was given after all is not given a second time by a retry: nothing goes back in its place', async () => {
    const world = worldOf(givingParts(anotherPass));
    await world.publishFailure(filmFailure());
    await world.sweepEvery(16 * minuteMs, 1);
    await world.sweepEvery(minuteMs, 1);
    expect(world.onlyRecord()).toMatchObject({ state: 'fallback', parts: [{}, { insteadOf: 1 }] });
    await expect(answer(world, granted)).resolves.toMatchObject({ state: 'needs-attention' });
    const { customerId, remedyId } = world.onlyRecord();
    const retried = retryRemedy({ customerId, remedyId, actor: 'ann' }, 'again', world.retryPorts());
    await expect(retried).resolves.toMatchObject({
      answer: 'refused',
      why: expect.stringContaining('part 1 was given'),
    });
    await world.sweepEvery(minuteMs, 3);
    expect(world.provider.calls).toEqual([]);
  });

  it('whose answer comes after the money went back is for a person, who is alerted', async () => {
    const world = worldOf(givingParts(anotherPass));
    await world.publishFailure(filmFailure());
    await world.sweepEvery(20 * minuteMs, 1);
    await world.sweepEvery(minuteMs, 3);
    await expect(answer(world, granted)).resolves.toMatchObject({ result: 'applied', state: 'issued' });
    expect(world.onlyRecord().parts).toMatchObject([{ outcome: granted }, { outcome: { state: 'succeeded' } }]);
    expect(world.observer.steps).toContainEqual(expect.objectContaining({ step: 'contradicted' }));
  });

  it('that was given after what was asked for in its place was refused is not given again by anybody', async () => {
    const world = worldOf(givingParts(anotherPass));
    await world.publishFailure(filmFailure());
    const refused = { state: 'declined', reason: 'payment-not-refundable' } as const;
    world.provider.answerNext(refused);
    world.provider.answerNext(refused);
    await world.sweepEvery(20 * minuteMs, 1);
    await world.sweepEvery(minuteMs, 3);
    expect(world.onlyRecord()).toMatchObject({ state: 'needs-attention', parts: [{}, { insteadOf: 1 }] });
    const { customerId, remedyId } = world.onlyRecord();
    const retry = () => retryRemedy({ customerId, remedyId, actor: 'ann' }, 'again', world.retryPorts());
    await retry();
    await world.sweepEvery(minuteMs, 3);
    expect(world.onlyRecord()).toMatchObject({ state: 'needs-attention', parts: [{}, {}, { insteadOf: 2 }] });
    await answer(world, granted);
    await expect(retry()).resolves.toMatchObject({ why: expect.stringContaining('part 1 was given') });
  });

  it('that is taken back after it was announced is corrected, and the refund is announced', async () => {
    const world = worldOf(givingParts(anotherPass));
    await world.publishFailure(filmFailure());
    await answer(world, granted);
    await world.write();
    await answer(world, declined);
    await world.write();
    await world.sweepEvery(minuteMs, 3);
    expect(world.mailer.mails.map(({ template }) => template)).toEqual(['apology', 'correction', 'resolution']);
    expect(world.mailer.mails[1]?.subject).toBe('About your pass: it did not work after all');
    expect(world.mailer.mails[1]?.text).toContain(
      'I wrote to you that we had given you another pass. I have to correct that: we could not.',
    );
    expect(world.mailer.mails[2]?.text).toContain('£3.99');
  });

  it('whose new end comes later than its confirmation keeps the end', async () => {
    const world = worldOf(givingParts(anotherPass));
    await world.publishFailure(filmFailure());
    await world.applyPartnerUpdate({
      kind: 'entitlement',
      partNumber: 1,
      outcome: { state: 'succeeded', providerRef: 'grant_1' },
    });
    await expect(answer(world, granted)).resolves.toMatchObject({ result: 'applied' });
    await expect(answer(world, granted)).resolves.toMatchObject({ result: 'known' });
    expect(world.onlyRecord().parts).toMatchObject([{ outcome: { validUntil: granted.validUntil } }]);
  });

  it('is given also where the name and the address were erased: nobody needs them for it', async () => {
    const world = worldOf(deciding({ outcome: 'hold', parts: [anotherPass], reasons: ['look'] }));
    await world.deliver(filmFailure());
    const { customerId } = world.onlyRecord();
    await world.ledger.eraseEnvelopes(customerId, tombstoneAt(world.clock()));
    world.partner.willAnswer = granted;
    await world.approve('ann');
    await world.sweepEvery(minuteMs, 3);
    expect(world.onlyRecord().state).toBe('issued');
  });

  it('is not asked for once its type is switched off, also where it was committed before', async () => {
    const world = worldOf(givingParts(anotherPass));
    world.partner.willAnswer = 'throws';
    await expect(world.deliver(filmFailure())).rejects.toThrow(NotAttemptedError);
    world.partner.willAnswer = granted;
    await world.switchMode('all', { mode: 'off' });
    world.now += minuteMs;
    await expect(world.deliver(filmFailure())).resolves.toMatchObject({ result: 'held' });
    await world.sweepEvery(minuteMs, 3);
    const { remedyId, hold } = world.onlyRecord();
    expect(hold?.cause).toBe('switched-off');
    expect(world.partner.effects(`${remedyId}_1`)).toBe(0);
  });

  it('whose answer was lost is looked up, and is given once', async () => {
    const world = worldOf(givingParts(anotherPass));
    world.partner.willAnswer = { state: 'unknown', why: 'no answer' };
    await world.publishFailure(filmFailure());
    expect(world.onlyRecord().state).toBe('unknown');
    expect(world.mailer.mails).toEqual([]);
    const { remedyId } = world.onlyRecord();
    world.partner.settle(`${remedyId}_1`, granted);
    await world.sweepEvery(3 * minuteMs, 2);
    expect(world.onlyRecord().state).toBe('issued');
    expect(world.partner.effects(`${remedyId}_1`)).toBe(1);
    expect(world.mailer.mails).toHaveLength(1);
  });

  it('that needs attention is sent on its way again by a person, under another key, after the partner was asked', async () => {
    const { fallback: _, ...without } = anotherPass;
    const world = worldOf(givingParts(without));
    world.partner.willAnswer = declined;
    await world.publishFailure(filmFailure());
    await world.sweepEvery(minuteMs, 2);
    expect(world.onlyRecord().state).toBe('needs-attention');
    world.partner.willAnswer = granted;
    const { customerId, remedyId } = world.onlyRecord();
    await retryRemedy({ customerId, remedyId, actor: 'ann' }, 'it is available again', world.retryPorts());
    await world.sweepEvery(minuteMs, 2);
    expect(world.onlyRecord().state).toBe('issued');
    expect([1, 2].map((number) => world.partner.effects(`${remedyId}_${number}`))).toEqual([0, 1]);
    expect(world.mailer.mails.map(({ text }) => text)).toEqual([expect.stringContaining('another pass')]);
    expect(world.mailer.mails[0]?.text).not.toContain('We could not');
  });

  it('counts with its worth: what was given in kind is not given back in money too', async () => {
    const later = '2026-11-20T20:00:00Z';
    const next = deciding(({ occurredAt }) => {
      return { outcome: 'give', parts: [occurredAt === later ? refund : anotherPass], reasons: ['it broke'] };
    });
    const world = worldOf({ ...next, occurrence: ({ occurredAt }) => occurredAt });
    world.partner.willAnswer = granted;
    await world.deliver(filmFailure());
    await world.deliver(filmFailure({ occurredAt: later }));
    const records = [...world.ledger.records.values()];
    expect(records.map(({ state }) => state)).toEqual(['issued', 'held']);
    expect(records[1]?.reasons[0]).toContain('would be given back');
    expect(world.provider.calls).toEqual([]);
  });
});

const beforeRequest = ['read', 'payment', 'day', 'type', 'incident', 'line', 'right', 'claim', 'request'];

describe.each([
  { answered: 'at once', willAnswer: granted, calls: [...beforeRequest, 'record', 'publish'] },
  { answered: 'later', willAnswer: 'pending', calls: [...beforeRequest, 'envelope', 'record', 'publish'] },
] as const)(
  'a failure function that dies while something is given in kind, answered $answered',
  ({ willAnswer, calls }) => {
    function worldWith(): World {
      const world = worldOf(givingParts(anotherPass));
      world.partner.willAnswer = willAnswer;
      return world;
    }

    it('has these crash points, and no others', async () => {
      const life = new Life();
      await worldWith().publishFailure(filmFailure(), life);
      expect(life.calls).toBe(calls.length);
    });

    const plans = calls.flatMap((name, index) =>
      (['before', 'after'] as const).map((when) => ({ name, call: index + 1, when })),
    );

    it.each(plans)('$when $name: it is given once, and told once', async (plan) => {
      const world = worldWith();
      await world.publishFailure(filmFailure(), new Life(plan));
      const { remedyId, state } = world.onlyRecord();
      if (state === 'pending') await answer(world, granted);
      await world.write();
      expect(world.partner.effects(`${remedyId}_1`)).toBe(1);
      expect(world.provider.calls).toEqual([]);
      expect(world.onlyRecord().state).toBe('issued');
      expect(world.mailer.mails).toHaveLength(1);
    });
  },
);
