import type { Conversation } from '../../../lambdas/conversation/conversation';
import { MailNotTakenError } from '../../../lambdas/email/mailer';
import { mostDaysApart } from '../../../lambdas/ledger/follow/follow-ups';
import type { NoticeTemplate } from '../../../lambdas/ledger/notice/notice';
import { eraseCustomer } from '../../../lambdas/flow/operate/erase-customer';
import { dayMs, hourMs } from '../../../lambdas/model/durations';
import { filmFailure } from '../../fakes/film-failure';
import { FeedbackWorld } from '../feedback/feedback-world';

const week = 7 * dayMs;

/** Somebody who got money back, where both is wanted: to ask if it came, and if it was made right. */
async function refunded(daysAfterArrival = 2): Promise<FeedbackWorld> {
  const world = new FeedbackWorld();
  world.followUpOptions = { refund: true };
  world.daysAfterArrival = daysAfterArrival;
  await world.given();
  return world;
}

/** What leaves in so many days, with a look every few hours, and when. */
async function leaving(world: FeedbackWorld, days: number): Promise<{ template: string; at: number }[]> {
  const left: { template: string; at: number }[] = [];
  for (let look = 0; look < days * 4; look++) {
    const before = world.mailer.mails.length;
    await world.sweepEvery(6 * hourMs, 1);
    for (const { template } of world.mailer.mails.slice(before)) left.push({ template, at: world.now });
  }
  return left;
}

function lastWhy(world: FeedbackWorld, template: NoticeTemplate): string | undefined {
  return world.notices()[template]?.history.at(-1)?.why;
}

async function talks(
  world: FeedbackWorld,
  state: Conversation['state'],
  { remedyId, version }: { readonly remedyId: string; readonly version: number },
): Promise<void> {
  const { customerId, type } = world.onlyRecord();
  const at = world.clock().toISOString();
  const times = { since: at, at, token: 't', reopened: 0, lines: [], history: [] };
  await world.conversations.save({ customerId, remedyId, type, state, ...times, version });
}

describe('of several mails that nobody waits for', () => {
  it.each([0, 1, 2, 3, 5, 10])(
    'who got money back has one at a time, and the question last, where it is asked %s days after it should be there',
    async (daysAfterArrival) => {
      const world = await refunded(daysAfterArrival);
      const left = await leaving(world, 60);
      expect(left.map(({ template }) => template)).toEqual(['refund-there', 'feedback']);
      const [there = { at: 0 }, question = { at: 0 }] = left;
      expect(question.at - there.at).toBeGreaterThanOrEqual(week);
      expect(question.at - there.at).toBeLessThan(week + 5 * dayMs);
    },
  );

  it('the question leaves too where mails lie as far apart as an option can say', async () => {
    const world = await refunded(0);
    world.followUpOptions = { refund: true, daysApart: mostDaysApart };
    const left = await leaving(world, 60);
    expect(left.map(({ template }) => template)).toEqual(['refund-there', 'feedback']);
  });

  it('a customer who was asked about something else just now is asked if the money came a week later', async () => {
    const world = await refunded();
    const { customerId } = world.onlyRecord();
    world.now += 16 * dayMs;
    const at = world.clock().toISOString();
    await world.turns.saveTurn({ customerId, remedyId: 'rem_another', template: 'feedback', at, version: 1 });
    const [first] = await leaving(world, 10);
    expect(first?.template).toBe('refund-there');
    expect((first?.at ?? 0) - Date.parse(at)).toBeGreaterThanOrEqual(week);
  });

  it('a question that another mail keeps back has not been asked: the month begins once it leaves', async () => {
    const world = await refunded();
    await leaving(world, 22);
    expect(world.questions()).toEqual([]);
    expect(world.store.asked.size).toBe(0);
    await leaving(world, 8);
    expect(world.questions()).toHaveLength(1);
  });

  it('one that the mail service took only after days keeps the next one at its distance from then', async () => {
    const world = await refunded();
    const send = world.mailer.send.bind(world.mailer);
    const taken: number[] = [];
    const takesFrom = world.now + 21 * dayMs;
    world.mailer.send = async (mail) => {
      if (world.now < takesFrom) throw new MailNotTakenError('too many at once');
      taken.push(world.now);
      return send(mail);
    };
    for (let look = 0; look < 40 * 4; look++) await world.sweepEvery(6 * hourMs, 1).catch(() => undefined);
    expect(taken).toHaveLength(2);
    const [first = 0, second = 0] = taken;
    expect(second - first).toBeGreaterThanOrEqual(week);
  });

  it('a question that cannot be signed keeps no turn from another mail', async () => {
    const world = new FeedbackWorld();
    world.links.sign = () => Promise.reject(new Error('no secret'));
    await world.given();
    await world.days(20);
    expect(world.questions()).toEqual([]);
    expect(world.turns.kept.size).toBe(0);
  });

  it('two questions at once have one turn', async () => {
    const world = new FeedbackWorld();
    await world.given();
    await world.days(15);
    world.now += 5 * dayMs;
    const { customerId } = world.onlyRecord();
    const at = world.clock().toISOString();
    const read = world.turns.readTurn.bind(world.turns);
    // Between the look of this one and its write another one is quicker.
    world.turns.readTurn = async () => {
      world.turns.readTurn = read;
      const seen = await read(customerId);
      await world.turns.saveTurn({ customerId, remedyId: 'rem_another', template: 'mended', at, version: 1 });
      return seen;
    };
    await world.sweep();
    await world.write();
    expect(world.questions()).toEqual([]);
    await world.days(8);
    expect(world.questions()).toHaveLength(1);
  });
});

describe('what stops one of them stops the other', () => {
  it.each<[string, (world: FeedbackWorld) => Promise<unknown>, RegExp]>([
    [
      'who called a mail about anything spam',
      async (world) => {
        const { customerId } = world.onlyRecord();
        await world.turns.saveTurn({ customerId, complainedAt: world.clock().toISOString(), version: 1 });
      },
      /called a mail of ours spam/,
    ],
    ['whose first mail came back', (world) => world.applyEmailEvent('apology', 'bounced'), /mail before it arrived/],
    ['whose money came back', (world) => world.failLate('card-unreachable'), /the remedy is needs-attention now/],
    ['who was erased', (world) => erased(world), /the address is not kept any more/],
    [
      'of whom there is more than can be looked at',
      async (world) => {
        world.store.isTooMuch = true;
      },
      /more remedies than could be looked at/,
    ],
  ])('nothing follows up on what was given to somebody %s', async (_, happens, why) => {
    const world = await refunded();
    await happens(world);
    await leaving(world, 40);
    expect(world.mailer.mails.map(({ template }) => template)).not.toContain('refund-there');
    expect(world.questions()).toEqual([]);
    for (const template of ['refund-there', 'feedback'] as const) expect(lastWhy(world, template)).toMatch(why);
  });

  it('whoever talks with a person about anything is written nothing meanwhile, and both once that is over', async () => {
    const world = await refunded();
    await talks(world, 'taken', { remedyId: 'rem_another', version: 1 });
    await leaving(world, 20);
    expect(world.mailer.mails.map(({ template }) => template)).toEqual(['apology']);
    await talks(world, 'closed', { remedyId: 'rem_another', version: 2 });
    const left = await leaving(world, 12);
    expect(left.map(({ template }) => template)).toEqual(['refund-there', 'feedback']);
  });

  it('nobody is asked if the money came after they were asked whether it was made right', async () => {
    const world = await refunded();
    const asked = await world.ledger.readNotice({ ...world.onlyRecord(), template: 'feedback' });
    if (asked) await world.ledger.saveNotice({ ...asked, state: 'sent', messageId: 'm', version: asked.version + 1 });
    await leaving(world, 40);
    expect(lastWhy(world, 'refund-there')).toMatch(/asked since whether it was made right/);
  });
});

async function erased(world: FeedbackWorld): Promise<void> {
  const { customerId } = world.onlyRecord();
  const seenAt = world.clock().toISOString();
  await eraseCustomer({ customerId, seenAt, actor: 'ann', why: 'they asked for it' }, world.retryPorts());
}

it('the turn of a customer holds over their remedies, and each is asked about in the end', async () => {
  const world = new FeedbackWorld();
  world.followUpOptions = { refund: true, daysApart: 3 };
  await world.publishFailure(filmFailure());
  world.now += hourMs;
  await world.publishFailure(
    filmFailure({ playback: { rentalId: 'rent_78' }, purchase: { paymentId: 'ch_2', orderId: 'ord_10' } }),
  );
  const left = await leaving(world, 40);
  expect(left.map(({ template }) => template)).toEqual(['refund-there', 'refund-there']);
  expect((left[1]?.at ?? 0) - (left[0]?.at ?? 0)).toBeGreaterThanOrEqual(3 * dayMs);
});
