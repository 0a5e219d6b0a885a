import { MailNotTakenError } from '../../../lambdas/email/mailer';
import { filmFailure } from '../../fakes/film-failure';
import { dayMs, FeedbackWorld } from './feedback-world';

it('who was given something is asked once, after the money had the time to arrive and two days more', async () => {
  const world = new FeedbackWorld();
  await world.given();
  const since = world.now;
  for (let day = 0; day < 20 && world.questions().length === 0; day++) await world.days(1);
  const days = (world.now - since) / dayMs;
  // Five to ten business days are fourteen days, or sixteen with a weekend at each end.
  expect(days).toBeGreaterThanOrEqual(16);
  expect(days).toBeLessThanOrEqual(18);
  await world.days(60);
  expect(world.questions()).toHaveLength(1);
  expect(world.questions()[0]?.subject).toBe('Did we make it right?');
  expect(world.notices().feedback).toMatchObject({ state: 'sent' });
});

it('it is asked by a link of ours and of this remedy alone, and no other mail has one', async () => {
  const world = new FeedbackWorld();
  const link = await world.asked();
  const { customerId, remedyId } = world.onlyRecord();
  await expect(world.links.read(link, world.clock())).resolves.toMatchObject({ customerId, remedyId });
  expect(world.mailer.mails[0]?.text).not.toContain('http');
  expect(world.mailer.mails[0]?.html).not.toContain('<a');
});

it('nobody is asked where the option is off', async () => {
  const world = new FeedbackWorld();
  world.daysAfterArrival = undefined;
  await world.given();
  await world.days(30);
  expect(world.mailer.mails).toHaveLength(1);
  expect(world.notices().feedback).toBeUndefined();
});

it('nobody is asked whose mail did not arrive', async () => {
  const world = new FeedbackWorld();
  await world.publishFailure(filmFailure());
  await world.applyEmailEvent('apology', 'bounced');
  await world.days(30);
  expect(world.questions()).toEqual([]);
});

it('nobody is asked who called a mail of ours spam, also after it was planned', async () => {
  const world = new FeedbackWorld();
  await world.given();
  await world.applyEmailEvent('apology', 'complained');
  await world.days(30);
  expect(world.questions()).toEqual([]);
  expect(world.notices().feedback).toMatchObject({ state: 'suppressed', trouble: undefined });
});

it('nobody is asked who called a mail about something else spam', async () => {
  const world = new FeedbackWorld();
  await world.given();
  const apology = world.notices().apology;
  if (!apology) throw new Error('nobody was written to');
  const other = { ...apology, remedyId: 'rem_another', state: 'complained', version: 1 } as const;
  await world.ledger.saveNotice(other);
  await world.days(20);
  expect(world.questions()).toEqual([]);
  expect(world.notices().feedback?.history.at(-1)?.why).toContain('spam');
});

it('nobody is asked about money that has come back since', async () => {
  const world = new FeedbackWorld();
  await world.given();
  await world.failLate('card-unreachable');
  await world.write();
  await world.days(30);
  expect(world.questions()).toEqual([]);
});

it('whoever talks with us is asked once that is over, and not while it goes on', async () => {
  const world = new FeedbackWorld();
  await world.given();
  const { customerId, remedyId, type } = world.onlyRecord();
  const at = world.clock().toISOString();
  const talk = { customerId, remedyId, type, since: at, at, token: 't', reopened: 0, lines: [], history: [] };
  await world.conversations.save({ ...talk, state: 'new', version: 1 });
  await world.days(18);
  expect(world.questions()).toEqual([]);
  await world.conversations.save({ ...talk, state: 'closed', version: 2 });
  await world.days(2);
  expect(world.questions()).toHaveLength(1);
});

it('whoever talks with us for two weeks and more is not asked about it any more', async () => {
  const world = new FeedbackWorld();
  await world.given();
  const { customerId, remedyId, type } = world.onlyRecord();
  const at = world.clock().toISOString();
  const talk = { customerId, remedyId, type, since: at, at, token: 't', reopened: 0, lines: [], history: [] };
  await world.conversations.save({ ...talk, state: 'waiting', version: 1 });
  await world.days(40);
  expect(world.notices().feedback).toMatchObject({ state: 'suppressed', dueAt: undefined });
});

it('a customer is asked at most once in 30 days, whatever happens to them', async () => {
  const world = new FeedbackWorld();
  await world.given();
  const first = world.onlyRecord();
  world.store.asked.set(first.customerId, {
    customerId: first.customerId,
    remedyId: 'rem_another',
    at: new Date(world.now).toISOString(),
    version: 1,
  });
  await world.days(25);
  expect(world.questions()).toEqual([]);
  expect(world.notices().feedback?.history.at(-1)?.why).toContain('within 30 days');
});

it('who was asked long ago may be asked again, and who said no then is not', async () => {
  for (const refusedAt of [undefined, '2026-01-01T00:00:00.000Z']) {
    const world = new FeedbackWorld();
    await world.given();
    const { customerId } = world.onlyRecord();
    const before = { customerId, remedyId: 'rem_another', at: '2026-01-01T00:00:00.000Z', version: 1 };
    world.store.asked.set(customerId, { ...before, refusedAt });
    await world.days(20);
    expect(world.questions()).toHaveLength(refusedAt === undefined ? 1 : 0);
  }
});

it('nobody is asked of whom there is more than can be looked at', async () => {
  const world = new FeedbackWorld();
  world.store.isTooMuch = true;
  await world.given();
  await world.days(20);
  expect(world.questions()).toEqual([]);
});

it('nobody is asked whose address was erased meanwhile', async () => {
  const world = new FeedbackWorld();
  await world.given();
  const at = world.clock().toISOString();
  await world.ledger.eraseEnvelopes(world.onlyRecord().customerId, { until: at, at });
  await world.days(20);
  expect(world.questions()).toEqual([]);
});

it('a question leaves once, however often its event is delivered and its arrival is told', async () => {
  const world = new FeedbackWorld();
  await world.asked();
  const wanted = world.outcomes.published.filter(({ followUp }) => followUp === 'feedback');
  for (const outcome of [...wanted, ...wanted]) await world.apologise(outcome);
  await world.applyEmailEvent('apology', 'delivered');
  await world.applyEmailEvent('feedback', 'delivered');
  await world.days(30);
  expect(world.questions()).toHaveLength(1);
});

it('an event that nobody planned asks nobody', async () => {
  const world = new FeedbackWorld();
  world.daysAfterArrival = undefined;
  await world.given();
  const [outcome] = world.outcomes.published;
  if (outcome) await world.apologise({ ...outcome, isForMail: true, followUp: 'feedback' });
  expect(world.questions()).toEqual([]);
});

it('a question that the mail service did not take leaves with the next try', async () => {
  const world = new FeedbackWorld();
  await world.given();
  await world.days(15);
  world.mailer.failNext(new MailNotTakenError('throttled'), { taken: false });
  await world.days(5);
  expect(world.questions()).toHaveLength(1);
});

it('a question in vain is on no list of mails that went wrong', async () => {
  const world = new FeedbackWorld();
  await world.asked();
  await world.applyEmailEvent('feedback', 'bounced');
  expect(world.notices().feedback).toMatchObject({ state: 'bounced', trouble: undefined });
  expect(world.undelivered.published).toEqual([]);
});

it('without the secret that signs links nobody is asked, nothing fails, and it goes on once it is there', async () => {
  const world = new FeedbackWorld();
  await world.given();
  const { secret } = world;
  world.secret = 'short';
  await world.days(18);
  expect(world.questions()).toEqual([]);
  expect(world.store.asked.size).toBe(0);
  expect(world.observer.troubles).toContain('nobody is asked whether it was made right');
  world.secret = secret;
  await world.days(2);
  expect(world.questions()).toHaveLength(1);
});
