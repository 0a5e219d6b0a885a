import { tombstoneAt } from '../../fakes/tombstone-at';
import { approveHold, extendHold, rejectHold } from '../../../lambdas/flow/operate/holds';
import { keyUsableMs } from '../../../lambdas/fulfilment/port/refund-provider';
import type { RemedyRecord } from '../../../lambdas/ledger/remedy-record';
import { defaultLimits } from '../../../lambdas/model/limits';
import type { RefundPart } from '../../../lambdas/model/remedy';
import { filmFailure } from '../../fakes/film-failure';
import { gift, givingParts, worldOf } from '../../fakes/parts';
import { World } from '../../fakes/world';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** A film that is held, because it is about to be more than one remedy may be. */
async function heldWorld(limits: Partial<World['limits']> = {}): Promise<World> {
  const world = new World();
  world.limits = { ...defaultLimits, perRemedy: { GBP: 100 }, ...limits };
  await world.deliver(filmFailure());
  return world;
}

function caseOf({ customerId, remedyId }: RemedyRecord, actor: string) {
  return { customerId, remedyId, actor };
}

describe('a person’s yes', () => {
  it('is carried out by the next sweep, once, with a mail', async () => {
    const world = await heldWorld();
    await expect(world.approve('ann')).resolves.toMatchObject({ answer: 'done', record: { state: 'approved' } });
    expect(world.provider.calls).toHaveLength(0);

    await world.sweepEvery(minute, 5);
    expect(world.provider.refunds.size).toBe(1);
    expect(world.provider.calls).toHaveLength(1);
    expect([world.onlyRecord(), world.notices()]).toMatchObject([{ state: 'issued' }, { apology: { state: 'sent' } }]);
    expect(world.mailer.mails).toHaveLength(1);
    expect(world.reported()).toEqual(['held', 'issued']);
  });

  it('is refused with the true reason where more than was paid could be given back in another currency', async () => {
    const euros: RefundPart = { kind: 'refund', amountMinor: 399, currency: 'EUR', paymentId: 'ch_1' };
    const world = worldOf(givingParts(euros));
    await world.deliver(filmFailure());
    expect(world.onlyRecord().reasons.join()).toMatch(/another currency than GBP/);
    await expect(world.approve('ann')).resolves.toEqual({
      answer: 'refused',
      why: 'it would give back EUR, and the price was paid in GBP: reject it, and refund by hand what is owed',
    });
    await world.sweepEvery(minute, 2);
    expect(world.onlyRecord()).toMatchObject({ state: 'held', hold: { approvals: [] } });
  });

  it('gives goodwill in another currency, because it comes on top of the price', async () => {
    const world = worldOf(givingParts({ ...gift, currency: 'EUR' }));
    await world.deliver(filmFailure());
    for (const who of ['ann', 'ben']) await expect(world.approve(who)).resolves.toMatchObject({ answer: 'done' });
    await world.sweepEvery(minute, 2);
    expect(world.partner.asked).toMatchObject([{ part: { currency: 'EUR' } }]);
  });

  it('keeps the decision that was made, whatever the policy says by then', async () => {
    const world = await heldWorld();
    world.definition = {
      ...world.definition,
      policy: { ...world.definition.policy, decide: () => ({ outcome: 'none', reasons: [] }) },
    };
    await world.approve('ann');
    await world.sweepEvery(minute, 2);
    expect([...world.provider.refunds.values()]).toMatchObject([{ part: { amountMinor: 399 } }]);
    expect(world.onlyRecord().policyVersion).toMatch(/^VideoPlaybackFailed\/\d-[0-9a-f]{8}$/);
  });

  it('after 30 days uses a key that is new by then', async () => {
    const world = await heldWorld();
    world.now += 30 * day;
    await world.approve('ann');
    await world.sweepEvery(minute, 1);
    const [part] = world.onlyRecord().parts;
    expect(world.now - Date.parse(part?.keySince ?? '')).toBeLessThan(keyUsableMs);
    expect(world.onlyRecord().state).toBe('issued');
    expect(world.provider.refunds.size).toBe(1);
  });

  it('stays on record with the name that was verified, never one that somebody wrote', async () => {
    const world = await heldWorld();
    await world.approve('arn:aws:iam::1:role/ann');
    expect(world.onlyRecord()).toMatchObject({
      hold: { approvals: [{ actor: 'arn:aws:iam::1:role/ann' }] },
      history: [{}, { why: 'approved by arn:aws:iam::1:role/ann: looked at it' }],
    });
  });

  it('counts against the customer’s limits and the order from then on', async () => {
    const world = await heldWorld({ perCustomer: { windowDays: 30, remedies: 1, amountMinor: { GBP: 100_000 } } });
    await world.approve('ann');
    await world.sweepEvery(minute, 1);
    world.limits = { ...world.limits, perRemedy: defaultLimits.perRemedy };
    await world.deliver(filmFailure({ purchase: { orderId: 'ord_2' }, playback: { rentalId: 'rent_2' } }));
    const second = [...world.ledger.records.values()].at(-1);
    expect(second?.reasons[0]).toBe("it is the customer's remedy number 2 in 30 days, and the limit is 1");
  });

  it('comes too late for what is decided, and says what it is', async () => {
    const world = await heldWorld();
    await world.approve('ann');
    await world.sweepEvery(minute, 1);
    await expect(world.approve('bob')).resolves.toEqual({
      answer: 'refused',
      why: "it is issued and waits for nobody's decision",
    });
    const nobodys = { customerId: 'cus_501', remedyId: 'rem_none' };
    await expect(world.approve('bob', nobodys)).resolves.toMatchObject({
      answer: 'refused',
      why: expect.stringContaining('no remedy rem_none'),
    });
  });

  it('does not give back more of an order than was paid: a person has to look again', async () => {
    const world = await heldWorld();
    world.limits = defaultLimits;
    await world.deliver(filmFailure({ playback: { rentalId: 'rent_78' } }));
    const [held, given] = [...world.ledger.records.values()];
    if (!held || !given) throw new Error('two were expected');
    expect(given.state).toBe('issued');

    await world.approve('ann', held);
    await world.sweepEvery(minute, 3);
    const after = await world.ledger.readRemedy(held.customerId, held.remedyId);
    expect(after).toMatchObject({ state: 'needs-attention' });
    expect(after?.history.map(({ why }) => why)).toContain(
      'the line of the order has been given back in another way since it was held',
    );
    expect(world.provider.refunds.size).toBe(1);
    expect(world.reported()).toContain('needs-attention');
  });

  it('for two holds of one line pays one of them', async () => {
    const world = await heldWorld();
    await world.deliver(filmFailure({ playback: { rentalId: 'rent_78' } }));
    for (const record of [...world.ledger.records.values()]) await world.approve('ann', record);
    await world.sweepEvery(minute, 5);
    expect([...world.ledger.records.values()].map(({ state }) => state).toSorted()).toEqual([
      'issued',
      'needs-attention',
    ]);
    expect(world.provider.refunds.size).toBe(1);
  });
});

describe('what needs two people', () => {
  const large = { twoPeopleAbove: { GBP: 398 } };

  it('waits for the second, who is somebody else', async () => {
    const world = await heldWorld(large);
    await expect(world.approve('ann')).resolves.toMatchObject({ answer: 'done', record: { state: 'held' } });
    await world.sweepEvery(minute, 3);
    expect(world.provider.calls).toHaveLength(0);

    await expect(world.approve('ann')).resolves.toEqual({
      answer: 'refused',
      why: 'you have approved it before, and another person has to approve it too',
    });
    await world.sweepEvery(minute, 3);
    expect(world.provider.calls).toHaveLength(0);

    await world.approve('bob');
    await world.sweepEvery(minute, 3);
    expect(world.provider.refunds.size).toBe(1);
  });

  it('is not given by one person who says yes twice at the same moment', async () => {
    const world = await heldWorld(large);
    await Promise.all([world.approve('ann'), world.approve('ann')]);
    expect(world.onlyRecord()).toMatchObject({ state: 'held', hold: { approvals: [{ actor: 'ann' }] } });
    await world.sweepEvery(minute, 2);
    expect(world.provider.calls).toHaveLength(0);
  });

  it('is not given by two people of whom one read too early', async () => {
    const world = await heldWorld(large);
    const answers = await Promise.all([world.approve('ann'), world.approve('bob')]);
    expect(answers.map(({ answer }) => answer).toSorted()).toEqual(['done', 'refused']);
    expect(world.onlyRecord().hold?.approvals).toHaveLength(1);
  });

  it('begins just above the threshold', async () => {
    const world = await heldWorld({ twoPeopleAbove: { GBP: 399 } });
    await expect(world.approve('ann')).resolves.toMatchObject({ record: { state: 'approved' } });
  });

  it('is everything in a currency for which nobody set a threshold', async () => {
    const world = await heldWorld({ twoPeopleAbove: { EUR: 1 } });
    expect(world.onlyRecord().hold?.approvalsNeeded).toBe(2);
  });
});

it('a yes whose reply was lost is a yes', async () => {
  const world = await heldWorld();
  const save = world.ledger.saveApproval.bind(world.ledger);
  world.ledger.saveApproval = async (next, by) => {
    await save(next, by);
    return save(next, by);
  };
  await expect(world.approve('ann')).resolves.toMatchObject({ answer: 'done' });
  expect(world.onlyRecord().hold?.approvals).toHaveLength(1);
});

describe('a person’s no', () => {
  it('with a message reaches the customer, and moves no money', async () => {
    const world = await heldWorld();
    const message = 'We looked at your evening.\n\nThe film played on after ten seconds.';
    const no = { why: 'watched to the end', message };
    const answer = await rejectHold(caseOf(world.onlyRecord(), 'ann'), no, world.holdPorts());
    expect(answer).toMatchObject({ answer: 'done', record: { state: 'rejected' } });
    await world.write();
    expect(world.mailer.mails).toMatchObject([{ to: { email: 'zoe@example.com' }, template: 'refusal' }]);
    expect(world.mailer.mails[0]?.text).toContain('The film played on after ten seconds.');
    await world.sweepEvery(hour, 3);
    expect(world.provider.calls).toHaveLength(0);
    expect(world.mailer.mails).toHaveLength(1);
    expect(world.reported()).toEqual(['held', 'rejected']);
  });

  it('without a message sends the customer no mail', async () => {
    const world = await heldWorld();
    await rejectHold(caseOf(world.onlyRecord(), 'ann'), { why: 'no' }, world.holdPorts());
    await world.write();
    expect(world.mailer.mails).toHaveLength(0);
    expect(world.onlyRecord()).toMatchObject({ state: 'rejected', dueAt: undefined });
    expect(world.notices()).toEqual({});
    expect(world.onlyRecord().history.at(-2)?.why).toBe('rejected by ann: no');
  });

  it('with a message for somebody whose address was erased is refused, and nothing is decided', async () => {
    const world = await heldWorld();
    await world.ledger.eraseEnvelopes('cus_501', tombstoneAt(world.clock()));
    const no = { why: 'no', message: 'Sorry.' };
    const answer = await rejectHold(caseOf(world.onlyRecord(), 'ann'), no, world.holdPorts());
    expect(answer).toMatchObject({ answer: 'refused', why: expect.stringContaining('not kept any more') });
    expect(world.onlyRecord().state).toBe('held');
  });

  it('and an approval at the same moment are one of the two, and whoever was slower is refused', async () => {
    const world = await heldWorld();
    const record = world.onlyRecord();
    const [yes, no] = await Promise.all([
      approveHold(caseOf(record, 'ann'), { why: 'looked at it' }, world.holdPorts()),
      rejectHold(caseOf(record, 'bob'), { why: 'no' }, world.holdPorts()),
    ]);
    expect([yes.answer, no.answer].toSorted()).toEqual(['done', 'refused']);
    await world.sweepEvery(minute, 3);
    expect(world.onlyRecord().state).toBe(yes.answer === 'done' ? 'issued' : 'rejected');
    expect(world.provider.refunds.size).toBe(yes.answer === 'done' ? 1 : 0);
  });

  it('stays a rejection where the mail to the customer begins before the publication is recorded', async () => {
    const world = await heldWorld();
    const publish = world.outcomes.publish.bind(world.outcomes);
    world.outcomes.publish = async (outcome) => {
      await publish(outcome);
      await world.write();
    };
    const no = { why: 'no', message: 'We looked at it.' };
    const answer = await rejectHold(caseOf(world.onlyRecord(), 'ann'), no, world.holdPorts());
    expect(answer).toMatchObject({ answer: 'done', record: { state: 'rejected' } });
    await world.sweepEvery(minute, 3);
    expect(world.mailer.mails).toHaveLength(1);
  });
});

describe('a hold that nobody decides', () => {
  it('escalates before its deadline, when it is overdue, and ever more seldom from then on', async () => {
    const world = await heldWorld();
    const escalations: string[] = [];
    for (let hours = 1; hours <= 200; hours++) {
      const before = world.observer.steps.length;
      await world.sweepEvery(hour, 1);
      const steps = world.observer.steps.slice(before).map(({ step }) => step);
      const reported = steps.filter((step) => step === 'hold-escalated' || step === 'hold-overdue');
      escalations.push(...reported.map((step) => `${hours} ${step}`));
    }
    expect(escalations).toEqual([
      '36 hold-escalated',
      '48 hold-overdue',
      '60 hold-overdue',
      '84 hold-overdue',
      '132 hold-overdue',
    ]);
    // Twice for the mails that say how it stands.
    expect(world.reported()).toEqual(Array.from({ length: 8 }, () => 'held'));
    expect(world.onlyRecord()).toMatchObject({ state: 'held', hold: { escalations: 5 } });
    expect(world.provider.calls).toHaveLength(0);
  });

  it('is escalated also where the run that escalates it dies before it could publish', async () => {
    const world = await heldWorld();
    const publish = world.outcomes.publish.bind(world.outcomes);
    world.outcomes.publish = () => Promise.reject(new Error('the bus is down'));
    await world.sweepEvery(36 * hour, 1);
    expect(world.reported()).toEqual(['held']);
    world.outcomes.publish = publish;
    await world.sweepEvery(2 * minute, 2);
    expect(world.reported()).toEqual(['held', 'held']);
  });

  it('gets more time from a person, with a reason, and escalates by the new time', async () => {
    const world = await heldWorld();
    world.now += 47 * hour;
    const ports = world.holdPorts();
    const more = { hours: 100, why: 'waiting for the studio' };
    await expect(extendHold(caseOf(world.onlyRecord(), 'ann'), more, ports)).resolves.toMatchObject({ answer: 'done' });
    expect(world.onlyRecord().history.at(-1)?.why).toBe('extended by ann for 100 hours: waiting for the studio');
    await world.sweepEvery(74 * hour, 1);
    expect(world.onlyRecord().hold?.escalations).toBe(0);
    await world.sweepEvery(hour, 1);
    expect(world.onlyRecord().hold?.escalations).toBe(1);
    await expect(world.approve('ann')).resolves.toMatchObject({ answer: 'done' });
  });
});

it('a remedy that is held is listed for people until somebody decides', async () => {
  const world = await heldWorld();
  expect(await world.waiting.held(10)).toHaveLength(1);
  await world.approve('ann');
  expect(await world.waiting.held(10)).toHaveLength(0);
});

describe('what was signed for a version that is gone', () => {
  it.each([
    [
      'an approval',
      (which: ReturnType<typeof caseOf>, world: World) => approveHold(which, { why: 'yes' }, world.holdPorts()),
    ],
    [
      'a rejection',
      (which: ReturnType<typeof caseOf>, world: World) => rejectHold(which, { why: 'no' }, world.holdPorts()),
    ],
    [
      'more time',
      (which: ReturnType<typeof caseOf>, world: World) =>
        extendHold(which, { hours: 4, why: 'later' }, world.holdPorts()),
    ],
  ])('decides nothing, also where it came to be gone after it was looked at: %s', async (_, decide) => {
    const world = await heldWorld();
    const seen = { ...caseOf(world.onlyRecord(), 'ann'), expectedVersion: world.onlyRecord().version };
    await extendHold(seen, { hours: 8, why: 'the log comes on Monday' }, world.holdPorts());
    const before = world.onlyRecord();
    await expect(decide(seen, world)).resolves.toMatchObject({
      answer: 'refused',
      why: expect.stringMatching(/changed since you looked at it/),
    });
    expect(world.onlyRecord()).toEqual(before);
  });
});
