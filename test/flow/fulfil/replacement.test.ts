import { tombstoneAt } from '../../fakes/tombstone-at';
import { minuteMs, hourMs, dayMs } from '../../../lambdas/model/durations';
import { filmFailure } from '../../fakes/film-failure';
import { call, replacement, deciding, givingParts, worldOf, shipped } from '../../fakes/parts';

describe('a replacement', () => {
  it('is requested once, with the failure for its address, and the mail waits until the partner says that it comes', async () => {
    const world = worldOf(givingParts(replacement));
    await world.publishFailure(filmFailure());
    await world.deliver(filmFailure());
    expect(world.partner.asked).toMatchObject([
      { part: { sku: 'console' }, failure: { customer: { name: 'Zoë Park' } } },
    ]);
    expect(world.onlyRecord().state).toBe('pending');
    expect(world.mailer.mails).toEqual([]);

    await world.applyPartnerUpdate({ kind: 'replacement', partNumber: 1, outcome: shipped });
    await world.write();
    expect(world.onlyRecord().state).toBe('issued');
    expect(world.mailer.mails.map(({ text }) => text)).toEqual([expect.stringContaining('A new one is on its way')]);
    expect(world.provider.calls).toEqual([]);
  });

  it('keeps no name and no address in the ledger', async () => {
    const world = worldOf(givingParts(replacement, call));
    await world.publishFailure(filmFailure());
    const kept = JSON.stringify([...world.ledger.records.values(), ...world.ledger.customerRecords.values()]);
    expect(kept).not.toMatch(/Zoë|example\.com/);
  });

  it('that is refused is replaced by what the decision named, and the mail says so', async () => {
    const world = worldOf(givingParts(replacement));
    await world.publishFailure(filmFailure());
    await world.applyPartnerUpdate({
      kind: 'replacement',
      partNumber: 1,
      outcome: { state: 'declined', reason: 'out-of-stock', providerRef: 'order_1' },
    });
    await world.sweepEvery(minuteMs, 3);
    expect(world.onlyRecord()).toMatchObject({
      state: 'issued',
      parts: [
        { part: { kind: 'replacement' }, outcome: { state: 'declined' } },
        { part: { kind: 'refund' }, insteadOf: 1, outcome: { state: 'succeeded' } },
      ],
    });
    expect(world.provider.refunds.size).toBe(1);
    expect(world.mailer.mails.map(({ text }) => text)).toEqual([
      expect.stringContaining('We could not send you a new one'),
    ]);
  });

  it('that is not answered in time is withdrawn before anything else is given', async () => {
    const world = worldOf(givingParts(replacement));
    await world.publishFailure(filmFailure());
    await world.sweepEvery(30 * minuteMs, 1);
    expect(world.partner.withdrawn).toEqual([]);
    await world.sweepEvery(31 * minuteMs, 1);
    const { remedyId } = world.onlyRecord();
    expect(world.partner.withdrawn).toEqual([`${remedyId}_1`]);
    await world.sweepEvery(minuteMs, 3);
    expect(world.onlyRecord().state).toBe('issued');
    expect([...world.provider.refunds.keys()]).toEqual([`${remedyId}_2`]);
  });

  it('that was sent before it could be withdrawn stays, and no money goes back beside it', async () => {
    const world = worldOf(givingParts(replacement));
    await world.publishFailure(filmFailure());
    world.partner.settle(`${world.onlyRecord().remedyId}_1`, shipped);
    await world.sweepEvery(2 * hourMs, 3);
    expect(world.onlyRecord().state).toBe('issued');
    expect(world.provider.calls).toEqual([]);
  });

  it('that is accepted, announced and then refused is corrected, and the refund is announced', async () => {
    const world = worldOf(givingParts(replacement));
    await world.publishFailure(filmFailure());
    await world.applyPartnerUpdate({ kind: 'replacement', partNumber: 1, outcome: shipped });
    await world.write();
    await world.applyPartnerUpdate({
      kind: 'replacement',
      partNumber: 1,
      outcome: { state: 'declined', reason: 'out-of-stock' },
    });
    await world.write();
    await world.sweepEvery(minuteMs, 3);
    expect(world.mailer.mails.map(({ template }) => template)).toEqual(['apology', 'correction', 'resolution']);
    expect(world.mailer.mails[1]?.text).toContain('we cannot send it after all');
    expect(world.mailer.mails[2]?.text).toContain('£3.99');
  });

  it('whose update comes late, after the money went back, is on record beside it, and a person is alerted', async () => {
    const world = worldOf(givingParts(replacement));
    await world.publishFailure(filmFailure());
    await world.sweepEvery(2 * hourMs, 1);
    await world.sweepEvery(minuteMs, 3);
    const late = () => world.applyPartnerUpdate({ kind: 'replacement', partNumber: 1, outcome: shipped });
    await expect(late()).resolves.toMatchObject({ result: 'applied', state: 'issued' });
    await expect(late()).resolves.toEqual({ result: 'known' });
    expect(world.onlyRecord().parts).toMatchObject([{ outcome: shipped }, { outcome: { state: 'succeeded' } }]);
    expect(world.observer.steps.filter(({ step }) => step === 'contradicted')).toEqual([
      expect.objectContaining({ why: expect.stringContaining('given after all') }),
    ]);
  });

  it('whose update comes while nobody knows what became of the refund in its place: that is not asked for again', async () => {
    const world = worldOf(givingParts(replacement));
    await world.publishFailure(filmFailure());
    world.provider.answerNext({ state: 'unknown', why: 'no answer' });
    await world.sweepEvery(2 * hourMs, 1);
    await world.sweepEvery(minuteMs, 2);
    expect(world.onlyRecord()).toMatchObject({ state: 'unknown', parts: [{}, { insteadOf: 1 }] });
    await world.applyPartnerUpdate({ kind: 'replacement', partNumber: 1, outcome: shipped });
    await world.sweepEvery(10 * minuteMs, 3);
    expect(world.onlyRecord()).toMatchObject({ state: 'needs-attention' });
    expect(world.provider.calls).toHaveLength(1);
  });

  it('is not sent to an address that was erased: a person asks', async () => {
    const { fallback: _, ...without } = replacement;
    const world = worldOf(deciding({ outcome: 'hold', parts: [without], reasons: ['look'] }));
    await world.deliver(filmFailure());
    const { customerId } = world.onlyRecord();
    await world.ledger.eraseEnvelopes(customerId, tombstoneAt(world.clock()));
    await world.approve('ann');
    await world.sweepEvery(minuteMs, 3);
    expect(world.partner.asked).toEqual([]);
    expect(world.onlyRecord()).toMatchObject({ state: 'needs-attention' });
  });

  it('that may have been requested when the address is erased is withdrawn before money takes its place', async () => {
    const world = worldOf(deciding({ outcome: 'hold', parts: [replacement], reasons: ['look'] }));
    await world.deliver(filmFailure());
    const { customerId, remedyId } = world.onlyRecord();
    await world.approve('ann');
    await world.ledger.eraseEnvelopes(customerId, tombstoneAt(world.clock()));
    await world.sweepEvery(minuteMs, 3);
    expect(world.partner.withdrawn).toEqual([`${remedyId}_1`]);
    expect([...world.provider.refunds.keys()]).toEqual([`${remedyId}_2`]);
  });

  it('whose old item does not come back is let go, or left to a person, and never charged', async () => {
    for (const [unreturned, state] of [
      ['let-go', 'let-go'],
      ['person', 'person'],
    ] as const) {
      const world = worldOf(givingParts({ ...replacement, returnLabel: true, returnWithinDays: 30, unreturned }));
      await world.publishFailure(filmFailure());
      await world.applyPartnerUpdate({ kind: 'replacement', partNumber: 1, outcome: shipped });
      await world.write();
      await world.applyEmailEvent('apology', 'delivered');
      world.now += 40 * dayMs;
      await world.sweep();
      expect(world.onlyRecord()).toMatchObject({ state: 'issued', dueAt: undefined, parts: [{ returned: { state } }] });
    }
  });

  it('whose old item comes back is finished', async () => {
    const world = worldOf(givingParts({ ...replacement, returnLabel: true, returnWithinDays: 30 }));
    await world.publishFailure(filmFailure());
    await world.applyPartnerUpdate({ kind: 'replacement', partNumber: 1, outcome: shipped });
    await world.write();
    await world.applyEmailEvent('apology', 'delivered');
    expect(world.onlyRecord().dueAt).toBe('2026-12-23T12:00:00.000Z');
    await world.applyPartnerUpdate({ kind: 'replacement', partNumber: 1, returned: true });
    expect(world.onlyRecord()).toMatchObject({ dueAt: undefined, parts: [{ returned: { state: 'came' } }] });
  });
});
