import { applyEmailEvent, EmailEventTooEarlyError } from '../../../lambdas/flow/inbound/apply-email-event';
import { filmFailure } from '../../fakes/film-failure';
import { World } from '../../fakes/world';

async function mailedWorld(): Promise<World> {
  const world = new World();
  await world.publishFailure(filmFailure());
  return world;
}

it.each([
  ['delivered', 'mail-delivered'],
  ['bounced', 'mail-failed'],
  ['complained', 'mail-failed'],
  ['suppressed', 'mail-failed'],
] as const)('a mail that was %s is noted, counted, and waits for nothing any more', async (became, step) => {
  const world = await mailedWorld();
  await expect(world.applyEmailEvent('apology', became)).resolves.toEqual({ result: 'noted' });
  expect(world.notices().apology).toMatchObject({ state: became, dueAt: undefined });
  expect(world.onlyRecord()).toMatchObject({ state: 'issued', version: 1, dueAt: undefined });
  expect(world.notices().apology?.messageId).toBe('mail-1');
  expect(world.observer.steps.at(-1)?.step).toBe(step);
  expect(world.provider.calls).toHaveLength(1);
});

it('news that comes twice or in the wrong order changes nothing', async () => {
  const world = await mailedWorld();
  await world.applyEmailEvent('apology', 'bounced');
  for (const became of ['bounced', 'delivered', 'complained'] as const) {
    await expect(world.applyEmailEvent('apology', became)).resolves.toEqual({ result: 'known' });
  }
  expect(world.notices().apology?.state).toBe('bounced');
});

it('a complaint after the delivery is noted', async () => {
  const world = await mailedWorld();
  await world.applyEmailEvent('apology', 'delivered');
  await expect(world.applyEmailEvent('apology', 'complained')).resolves.toEqual({ result: 'noted' });
});

it('a delivery clears up a mail that was in doubt, a day after too', async () => {
  const world = new World();
  await world.deliver(filmFailure());
  world.mailer.failNext(new Error('socket hang up'), { taken: true });
  await world.write();
  expect(world.notices().apology?.state).toBe('unknown');
  world.now += 24 * 60 * 60 * 1000;
  await expect(world.applyEmailEvent('apology', 'delivered')).resolves.toEqual({ result: 'noted' });
  expect(world.mailer.mails).toHaveLength(1);
});

it('news that beats the note of sending comes again', async () => {
  const world = new World();
  await world.deliver(filmFailure());
  const send = world.mailer.send.bind(world.mailer);
  world.mailer.send = async (mail) => {
    const sent = await send(mail);
    await expect(world.applyEmailEvent('apology', 'delivered')).rejects.toThrow(EmailEventTooEarlyError);
    return sent;
  };
  await world.write();
  await expect(world.applyEmailEvent('apology', 'delivered')).resolves.toEqual({ result: 'noted' });
});

it('news of a mail that is none of ours is not ours', async () => {
  const world = await mailedWorld();
  const { customerId, remedyId } = world.onlyRecord();
  const hear = (change: object) =>
    applyEmailEvent({ customerId, remedyId, template: 'apology', state: 'delivered', ...change }, world.emailPorts());
  await expect(hear({ template: 'newsletter' })).resolves.toEqual({ result: 'not-ours' });
  await expect(hear({ template: 'constructor' })).resolves.toEqual({ result: 'not-ours' });
  await expect(hear({ template: 'correction' })).resolves.toEqual({ result: 'not-ours' });
  await expect(hear({ remedyId: 'rem_none' })).resolves.toEqual({ result: 'not-ours' });
  await expect(hear({ customerId: 'cus_other' })).resolves.toEqual({ result: 'not-ours' });
});

it('ten reports of one mail at once are noted once', async () => {
  const world = await mailedWorld();
  const results = await Promise.all(Array.from({ length: 10 }, () => world.applyEmailEvent('apology', 'delivered')));
  expect(results.filter(({ result }) => result === 'noted')).toHaveLength(1);
});
