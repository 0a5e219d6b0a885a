import { contentWithdrawn } from '../../../lambdas/failures/content-withdrawn/content-withdrawn';
import { contentWithdrawnPolicy } from '../../../lambdas/failures/content-withdrawn/policy';
import { resendNotice } from '../../../lambdas/flow/notify/resend-notice';
import { eraseCustomer } from '../../../lambdas/flow/operate/erase-customer';
import { listHolds } from '../../../lambdas/flow/operate/hold-list';
import { approveHold, extendHold } from '../../../lambdas/flow/operate/holds';
import { rejectIncident, withdrawVerdict } from '../../../lambdas/flow/operate/incident-verdicts';
import { dayMs, hourMs, minuteMs } from '../../../lambdas/model/durations';
import { Life } from '../../fakes/mortal';
import { defaultLimits } from '../../../lambdas/model/limits';
import { World } from '../../fakes/world';
import { withdrawal } from '../../failures/content-withdrawn/withdrawal';

const incidentId = 'rights-2026-118';
const message = 'We had no right to do that, and I am sorry.';

/** A withdrawal of its own customer, which happens now. */
function nth(n: number, world: World, incident: string | null = incidentId) {
  return withdrawal({
    customer: { id: `cus_${n}`, email: `reader-${n}@example.com` },
    purchase: { orderId: `ord_${n}`, paymentId: `ch_${n}` },
    content: { entitlementId: `ent_${n}` },
    occurredAt: world.clock().toISOString(),
    incidentId: incident ?? undefined,
  });
}

/** A company that gives the price back, and lets a person approve the words. */
function libraryWorld(): World {
  const world = new World(contentWithdrawn);
  world.limits = defaultLimits;
  world.options = { ...contentWithdrawnPolicy.defaults, creditMinor: { USD: 0 } } as World['options'];
  return world;
}

async function worldWith(failures: number, incident: string | null = incidentId): Promise<World> {
  const world = libraryWorld();
  for (let n = 0; n < failures; n++) await world.publishFailure(nth(n, world, incident));
  return world;
}

const alone = () => worldWith(1, null);

function apologies(world: World): string[] {
  return world.mailer.mails.map(({ text }) => text);
}

async function holdsOf(world: World) {
  return listHolds(100, { ledger: world.ledger, waiting: world.waiting, incidents: world.incidents });
}

it('what is published once more for its mail says so, so that nobody counts the refund again', async () => {
  const world = await alone();
  await world.approve('ann');
  expect(world.outcomes.published).toHaveLength(2);
  const [first, again] = world.outcomes.published;
  expect(first).not.toHaveProperty('isForMail');
  expect(again).toEqual({ ...first, isForMail: true });
});

describe('the money goes back at once, and the words wait', () => {
  it('the refund is made, no mail leaves, and the list says what waits', async () => {
    const world = await alone();
    expect(world.provider.refunds.size).toBe(1);
    expect(world.onlyRecord().state).toBe('issued');
    expect(world.notices()).toMatchObject({ apology: { state: 'held' } });
    expect(apologies(world)).toEqual([]);
    const { holds } = await holdsOf(world);
    expect(holds).toMatchObject([{ words: true, amounts: [{ amountMinor: 99, currency: 'USD' }], approvalsNeeded: 1 }]);
    expect(holds[0]?.reasons[0]).toBe('it was given, and the words of its mail wait for a person');
  });

  it('a RemedyIssued that comes again sends nothing, nor does a failure that is published again', async () => {
    const world = await alone();
    const [issued] = world.outcomes.published;
    if (!issued) throw new Error('nothing was published');
    await expect(world.apologise(issued)).resolves.toMatchObject({ result: 'held' });
    await world.publishFailure(withdrawal(nth(0, world)));
    await world.sweepEvery(dayMs, 3);
    expect(apologies(world)).toEqual([]);
    expect(world.notices().apology?.state).toBe('held');
    expect(world.provider.refunds.size).toBe(1);
  });

  it('what is given when a wait is over was approved by nobody, and its words wait', async () => {
    const world = libraryWorld();
    const reported = { needs: 'proof', proofHours: 1, withoutProof: 'give' } as const;
    world.options = { ...contentWithdrawnPolicy.defaults, creditMinor: { USD: 0 }, reported } as World['options'];
    await world.publishFailure({ ...nth(0, world, null), evidence: 'reported' });
    expect(world.onlyRecord().state).toBe('held');
    await world.sweepEvery(2 * hourMs, 1);
    expect(world.onlyRecord().state).toBe('issued');
    expect(world.notices().apology?.state).toBe('held');
    expect(apologies(world)).toEqual([]);
  });

  it('in the mode approve the whole waits, and its approval is one of the words too', async () => {
    const world = libraryWorld();
    await world.switchMode('all', { mode: 'approve' });
    await world.publishFailure(nth(0, world));
    expect(world.provider.refunds.size).toBe(0);
    await world.switchMode('all', { mode: 'auto' });
    await world.approve('ann');
    await world.sweepEvery(minuteMs, 2);
    expect(world.provider.refunds.size).toBe(1);
    expect(apologies(world)).toHaveLength(1);
  });

  it('what is in doubt waits as a whole, and its approval is one of the words too', async () => {
    const world = libraryWorld();
    world.limits = { ...defaultLimits, perRemedy: { USD: 50 } };
    await world.publishFailure(nth(0, world, null));
    expect(world.onlyRecord().state).toBe('held');
    expect(world.provider.refunds.size).toBe(0);
    await world.approve('ann', undefined, message);
    await world.sweepEvery(minuteMs, 1);
    expect(apologies(world)).toHaveLength(1);
    expect(apologies(world)[0]).toContain(message);
  });
});

describe('a person approves the words of one mail', () => {
  it('the type’s own words are mailed within the minute, and once', async () => {
    const world = await alone();
    await expect(world.approve('ann')).resolves.toMatchObject({ answer: 'done', notice: { state: 'held' } });
    await world.write();
    await world.sweepEvery(hourMs, 3);
    expect(apologies(world)).toHaveLength(1);
    expect(apologies(world)[0]).toContain('You had paid for it, and it was yours.');
    expect(world.notices().apology?.state).toBe('sent');
    expect((await holdsOf(world)).holds).toEqual([]);
    await expect(world.approve('bob')).resolves.toMatchObject({ answer: 'refused' });
  });

  it('or the message that the person wrote, with what was given below it', async () => {
    const world = await alone();
    await world.approve('ann', undefined, message);
    await world.write();
    expect(apologies(world)).toHaveLength(1);
    expect(apologies(world)[0]).toContain(message);
    expect(apologies(world)[0]).toContain('$0.99');
    expect(apologies(world)[0]).not.toContain('it was yours');
    expect(world.notices().apology?.history.map(({ why }) => why)).toContain('it is being sent, in the words of ann');
  });

  it('one person is enough, however large the remedy', async () => {
    const world = libraryWorld();
    world.limits = { ...defaultLimits, twoPeopleAbove: { USD: 1 } };
    await world.publishFailure(nth(0, world, null));
    await world.approve('ann');
    await world.write();
    expect(apologies(world)).toHaveLength(1);
  });

  it('of two who approve at once, one wins, and only those words are mailed', async () => {
    const world = await alone();
    const answers = await Promise.all([
      world.approve('ann', undefined, 'Ann’s words'),
      world.approve('bob', undefined, 'Bob’s words'),
    ]);
    await world.write();
    expect(answers.map(({ answer }) => answer).sort()).toEqual(['done', 'refused']);
    const winner = answers[0].answer === 'done' ? 'Ann' : 'Bob';
    expect(apologies(world)).toHaveLength(1);
    expect(apologies(world)[0]).toContain(`${winner}’s words`);
  });

  it('an approval whose run dies before it asks for the mail is followed by the sweep', async () => {
    const world = await alone();
    world.outcomes.published.length = 1;
    const { customerId, remedyId } = world.onlyRecord();
    const ports = { ...world.holdPorts(), outcomes: { publish: () => Promise.reject(new Error('the bus is gone')) } };
    await expect(approveHold({ customerId, remedyId, actor: 'ann' }, { why: 'fine' }, ports)).rejects.toThrow(
      'the bus',
    );
    await world.sweepEvery(15 * minuteMs, 1);
    expect(apologies(world)).toHaveLength(1);
  });

  it('the switch to off does not keep it back: it only tells what was given', async () => {
    const world = await alone();
    await world.switchMode('all', { mode: 'off' });
    await world.approve('ann');
    await world.write();
    expect(apologies(world)).toHaveLength(1);
  });
});

describe('nobody has approved the words', () => {
  it('rejected words are never mailed, and the money stays', async () => {
    const world = await alone();
    await expect(world.reject('ann', 'the lawyers said so')).resolves.toMatchObject({ answer: 'done' });
    await world.write();
    await world.sweepEvery(dayMs, 3);
    expect(apologies(world)).toEqual([]);
    expect(world.onlyRecord().state).toBe('issued');
    expect(world.notices().apology).toMatchObject({ state: 'suppressed' });
    expect(world.notices().apology?.history.at(-1)?.why).toBe('the words were rejected by ann: the lawyers said so');
  });

  it('after their deadline they are escalated like any hold, again and again', async () => {
    const world = await alone();
    await world.sweepEvery(defaultLimits.holdHours * hourMs * 0.8, 2);
    const steps = world.observer.steps.map(({ step }) => step);
    expect(steps).toContain('hold-escalated');
    expect(steps).toContain('hold-overdue');
    expect(world.notices().apology).toMatchObject({ state: 'held', words: { escalations: 2 } });
  });

  it('more time is given by a person', async () => {
    const world = await alone();
    const { customerId, remedyId } = world.onlyRecord();
    await extendHold({ customerId, remedyId, actor: 'ann' }, { hours: 240, why: 'a weekend' }, world.holdPorts());
    await world.sweepEvery(100 * hourMs, 1);
    expect(world.notices().apology).toMatchObject({ state: 'held', words: { escalations: 0 } });
  });

  it('where the customer is erased nothing can be mailed, and whoever approves is told so', async () => {
    const world = await alone();
    const { customerId } = world.onlyRecord();
    await eraseCustomer(
      { customerId, seenAt: world.clock().toISOString(), actor: 'ann', why: 'asked for' },
      { ...world.holdPorts() },
    );
    await expect(world.approve('ann')).resolves.toMatchObject({
      answer: 'refused',
      why: 'the address of the customer is not kept any more',
    });
    expect(world.notices().apology?.state).toBe('suppressed');
    expect(world.onlyRecord().state).toBe('issued');
  });

  it('where the address expires before anybody approved, that is written down and waits no longer', async () => {
    const world = await alone();
    world.ledger.envelopes.clear();
    await world.sweepEvery(100 * dayMs, 1);
    expect(world.notices().apology).toMatchObject({ state: 'suppressed' });
    expect(world.notices().apology?.history.at(-1)?.why).toContain('nobody had approved the words before');
  });
});

describe('what failed meanwhile is not told', () => {
  /** A refund that fails while the words wait, and a credit that can be given in its place. */
  async function failedWorld(): Promise<World> {
    const world = libraryWorld();
    world.options = {
      ...contentWithdrawnPolicy.defaults,
      creditMinor: { USD: 0 },
      unreachableCard: 'credit',
    } as World['options'];
    await world.publishFailure(nth(0, world));
    world.partner.willAnswer = { state: 'succeeded', providerRef: 'cr_1' };
    await world.failLate('card-unreachable', { amountMinor: 99, currency: 'USD', customerId: 'cus_0' });
    await world.write();
    return world;
  }

  it('a refund that fails while the words wait is never announced, and the credit in its place waits for words anew', async () => {
    const world = await failedWorld();
    expect(world.notices().apology?.state).toBe('none');
    await expect(world.approve('ann', undefined, message)).resolves.toMatchObject({ answer: 'refused' });
    await world.sweepEvery(10 * minuteMs, 3);
    expect(world.onlyRecord().state).toBe('issued');
    expect(world.notices()).toMatchObject({ apology: { state: 'held' } });
    // It is looked at by itself: what others approved for the incident was not about this.
    expect(world.notices().apology?.words?.incidentId).toBeUndefined();
    expect(apologies(world)).toEqual([]);
    await world.approve('ann');
    await world.write();
    expect(apologies(world)).toHaveLength(1);
    expect(apologies(world)[0]).toContain('credit');
    expect(world.mailer.mails.map(({ template }) => template)).toEqual(['apology']);
  });
});

describe('one approval of the incident is for all of its mails', () => {
  it('the words of all who wait are mailed, with one message', async () => {
    const world = await worldWith(5);
    expect(world.provider.refunds.size).toBe(5);
    expect((await holdsOf(world)).incidents).toMatchObject([{ incidentId }]);
    await expect(world.decideIncident(incidentId, 'approved', 'ann', message)).resolves.toBe('done');
    await world.sweepEvery(minuteMs, 1);
    expect(apologies(world)).toHaveLength(5);
    expect(apologies(world).every((text) => text.includes(message))).toBe(true);
  });

  it('what is said to all of them is signed by an executive, and what is said to one by whoever signs everything', async () => {
    const signed = { ...contentWithdrawn, signedBy: undefined };
    const many = libraryWorld();
    const one = libraryWorld();
    for (const world of [many, one]) world.definition = signed;
    await many.publishFailure(nth(1, many));
    await many.publishFailure(nth(2, many));
    await many.decideIncident(incidentId, 'approved', 'ann', message);
    await many.sweepEvery(minuteMs, 1);
    await one.publishFailure(nth(1, one, null));
    await one.approve('ann', undefined, message);
    await one.write();
    const names = [...apologies(many), ...apologies(one)].map((text) => /Ida Brandt|Nora Lind/.exec(text)?.[0]);
    expect(names).toEqual(['Ida Brandt', 'Ida Brandt', 'Nora Lind']);
  });

  it('who fails later inside the span is written at once, and after it waits anew', async () => {
    const world = await worldWith(2);
    await world.decideIncident(incidentId, 'approved', 'ann', message);
    await world.sweepEvery(minuteMs, 1);
    world.now += hourMs;
    await world.publishFailure(nth(7, world));
    await world.sweepEvery(5 * minuteMs, 2);
    expect(apologies(world)).toHaveLength(3);
    world.now += 3 * dayMs;
    await world.publishFailure(nth(8, world));
    await world.sweepEvery(10 * minuteMs, 3);
    expect(apologies(world)).toHaveLength(3);
    expect((await holdsOf(world)).incidents).toMatchObject([{ incidentId }]);
    expect(world.provider.refunds.size).toBe(4);
  });

  it('rejected, no mail leaves, and all the money stays', async () => {
    const world = await worldWith(3);
    await rejectIncident({ incidentId, actor: 'ann', why: 'no' }, {}, world.verdictPorts());
    await world.sweepEvery(minuteMs, 2);
    expect(apologies(world)).toEqual([]);
    expect([...world.ledger.records.values()].map(({ state }) => state)).toEqual(['issued', 'issued', 'issued']);
    const states = [...world.ledger.notices.values()].map(({ state }) => state);
    expect(states).toEqual(['suppressed', 'suppressed', 'suppressed']);
  });

  it('a verdict that was withdrawn sends no mail that has not left', async () => {
    const world = await worldWith(1);
    await world.decideIncident(incidentId, 'approved', 'ann', message);
    await world.sweep();
    await withdrawVerdict({ incidentId, actor: 'bob', why: 'a wrong word' }, world.verdictPorts());
    await world.write();
    expect(apologies(world)).toEqual([]);
    expect(world.notices().apology).toMatchObject({ state: 'held', words: { incidentId } });
    expect(world.notices().apology?.words?.approval).toBeUndefined();
  });

  it('a verdict that was withdrawn keeps nothing that has left from being sent once more, because a person wants it', async () => {
    const world = await worldWith(1);
    await world.decideIncident(incidentId, 'approved', 'ann', message);
    await world.sweep();
    await world.write();
    await world.applyEmailEvent('apology', 'bounced');
    await withdrawVerdict({ incidentId, actor: 'bob', why: 'enough' }, world.verdictPorts());
    const { customerId, remedyId } = world.onlyRecord();
    const which = { customerId, remedyId, template: 'apology', actor: 'ann' } as const;
    const verdict = { why: 'the customer called', email: 'reader@example.com' };
    await expect(resendNotice(which, verdict, world.holdPorts())).resolves.toMatchObject({ answer: 'done' });
    await world.write();
    expect(world.mailer.mails.map(({ to }) => to.email)).toEqual(['reader-0@example.com', 'reader@example.com']);
  });

  it('an approval of words releases no money that is held later', async () => {
    const world = await worldWith(1);
    await world.decideIncident(incidentId, 'approved', 'ann');
    await world.sweepEvery(minuteMs, 1);
    world.limits = { ...defaultLimits, perIncident: { ...defaultLimits.perIncident, remedies: 0 } };
    await world.publishFailure(nth(1, world));
    await world.sweepEvery(10 * minuteMs, 3);
    expect(world.provider.refunds.size).toBe(1);
    expect((await holdsOf(world)).incidents).toMatchObject([{ incidentId }]);
  });

  it('an approval of the money that waits with it is one of the words too', async () => {
    const world = libraryWorld();
    world.limits = { ...defaultLimits, perIncident: { ...defaultLimits.perIncident, remedies: 2 } };
    for (let n = 0; n < 4; n++) await world.publishFailure(nth(n, world));
    expect(world.provider.refunds.size).toBe(2);
    await world.decideIncident(incidentId, 'approved', 'ann', message);
    await world.sweepEvery(minuteMs, 2);
    expect(world.provider.refunds.size).toBe(4);
    expect(apologies(world)).toHaveLength(4);
  });
});

it('wherever the function that writes dies, one mail leaves and only once it is approved', async () => {
  for (let call = 1; call <= 8; call++) {
    for (const when of ['before', 'after'] as const) {
      const world = libraryWorld();
      await world.publishFailure(nth(0, world), new Life(), new Life({ call, when }));
      expect(apologies(world)).toEqual([]);
      expect(world.notices().apology?.state).toBe('held');
      await world.approve('ann');
      await world.write(new Life({ call, when }));
      await world.sweepEvery(15 * minuteMs, 2);
      // Where it died beside the mail service, nobody can say whether it left, and it is not sent again.
      expect(apologies(world).length).toBeLessThanOrEqual(1);
      if (world.notices().apology?.state === 'sent') expect(apologies(world)).toHaveLength(1);
      expect(['sent', 'unknown']).toContain(world.notices().apology?.state);
    }
  }
});
