import type { Conversation } from '../../../lambdas/conversation/conversation';
import { MailNotTakenError } from '../../../lambdas/email/mailer';
import { eraseCustomer } from '../../../lambdas/flow/operate/erase-customer';
import { readMailAgain } from '../../../lambdas/flow/notify/wanted-again';
import type { FollowUpOptions } from '../../../lambdas/ledger/follow/follow-ups';
import { dayMs, hourMs, minuteMs } from '../../../lambdas/model/durations';
import type { RemedyPart } from '../../../lambdas/model/remedy';
import { filmFailure } from '../../fakes/film-failure';
import { Life } from '../../fakes/mortal';
import { givingParts, refund, replacement, worldOf } from '../../fakes/parts';
import { World } from '../../fakes/world';

const everything: FollowUpOptions = { refund: true, replacement: true };

/** A film whose refund was made, written of on a Friday, and delivered. */
async function refunded(options: FollowUpOptions | 'not-deployed' = everything): Promise<World> {
  const world = new World();
  world.followUpOptions = options === 'not-deployed' ? undefined : options;
  await world.publishFailure(filmFailure());
  await world.applyEmailEvent('apology', 'delivered');
  return world;
}

/** A thing that was sent anew, to come by that time. */
async function sentAnew(arrivesBy: string | undefined, ...others: readonly RemedyPart[]): Promise<World> {
  const world = worldOf(givingParts(replacement, ...others));
  world.followUpOptions = everything;
  world.partner.willAnswer = {
    state: 'succeeded',
    providerRef: 'ord_1',
    ...(arrivesBy !== undefined && { shipment: { arrivesBy } }),
  };
  await world.publishFailure(filmFailure());
  return world;
}

function templates(world: World): string[] {
  return world.mailer.mails.map(({ template }) => template);
}

/** What the notice of a mail says last of why it is where it is. */
function lastWhy(world: World, template: 'refund-there' | 'replacement-there'): string | undefined {
  return world.notices()[template]?.history.at(-1)?.why;
}

async function daysPass(world: World, days: number): Promise<void> {
  await world.sweepEvery(dayMs / 2, days * 2);
}

describe('who got money back', () => {
  it('is asked whether it came, once the days are over that the first mail named, and once only', async () => {
    const world = await refunded();
    await daysPass(world, 15);
    expect(templates(world)).toEqual(['apology']);
    await daysPass(world, 4);
    expect(templates(world)).toEqual(['apology', 'refund-there']);
    const [, mail] = world.mailer.mails;
    expect(mail?.subject).toBe('Your refund of £3.99 should be there by now');
    expect(mail?.text).toContain('On Friday 20 November I wrote to you that we’d refunded £3.99.');
    await daysPass(world, 60);
    expect(templates(world)).toEqual(['apology', 'refund-there']);
  });

  it('is asked nothing where a deployment does not want it, and nothing waits then', async () => {
    const world = await refunded({});
    await daysPass(world, 30);
    expect(templates(world)).toEqual(['apology']);
    expect(Object.keys(world.notices())).toEqual(['apology']);
    const none = await refunded('not-deployed');
    expect(Object.keys(none.notices())).toEqual(['apology']);
  });

  it('is asked nothing where nobody knows how long the money takes', async () => {
    const world = new World();
    world.followUpOptions = everything;
    world.provider.answerNext({ state: 'succeeded', providerRef: 're_1' });
    await world.publishFailure(filmFailure());
    expect(world.notices()['refund-there']).toBeUndefined();
  });

  it.each<[string, (world: World) => Promise<unknown>, RegExp]>([
    [
      'called the first mail spam',
      (world) => world.applyEmailEvent('apology', 'complained'),
      /the customer called a mail of ours spam/,
    ],
    [
      'called another mail of ours spam',
      async (world) => {
        await world.turns.saveTurn({ customerId: 'cus_501', complainedAt: world.clock().toISOString(), version: 1 });
      },
      /the customer called a mail of ours spam/,
    ],
    [
      'did not get the first mail',
      (world) => world.applyEmailEvent('apology', 'bounced'),
      /nobody knows that the mail/,
    ],
    ['never got the money', (world) => world.failLate('card-unreachable'), /the remedy is late-failed now/],
    ['was erased', (world) => erased(world), /the address is not kept any more/],
    ['speaks with a person', (world) => spoke(world, 'taken'), /a person is in conversation/],
    ['has spoken with a person', (world) => spoke(world, 'closed'), /has spoken of it with a person/],
  ])('is asked nothing who %s', async (_, happens, why) => {
    const world = await refunded();
    await happens(world);
    await world.write();
    world.now += 20 * dayMs;
    await world.sweep();
    const left = world.mailer.mails.length;
    await world.write();
    expect(lastWhy(world, 'refund-there')).toMatch(why);
    expect(world.notices()['refund-there']).toMatchObject({ state: 'suppressed', trouble: undefined });
    await daysPass(world, 30);
    expect(templates(world)).not.toContain('refund-there');
    expect(world.mailer.mails.length).toBeGreaterThanOrEqual(left);
  });

  it('is asked nothing after a correction, also where the money was given another way since', async () => {
    const world = await refunded();
    await world.failLate('insufficient-balance');
    await world.write();
    await world.sweepEvery(7 * hourMs, 3);
    expect(templates(world)).toEqual(['apology', 'correction', 'resolution']);
    await daysPass(world, 40);
    expect(templates(world)).toEqual(['apology', 'correction', 'resolution']);
    expect(lastWhy(world, 'refund-there')).toMatch(/a correction/);
  });

  it('is asked once where the question is delivered again and again, and never where nothing was planned', async () => {
    const world = await refunded();
    world.now += 20 * dayMs;
    await world.sweep();
    const question = world.outcomes.published.at(-1);
    if (!question) throw new Error('nothing was asked');
    expect(question).toMatchObject({ state: 'issued', isForMail: true, followUp: 'refund-there' });
    for (let times = 0; times < 3; times++) await world.apologise(question);
    expect(templates(world)).toEqual(['apology', 'refund-there']);
    await expect(world.apologise({ ...question, followUp: 'replacement-there' })).resolves.toMatchObject({
      result: 'stopped',
    });
    expect(templates(world)).toEqual(['apology', 'refund-there']);
  });

  it('is not asked early by a question that somebody forged', async () => {
    const world = await refunded();
    const issued = world.outcomes.published[0];
    if (!issued) throw new Error('nothing was published');
    const forged = { ...issued, isForMail: true, followUp: 'refund-there' } as const;
    await expect(world.apologise(forged)).resolves.toMatchObject({ result: 'stopped' });
    expect(templates(world)).toEqual(['apology']);
    await daysPass(world, 20);
    expect(templates(world)).toEqual(['apology', 'refund-there']);
  });

  it('is asked also where whoever sent the first mail died before anything was planned', async () => {
    const calls = await callsOfFirstMail();
    const deaths = Array.from({ length: calls }, (_, call) => call + 1).flatMap((call) =>
      (['before', 'after'] as const).map((when) => ({ call, when })),
    );
    const planned: boolean[] = [];
    for (const death of deaths) {
      const world = new World();
      world.followUpOptions = everything;
      await world.publishFailure(filmFailure(), new Life(), new Life(death));
      if (world.notices().apology?.state !== 'sent') continue;
      planned.push(world.notices()['refund-there']?.planned?.from !== undefined);
    }
    expect(planned.length).toBeGreaterThan(4);
    expect(planned).not.toContain(false);
  });

  it('is asked nothing where somebody put an older record back, which is looked at once a day and not all day', async () => {
    const world = new World();
    world.followUpOptions = everything;
    world.provider.answerNext({ state: 'pending', providerRef: 're_1' });
    await world.publishFailure(filmFailure());
    const older = world.onlyRecord();
    const arrival = { minBusinessDays: 5, maxBusinessDays: 10 };
    world.provider.find = () => Promise.resolve({ state: 'pending', providerRef: 're_1' });
    await world.sweepEvery(dayMs, 3);
    world.provider.find = () => Promise.resolve({ state: 'succeeded', providerRef: 're_1', arrival });
    await world.sweepEvery(dayMs, 1);
    await world.write();
    const planned = world.notices()['refund-there'];
    expect(planned).toMatchObject({ state: 'none' });
    world.ledger.records.set(JSON.stringify([older.customerId, older.remedyId]), older);
    // The event of what is issued once more fails, and ends as a dead letter.
    await expect(world.sweepEvery(dayMs, 1)).rejects.toThrow('has to come again');
    world.answered = world.outcomes.published.length;
    expect(world.onlyRecord().version).toBeLessThan(planned?.recordVersion ?? 0);
    await world.sweepEvery(hourMs, 50 * 24);
    expect(templates(world)).not.toContain('refund-there');
    const askedFor = world.outcomes.published.filter(({ followUp }) => followUp === 'refund-there');
    expect(askedFor.length).toBeGreaterThan(1);
    expect(askedFor.length).toBeLessThan(25);
    expect(lastWhy(world, 'refund-there')).toMatch(/it came too late/);
  });

  it('is tried again where the mail service takes no mail just then', async () => {
    const world = await refunded();
    world.now += 20 * dayMs;
    world.mailer.failNext(new MailNotTakenError('too many at once'), { taken: false });
    await world.sweepEvery(minuteMs, 1);
    await world.sweepEvery(11 * minuteMs, 2);
    expect(templates(world)).toEqual(['apology', 'refund-there']);
  });

  it('and whose mail is in doubt is known to its owner, also where whoever noted that died before they told', async () => {
    const world = await refunded();
    world.now += 20 * dayMs;
    await world.sweep();
    const question = world.outcomes.published.at(-1);
    if (!question) throw new Error('nothing was asked');
    world.mailer.failNext(new Error('no answer in time'), { taken: true });
    world.undelivered.refuseNext();
    await expect(world.apologise(question)).rejects.toThrow('the bus is throttled');
    expect(world.undelivered.published).toEqual([]);
    await world.apologise(question);
    expect(world.undelivered.published).toMatchObject([{ template: 'refund-there', state: 'unknown' }]);
    expect(templates(world)).toEqual(['apology', 'refund-there']);
  });

  it('cannot be asked once more by a person, who is told the true reason', async () => {
    const world = await refunded();
    await daysPass(world, 20);
    const { customerId, remedyId } = world.onlyRecord();
    const again = await readMailAgain({ customerId, remedyId, template: 'refund-there' }, world.retryPorts());
    expect(again).toMatch(/followed up on another mail/);
  });
});

describe('who was sent a new one', () => {
  it('is asked whether it came, a day after it should have', async () => {
    const world = await sentAnew('2026-11-24T18:00:00.000Z');
    await daysPass(world, 4);
    expect(templates(world)).toEqual(['apology']);
    await daysPass(world, 2);
    expect(templates(world)).toEqual(['apology', 'replacement-there']);
    expect(world.mailer.mails[1]?.text).toContain('was to arrive by Tuesday 24 November');
  });

  it('is asked after the day that was named later', async () => {
    const world = await sentAnew(undefined);
    world.now += dayMs;
    const shipment = { arrivesBy: '2026-12-08T18:00:00.000Z' };
    await world.applyPartnerUpdate({
      kind: 'replacement',
      partNumber: 1,
      outcome: { state: 'succeeded', providerRef: 'ord_1', shipment },
    });
    await daysPass(world, 16);
    expect(templates(world)).toEqual(['apology']);
    await daysPass(world, 4);
    expect(templates(world)).toEqual(['apology', 'replacement-there']);
    expect(world.mailer.mails[1]?.text).toContain('Tuesday 8 December');
  });

  it('is asked nothing where nobody ever named a day', async () => {
    const world = await sentAnew(undefined);
    await daysPass(world, 30);
    expect(templates(world)).toEqual(['apology']);
    expect(lastWhy(world, 'replacement-there')).toMatch(/nobody has named the day/);
  });

  it('and got money as well is not asked twice within a week', async () => {
    const half = { ...refund, amountMinor: 199 };
    const world = worldOf(givingParts({ ...replacement, worthMinor: 199, fallback: half }, half));
    world.followUpOptions = everything;
    const shipment = { arrivesBy: '2026-12-07T18:00:00.000Z' };
    world.partner.willAnswer = { state: 'succeeded', providerRef: 'ord_1', shipment };
    await world.publishFailure(filmFailure());
    const leftAt: [string, number][] = [];
    for (let half = 0; half < 80; half++) {
      const before = world.mailer.mails.length;
      await world.sweepEvery(dayMs / 2, 1);
      for (const { template } of world.mailer.mails.slice(before)) leftAt.push([template, world.now]);
    }
    expect(leftAt.map(([template]) => template).sort()).toEqual(['refund-there', 'replacement-there']);
    const [first = 0, second = 0] = leftAt.map(([, at]) => at);
    expect(second - first).toBeGreaterThanOrEqual(7 * dayMs);
  });
});

/** How many calls it takes to write the first mail, with what follows up on it. */
async function callsOfFirstMail(): Promise<number> {
  const world = new World();
  world.followUpOptions = everything;
  const life = new Life();
  await world.publishFailure(filmFailure(), new Life(), life);
  return life.calls;
}

async function erased(world: World): Promise<void> {
  const { customerId } = world.onlyRecord();
  const seenAt = world.clock().toISOString();
  await eraseCustomer({ customerId, seenAt, actor: 'ann', why: 'they asked for it' }, world.retryPorts());
}

async function spoke(world: World, state: Conversation['state']): Promise<void> {
  const { customerId, remedyId, type } = world.onlyRecord();
  const at = world.clock().toISOString();
  const line = { id: 'line_1', by: 'customer', at } as const;
  await world.conversations.save({
    ...{ customerId, remedyId, type, state, since: at, at, token: 't', reopened: 0, lines: [line] },
    ...{ history: [{ at, state, why: 'the customer wrote' }], version: 1 },
  });
}
