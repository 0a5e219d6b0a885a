import { tombstoneAt } from '../../fakes/tombstone-at';
import { declineReasons, type DeclineReason } from '../../../lambdas/fulfilment/port/part-outcome';
import { laterAttempts, nextStepOf } from '../../../lambdas/fulfilment/port/next-step';
import { liveParts } from '../../../lambdas/ledger/remedy-record';
import { MailNotTakenError } from '../../../lambdas/email/mailer';
import { filmFailure } from '../../fakes/film-failure';
import { World } from '../../fakes/world';

const minute = 60_000;
const hour = 60 * minute;

const passing = declineReasons.filter((reason) => nextStepOf(reason).step === 'try-again-later');
const lasting = declineReasons.filter((reason) => nextStepOf(reason).step === 'person');

async function declinedWorld(reason: DeclineReason, times = 1): Promise<World> {
  const world = new World();
  for (let time = 0; time < times; time++) world.provider.answerNext({ state: 'declined', reason });
  await world.deliver(filmFailure());
  return world;
}

it('there are refusals that pass and refusals that do not', () => {
  expect(passing.length).toBeGreaterThan(0);
  expect(lasting.length).toBeGreaterThan(0);
});

describe.each(passing)('a refund that is refused because of %s', (reason) => {
  it('is tried anew after its wait and not before, as another part with a key of its own', async () => {
    const world = await declinedWorld(reason);
    const step = nextStepOf(reason);
    const afterMs = step.step === 'try-again-later' ? step.afterMs : 0;
    world.now += minute;
    await world.sweep();
    expect(world.onlyRecord()).toMatchObject({
      state: 'fallback',
      parts: [{ number: 1 }, { number: 2, insteadOf: 1 }],
    });

    world.now += afterMs - 1;
    await world.sweep();
    expect(world.provider.calls).toHaveLength(1);
    world.now += 1;
    await world.sweep();
    await world.write();

    const { remedyId, state, parts } = world.onlyRecord();
    expect(state).toBe('issued');
    expect(world.provider.calls.map(({ key }) => key)).toEqual([`${remedyId}_1`, `${remedyId}_2`]);
    expect(liveParts({ parts }).map(({ number }) => number)).toEqual([2]);
    expect(world.provider.effects).toHaveLength(1);
    expect(world.mailer.mails).toHaveLength(1);
    expect(world.mailer.mails[0]?.text).toContain('£3.99');
    // The same money at a later attempt stands in for nothing.
    expect(world.mailer.mails[0]?.text).not.toContain('We could not');
  });

  it(`is tried ${laterAttempts} times more at most, and then a person finds a way`, async () => {
    const world = await declinedWorld(reason, 20);
    await world.sweepEvery(hour, 24 * 5);
    expect(world.provider.calls).toHaveLength(1 + laterAttempts);
    expect(new Set(world.provider.calls.map(({ key }) => key)).size).toBe(1 + laterAttempts);
    expect(world.onlyRecord()).toMatchObject({ state: 'needs-attention', dueAt: undefined });
    expect(world.mailer.mails).toHaveLength(0);
    expect(world.reported().at(-1)).toBe('needs-attention');
  });

  it('and had gone through after all is not tried anew: a person has to look', async () => {
    const world = await declinedWorld(reason);
    world.provider.find = () => Promise.resolve({ state: 'succeeded', providerRef: 're_1' });
    await world.sweepEvery(minute, 1);
    expect(world.onlyRecord().state).toBe('needs-attention');
    expect(world.onlyRecord().history.at(-2)?.why).toMatch(/it was refused, and is now said to be succeeded/);
    expect(world.provider.calls).toHaveLength(1);
  });

  it('waits while nobody can say whether it went through', async () => {
    const world = await declinedWorld(reason);
    world.provider.weather = 'unreachable';
    await world.sweepEvery(10 * minute, 6 * 24);
    expect(world.onlyRecord().state).toBe('declined');
    expect(world.onlyRecord().history.length).toBeLessThan(20);
    world.provider.weather = 'fair';
    await world.sweepEvery(6 * hour, 4);
    expect(world.onlyRecord().state).toBe('issued');
    expect(world.provider.effects).toHaveLength(1);
  });

  it('and whose later attempt gets no answer is looked up under the later key', async () => {
    const world = await declinedWorld(reason);
    await world.sweepEvery(minute, 1);
    world.provider.loseNextReply();
    await world.sweepEvery(6 * hour, 1);
    expect(world.onlyRecord().state).toBe('unknown');
    await world.sweepEvery(5 * minute, 2);
    expect(world.onlyRecord().state).toBe('issued');
    expect(world.provider.effects).toHaveLength(1);
    expect(world.provider.calls).toHaveLength(2);
  });
});

it.each(lasting)('a refund that is refused because of %s goes to a person at once, with advice', async (reason) => {
  const world = await declinedWorld(reason);
  await world.sweepEvery(minute, 3);
  const step = nextStepOf(reason);
  expect(world.onlyRecord()).toMatchObject({ state: 'needs-attention', dueAt: undefined, parts: [{ number: 1 }] });
  const why = `a person has to find a way: ${reason}. ${step.advice}`;
  expect(world.onlyRecord().history.map((line) => line.why)).toContain(why);
  expect(world.reported()).toEqual(['declined', 'needs-attention']);
  expect(world.provider.calls).toHaveLength(1);
  expect(world.mailer.mails).toHaveLength(0);
});

describe('money that came back after the customer had its mail', () => {
  async function lateFailedWorld(reason: DeclineReason): Promise<World> {
    const world = new World();
    await world.publishFailure(filmFailure());
    world.now += 3 * 24 * hour;
    await world.failLate(reason);
    await world.write();
    return world;
  }

  it('is corrected at once, and the other way is announced once it is found, in this order', async () => {
    const world = await lateFailedWorld('insufficient-balance');
    expect(world.onlyRecord().state).toBe('late-failed');
    await world.sweepEvery(7 * hour, 3);
    expect(world.onlyRecord().state).toBe('issued');
    expect(world.reported()).toEqual(['issued', 'late-failed', 'issued']);
    expect(world.mailer.mails.map(({ template }) => template)).toEqual(['apology', 'correction', 'resolution']);
    const [, correction, resolution] = world.mailer.mails;
    expect(correction?.text).toMatch(/I have to correct that: the money has not arrived/);
    expect(resolution?.text).toContain('£3.99');
    expect(world.mailer.mails.every(({ to }) => to.email === 'zoe@example.com')).toBe(true);
    expect(world.provider.effects).toHaveLength(2);
    expect(world.provider.effects.filter(({ failed }) => !failed)).toHaveLength(1);
  });

  it('goes to a person where its reason does not pass, and the customer is corrected all the same', async () => {
    const world = await lateFailedWorld('card-unreachable');
    await world.sweepEvery(hour, 3);
    expect(world.reported()).toEqual(['issued', 'late-failed', 'needs-attention']);
    expect(world.mailer.mails.map(({ template }) => template)).toEqual(['apology', 'correction']);
  });

  it('is corrected once, however often the update arrives', async () => {
    const world = await lateFailedWorld('card-unreachable');
    const again = { state: 'declined', reason: 'card-unreachable' } as const;
    await expect(world.applyUpdate(again)).resolves.toEqual({ result: 'known' });
    for (const outcome of [...world.outcomes.published]) await world.apologise(outcome);
    expect(world.mailer.mails.map(({ template }) => template)).toEqual(['apology', 'correction']);
  });

  it('that came back before any mail was sent needs no correction, and its apology waits for the money', async () => {
    const world = new World();
    await world.deliver(filmFailure());
    const { remedyId } = world.onlyRecord();
    await world.ledger.keepEnvelope({
      customerId: 'cus_501',
      remedyId,
      failure: filmFailure(),
      detectedAt: '2026-11-20T20:44:59Z',
      expiresAt: '2027-02-18T20:45:00.000Z',
    });
    await world.failLate('insufficient-balance');
    await world.write();
    expect(world.mailer.mails).toHaveLength(0);
    await world.sweepEvery(7 * hour, 3);
    expect(world.mailer.mails.map(({ template }) => template)).toEqual(['apology']);
  });

  it('whose apology the mail service had not taken at first is no correction to anybody either', async () => {
    const world = new World();
    await world.deliver(filmFailure());
    world.mailer.failNext(new MailNotTakenError('throttled'), { taken: false });
    const [issued] = world.outcomes.published;
    if (!issued) throw new Error('nothing was published');
    await expect(world.apologise(issued)).rejects.toThrow('throttled');
    await world.failLate('insufficient-balance');
    await world.sweepEvery(7 * hour, 3);
    for (const outcome of [...world.outcomes.published]) await world.apologise(outcome);
    expect(world.mailer.mails.map(({ template }) => template)).toEqual(['apology']);
  });

  it('is not corrected to somebody whose address was erased, and nothing fails because of it', async () => {
    const world = new World();
    await world.publishFailure(filmFailure());
    await world.ledger.eraseEnvelopes('cus_501', tombstoneAt(world.clock()));
    await world.failLate('insufficient-balance');
    await world.write();
    await world.sweepEvery(7 * hour, 3);
    expect([world.onlyRecord(), world.notices()]).toMatchObject([
      { state: 'issued' },
      { correction: { state: 'suppressed' } },
    ]);
    expect(world.mailer.mails.map(({ template }) => template)).toEqual(['apology']);
    const later = world.outcomes.published.slice(1);
    expect(JSON.stringify(later)).not.toMatch(/Zoë|example\.com/);
  });
});
