import type { MemorySentMails } from '../fakes/memory-sent-mails';
import { keepMail, keepMails } from './keep-mail';
import { onlyWith, OperatorWorld } from './operator-world';

let world: OperatorWorld;
let mails: MemorySentMails;
beforeAll(async () => {
  world = await OperatorWorld.start();
  mails = keepMails(world);
});
afterAll(() => world.stop());

let customers = 0;

async function left() {
  const { customerId, remedyId } = await world.giveAndBounce(`cus_left_${++customers}`);
  return { customerId, remedyId, path: `/remedies/${customerId}/${remedyId}` };
}

const shown = (path: string) => world.post(`${path}/preview`, { sent: 'apology' }, onlyWith('look'));

it('a mail is shown as it was kept, and as it is written once more where it is not', async () => {
  const [one, other] = [await left(), await left()];
  await keepMail(world, one, mails);
  const kept = await shown(one.path);
  expect(kept.body).toMatchObject({ sent: { keptAt: '2026-11-20T20:45:00.000Z', to: { email: 'zoe@example.com' } } });
  expect(JSON.stringify(kept.body)).toContain('as it left');
  expect(JSON.stringify(kept.body)).not.toContain('a salt');
  const anew = await shown(other.path);
  expect(anew.body).toMatchObject({ sent: { to: { email: 'zoe@example.com' } } });
  expect(JSON.stringify(anew.body)).not.toMatch(/keptAt|as it left/);
  expect((await world.post(`${one.path}/preview`, { sent: 'apology' }, onlyWith('erase'))).status).toBe(403);
});

it('that somebody read it is in the audit trail, and nothing of what it says', async () => {
  const one = await left();
  await keepMail(world, one, mails);
  await shown(one.path);
  const { customerId, remedyId } = one;
  expect(world.audit.events.at(-1)).toMatchObject({
    operation: 'previewMails',
    about: { customerId, remedyId, sent: 'apology' },
    answer: 'done',
  });
  expect(JSON.stringify(world.audit.events)).not.toMatch(/zoe@example\.com|£3\.99/);
});

it('one that somebody has changed is not shown, and is said to be changed', async () => {
  const one = await left();
  await keepMail(world, one, mails);
  for (const [place, text] of mails.kept) mails.kept.set(place, text.replace('£3.99', '£39.90'));
  expect(await shown(one.path)).toMatchObject({
    status: 409,
    body: { why: expect.stringContaining('was changed since it left') },
  });
});

it('whoever erases is told how many there were, and none is shown any more', async () => {
  const one = await left();
  await keepMail(world, one, mails);
  const body = { seenAt: world.clock().toISOString(), why: 'asked for it' };
  const erased = await world.post(`/customers/${one.customerId}/erase`, body, onlyWith('erase'));
  expect(erased.body).toMatchObject({ erased: 1, mails: 1 });
  const which = { ...one, template: 'apology', messageId: 'mail-1' };
  expect([await mails.read(which), (await shown(one.path)).status]).toEqual([undefined, 409]);
});
