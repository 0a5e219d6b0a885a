import { applyEmailEvent } from '../../../lambdas/flow/inbound/apply-email-event';
import { listNotices } from '../../../lambdas/flow/notify/notice-list';
import { resendNotice } from '../../../lambdas/flow/notify/resend-notice';
import { AddressRefusedError, MailNotTakenError, MailServiceFailedError } from '../../../lambdas/email/mailer';
import { eraseCustomer } from '../../../lambdas/flow/operate/erase-customer';
import { filmFailure } from '../../fakes/film-failure';
import { waitAsBefore } from '../../fakes/mail-that-waits';
import { World } from '../../fakes/world';

const dayMs = 24 * 60 * 60 * 1000;

async function mailedWorld(customer: Partial<ReturnType<typeof filmFailure>['customer']> = {}): Promise<World> {
  const world = new World();
  await world.publishFailure(filmFailure({ customer }));
  return world;
}

async function listed(world: World): Promise<readonly (readonly [string, string])[]> {
  const { notices } = await listNotices({}, world.retryPorts());
  return notices.map(({ template, trouble }) => [template, trouble]);
}

async function resend(world: World, email?: string) {
  const { customerId, remedyId } = world.onlyRecord();
  const which = { customerId, remedyId, template: 'apology', actor: 'ann' } as const;
  return resendNotice(which, { why: 'the customer called', email }, world.holdPorts());
}

it.each([undefined, 'nobody at all', 'zoe@example.com, all@example.com'])(
  'a customer whose address is %j is refunded all the same, and is on the list of those to reach in another way',
  async (email) => {
    const world = await mailedWorld({ email });
    expect([world.onlyRecord(), world.notices().apology]).toMatchObject([
      { state: 'issued' },
      { state: 'suppressed', trouble: 'no-address' },
    ]);
    expect(world.notices().apology?.history.at(-1)?.why).toMatch(/waits for another way/);
    expect(world.mailer.mails).toHaveLength(0);
    expect(await listed(world)).toEqual([['apology', 'no-address']]);
    await expect(resend(world)).resolves.toMatchObject({ answer: 'refused' });
    await expect(resend(world, 'zoe@example.com')).resolves.toMatchObject({ answer: 'done' });
    await world.write();
    expect(world.mailer.mails).toMatchObject([{ to: { email: 'zoe@example.com' } }]);
    expect(await listed(world)).toEqual([]);
  },
);

it('an address that the mail service refuses is a matter of the notice, and of no other try', async () => {
  const world = new World();
  await world.deliver(filmFailure());
  world.mailer.failNext(new AddressRefusedError('no'), { taken: false });
  await world.write();
  expect(world.notices().apology).toMatchObject({ state: 'suppressed', trouble: 'address-refused' });
  expect(await listed(world)).toEqual([['apology', 'address-refused']]);
});

it.each([
  [new MailServiceFailedError('500'), 'service-failed'],
  [new Error('socket hang up'), 'no-answer'],
] as const)('a mail in doubt is on the list with what is known: %p', async (error, trouble) => {
  const world = new World();
  await world.deliver(filmFailure());
  world.mailer.failNext(error, { taken: true });
  await world.write();
  expect(await listed(world)).toEqual([['apology', trouble]]);
  // The mail service’s own event settles it.
  await world.applyEmailEvent('apology', 'delivered');
  expect(await listed(world)).toEqual([]);
});

it('a mail that nobody reports on stays sent, and one that an earlier version waits for is in doubt in its time', async () => {
  const world = await mailedWorld();
  await world.sweepEvery(2 * dayMs, 1);
  expect(await listed(world)).toEqual([]);
  await waitAsBefore(world, dayMs);
  await world.sweepEvery(dayMs + 60_000, 1);
  expect(await listed(world)).toEqual([['apology', 'not-reported']]);
});

it.each(['bounced', 'complained', 'suppressed'] as const)('a mail that was %s is on the list', async (became) => {
  const world = await mailedWorld();
  await world.applyEmailEvent('apology', became);
  expect(await listed(world)).toEqual([['apology', became]]);
  const { notices } = await listNotices({ trouble: became, type: 'VideoPlaybackFailed' }, world.retryPorts());
  expect(notices).toMatchObject([{ amounts: [{ amountMinor: 399, currency: 'GBP' }], state: became }]);
  await expect(listNotices({ type: 'ParcelLost' }, world.retryPorts())).resolves.toMatchObject({ notices: [] });
});

it('a mail is sent once more to a corrected address, and the history says who wanted it and why', async () => {
  const world = await mailedWorld();
  await world.applyEmailEvent('apology', 'bounced');
  await expect(resend(world, 'zoe.park@example.com')).resolves.toMatchObject({ answer: 'done' });
  expect(await listed(world)).toEqual([]);
  await world.write();
  expect(world.mailer.mails.map(({ to }) => to.email)).toEqual(['zoe@example.com', 'zoe.park@example.com']);
  const { apology } = world.notices();
  expect(apology).toMatchObject({ state: 'sent', messageId: 'mail-2', resend: undefined, trouble: undefined });
  const lines = apology?.history.map(({ why }) => why).join('\n');
  expect(lines).toMatch(/to a corrected address, as ann wants: the customer called/);
  expect(JSON.stringify(apology)).not.toContain('example.com');
  expect(world.provider.calls).toHaveLength(1);
});

it('one wish is one mail, however often it is asked for and delivered', async () => {
  const world = await mailedWorld();
  await world.applyEmailEvent('apology', 'bounced');
  await resend(world);
  await expect(resend(world)).resolves.toMatchObject({ answer: 'refused', why: expect.stringMatching(/already/) });
  await world.write();
  for (const outcome of world.outcomes.published) await world.apologise(outcome);
  await world.sweepEvery(60_000, 3);
  expect(world.mailer.mails).toHaveLength(2);
});

it('the sweep asks again for a mail that is wanted once more and is not on its way', async () => {
  const world = await mailedWorld();
  await world.applyEmailEvent('apology', 'bounced');
  await resend(world);
  world.outcomes.published.pop();
  await world.sweepEvery(11 * 60_000, 1);
  expect(world.mailer.mails).toHaveLength(2);
});

it('a mail that is wanted once more and not taken is tried again, and stays in doubt till then', async () => {
  const world = new World();
  await world.deliver(filmFailure());
  world.mailer.failNext(new Error('socket hang up'), { taken: true });
  await world.write();
  await resend(world);
  world.mailer.failNext(new MailNotTakenError('throttled'), { taken: false });
  const outcome = world.outcomes.published.at(-1);
  if (!outcome) throw new Error('nothing was published');
  await expect(world.apologise(outcome)).rejects.toThrow(MailNotTakenError);
  expect(world.notices().apology).toMatchObject({ state: 'unknown', resend: { actor: 'ann' } });
  await expect(world.apologise(outcome)).resolves.toMatchObject({ result: 'sent' });
});

it('a corrected address that the mail service refuses leaves it open whether the first mail arrived', async () => {
  const world = new World();
  await world.deliver(filmFailure());
  world.mailer.failNext(new Error('socket hang up'), { taken: true });
  await world.write();
  await resend(world, 'zoe@example');
  world.mailer.failNext(new AddressRefusedError('no such domain'), { taken: false });
  await world.write();
  expect(world.notices().apology).toMatchObject({ state: 'unknown', trouble: 'address-refused', resend: undefined });
  expect(await listed(world)).toEqual([['apology', 'address-refused']]);
});

it('what becomes of the first mail is no news of the second', async () => {
  const world = await mailedWorld();
  await world.applyEmailEvent('apology', 'bounced');
  await resend(world, 'zoe.park@example.com');
  await world.write();
  const { customerId, remedyId } = world.onlyRecord();
  const about = { customerId, remedyId, template: 'apology' };
  const hear = (event: object) => applyEmailEvent({ ...about, state: 'bounced', ...event }, world.emailPorts());
  await expect(hear({ messageId: 'mail-1' })).resolves.toEqual({ result: 'known' });
  await expect(hear({ messageId: 'mail-2', state: 'delivered' })).resolves.toEqual({ result: 'noted' });
});

it.each([
  ['delivered', undefined, /was delivered there/],
  ['complained', undefined, /complained of it as spam/],
  ['bounced', 'no address', /no address is known/],
] as const)('of a mail that was %s nobody sends another one to %s', async (became, email, why) => {
  const world = await mailedWorld();
  await world.applyEmailEvent('apology', became);
  await expect(resend(world, email)).resolves.toMatchObject({ answer: 'refused', why: expect.stringMatching(why) });
});

it('a mail that is on its way is not sent once more', async () => {
  const world = await mailedWorld();
  await expect(resend(world)).resolves.toMatchObject({ answer: 'refused' });
});

it('no mail goes to a customer who was erased, also where somebody wanted it once more before', async () => {
  const world = await mailedWorld();
  const { customerId } = world.onlyRecord();
  await world.applyEmailEvent('apology', 'bounced');
  await resend(world);
  world.outcomes.published.pop();
  await eraseCustomer(
    { customerId, seenAt: world.clock().toISOString(), actor: 'ann', why: 'the customer asked' },
    world.holdPorts(),
  );
  await world.sweepEvery(11 * 60_000, 1);
  expect(world.mailer.mails).toHaveLength(1);
  expect(world.notices().apology).toMatchObject({ state: 'bounced', resend: undefined, trouble: 'bounced' });
  await expect(resend(world)).resolves.toMatchObject({ answer: 'refused', why: expect.stringMatching(/not kept/) });
});

it('a mail that speaks of a later version than there is of its remedy is asked for no more: somebody put one back', async () => {
  const world = await mailedWorld();
  await world.applyEmailEvent('apology', 'bounced');
  await resend(world);
  const record = world.onlyRecord();
  const older = { ...record, version: record.version - 1 };
  world.ledger.records.set(JSON.stringify([record.customerId, record.remedyId]), older);
  world.outcomes.published.length = 0;
  await world.sweepEvery(11 * 60_000, 3);
  expect(world.outcomes.published).toEqual([]);
  expect(world.notices().apology).toMatchObject({ state: 'bounced', resend: undefined, trouble: 'bounced' });
  await expect(resend(world)).resolves.toMatchObject({ answer: 'refused', why: expect.stringMatching(/put an older/) });
});

it.each(['once', 'always'])('a mark whose reply is lost (%s) is found again, and the mail is sent', async (how) => {
  const world = new World();
  await world.deliver(filmFailure());
  const save = world.ledger.saveNotice.bind(world.ledger);
  let losses = 0;
  world.ledger.saveNotice = async (next) => {
    const saved = await save(next);
    if (next.state !== 'sending' || (how === 'once' && losses > 0)) return saved;
    losses += 1;
    throw new Error('no answer in time');
  };
  await world.write();
  expect(losses).toBe(1);
  expect(world.notices().apology?.state).toBe('sent');
  expect(world.mailer.mails).toHaveLength(1);
});
