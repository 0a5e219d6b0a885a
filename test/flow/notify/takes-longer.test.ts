import { wantedEmail } from '../../../lambdas/flow/notify/email-for';
import { retryRemedy } from '../../../lambdas/flow/operate/retry-remedy';
import { dayMs, hourMs, minuteMs } from '../../../lambdas/model/durations';
import type { PolicyDecision } from '../../../lambdas/model/decision';
import { filmFailure } from '../../fakes/film-failure';
import { call, deciding, gift, partlyGiven, refund, worldOf } from '../../fakes/parts';
import type { World } from '../../fakes/world';

type Held = Extract<PolicyDecision, { outcome: 'hold' }>;

async function heldWorld(change: Partial<Held> = {}, limits: Partial<World['limits']> = {}): Promise<World> {
  const world = worldOf(deciding({ outcome: 'hold', parts: [refund], reasons: ['a doubt'], ...change }));
  world.limits = { ...world.limits, holdHours: 48, ...limits };
  await world.publishFailure(filmFailure());
  return world;
}

/** What left, in its order: the template of each mail, and its subject. */
function mails(world: World): string[][] {
  return world.mailer.mails.map(({ template, subject }) => [template, subject]);
}

describe('what a person has to look at', () => {
  it('is announced once it has waited an hour, and once more before its clock ends', async () => {
    const world = await heldWorld();
    await world.sweepEvery(hourMs - minuteMs, 1);
    expect(mails(world)).toEqual([]);
    await world.sweepEvery(minuteMs, 2);
    expect(mails(world)).toEqual([['waiting', 'A person is looking at your order']]);
    expect(world.mailer.mails[0]?.text).toContain('You will hear from me by Sunday 22 November, whatever comes of it.');
    await world.sweepEvery(36 * hourMs, 3);
    expect(mails(world).slice(1)).toEqual([['delay', 'We’re still looking at your order']]);
  });

  it('is not spoken of once more where the first mail of it died on its way', async () => {
    const world = await heldWorld();
    await world.sweepEvery(hourMs, 1);
    await world.sweepEvery(36 * hourMs, 3);
    const twice = world.onlyRecord();
    const { waiting } = world.notices();
    if (!waiting) throw new Error('nobody was written that it takes longer');
    const sending = { ...waiting, state: 'sending', messageId: undefined } as const;
    expect(wantedEmail('held', twice, { waiting: sending }, () => false)).toEqual({ none: 'not-issued' });
    expect(wantedEmail('held', twice, { waiting: sending }, () => true)).toEqual({ after: 'waiting' });
    expect(wantedEmail('held', twice, { waiting }, () => false)).toEqual({ template: 'delay' });
  });

  it('is not announced after the mail that says how it ended, whatever became of what was given', async () => {
    const world = await heldWorld();
    await world.sweepEvery(hourMs, 1);
    const announced = world.onlyRecord();
    expect(wantedEmail('held', announced, {}, () => false)).toEqual({ template: 'waiting' });
    await world.approve('ann');
    await world.sweepEvery(minuteMs, 2);
    const given = world.onlyRecord();
    expect(given).toMatchObject({ state: 'issued', announced: 1 });
    const anew = { ...given, state: 'pending' } as const;
    expect(wantedEmail('pending', anew, {}, () => false)).toEqual({ none: 'not-issued' });
  });

  it('is not announced where a person was quicker', async () => {
    const world = await heldWorld();
    await world.sweepEvery(30 * minuteMs, 1);
    await world.approve('ann');
    await world.sweepEvery(minuteMs, 2);
    await world.sweepEvery(dayMs, 3);
    expect(mails(world).map(([template]) => template)).toEqual(['apology']);
  });

  it('ends in an answer also where the person who rejects it writes none', async () => {
    const world = await heldWorld();
    await world.sweepEvery(hourMs, 1);
    await world.reject('ann', 'it was another film');
    await world.write();
    expect(mails(world).map(([template]) => template)).toEqual(['waiting', 'refusal']);
    expect(world.mailer.mails[1]?.text).toContain('They have looked, and have decided that we give nothing for it.');
  });

  it('is answered by nothing where nobody was told and nobody writes', async () => {
    const world = await heldWorld();
    await world.reject('ann', 'it was another film');
    await world.write();
    expect(mails(world)).toEqual([]);
  });

  it('is announced after as long as a deployment says, or never', async () => {
    const early = await heldWorld({}, { announceAfterMinutes: 10 });
    await early.sweepEvery(10 * minuteMs, 1);
    expect(mails(early)).toHaveLength(1);
    const never = await heldWorld({}, { announceAfterMinutes: 0 });
    await never.sweepEvery(dayMs, 4);
    expect(mails(never)).toEqual([]);
  });

  it.each<[string, Partial<Held>]>([
    ['waits with its incident, and may be no failure at all', { withIncident: true }],
    ['is stopped by a limit', { cause: 'limit' }],
    ['is stopped by a switch', { cause: 'approve-mode' }],
    [
      'waits for the customer’s photo',
      { awaits: { what: 'a photo', until: '2026-11-25T00:00:00Z', then: 'person', from: 'customer' } },
    ],
    ['waits for words that a person approves', { wordsWait: true }],
  ])('is not announced where it %s', async (_, change) => {
    const world = await heldWorld(change);
    await world.sweepEvery(10 * hourMs, 3);
    expect(mails(world)).toEqual([]);
  });

  it('who waits for the seller is told so, and until when', async () => {
    const awaits = {
      what: 'the merchant’s answer',
      until: '2026-11-24T20:45:00.000Z',
      then: 'give',
      from: 'seller',
    } as const;
    const world = await heldWorld({ awaits });
    await world.sweepEvery(hourMs, 2);
    expect(mails(world)).toEqual([['waiting', 'We’re waiting for the seller’s answer']]);
    expect(world.mailer.mails[0]?.text).toContain('The seller has until Tuesday 24 November to answer.');
    await world.sweepEvery(4 * dayMs, 1);
    await world.sweepEvery(minuteMs, 2);
    expect(mails(world).map(([template]) => template)).toEqual(['waiting', 'apology']);
  });
});

it('the mail that says how it ended leaves no room for one that says how it stands', async () => {
  const world = await heldWorld();
  world.now += hourMs;
  await world.sweep();
  const announced = world.outcomes.published.at(-1);
  await world.approve('ann');
  await world.sweep();
  const issued = world.outcomes.published.at(-1);
  if (!announced || !issued) throw new Error('nothing was published');
  await world.apologise(issued);
  await expect(world.apologise(announced)).resolves.toMatchObject({ result: 'not-issued' });
  expect([announced.state, issued.state, ...mails(world).map(([template]) => template)]).toEqual([
    'held',
    'issued',
    'apology',
  ]);
  expect(world.notices().waiting).toMatchObject({ state: 'none' });
});

describe('what is pending for long', () => {
  it('is said to be on its way, with its amount, and is apologised for once it is issued', async () => {
    const world = worldOf(deciding({ outcome: 'give', parts: [refund], reasons: ['a test'] }));
    world.provider.answerNext({ state: 'pending', providerRef: 're_1' });
    await world.publishFailure(filmFailure());
    await world.sweepEvery(30 * minuteMs, 1);
    expect(mails(world)).toEqual([]);
    await world.sweepEvery(hourMs, 3);
    expect(mails(world)).toEqual([['waiting', 'Your refund of £3.99 is on its way']]);
    await world.applyUpdate({ state: 'succeeded', providerRef: 're_1' });
    await world.write();
    expect(mails(world).map(([template]) => template)).toEqual(['waiting', 'apology']);
  });
});

describe('what is given in part', () => {
  it('is said to be, with what was given, and that a person looks after the rest', async () => {
    const world = await partlyGiven();
    expect(world.onlyRecord().state).toBe('needs-attention');
    expect(mails(world)).toEqual([['partial', 'We’ve refunded £3.99. A person sees to the rest']]);
    const [mail] = world.mailer.mails;
    expect(mail?.text).toContain('A person is finding another way for the rest');
    expect(mail?.text).not.toContain('credit');
  });

  it('is said to be complete once the rest has come too, and is not apologised for a second time', async () => {
    const world = await partlyGiven();
    const { customerId, remedyId } = world.onlyRecord();
    world.partner.willAnswer = { state: 'succeeded', providerRef: 'credit_1' };
    await retryRemedy({ customerId, remedyId, actor: 'ann' }, 'it works again', world.retryPorts());
    await world.sweepEvery(minuteMs, 2);
    expect(mails(world).map(([template]) => template)).toEqual(['partial', 'resolution']);
    expect(world.mailer.mails[1]?.text).toContain('£1.00');
    await world.failLate('card-unreachable');
    await world.write();
    expect(mails(world).map(([template]) => template)).toEqual(['partial', 'resolution', 'correction']);
  });

  it('is no mail of its own where nothing was given, or only a person calls', async () => {
    const world = worldOf(deciding({ outcome: 'give', parts: [gift, call], reasons: ['a test'] }));
    world.partner.willAnswer = { state: 'declined', reason: 'other' };
    await world.publishFailure(filmFailure());
    await world.sweepEvery(minuteMs, 2);
    expect([world.onlyRecord().state, mails(world)]).toEqual(['needs-attention', []]);
  });
});
