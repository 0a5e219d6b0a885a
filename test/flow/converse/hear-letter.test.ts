import { letterByMail, writerIdOf } from '../../../lambdas/conversation/letter-keys';
import { answerConversation } from '../../../lambdas/flow/converse/operate-conversation';
import { sendAnswer } from '../../../lambdas/flow/converse/send-answer';
import { forwardedText } from '../../../lambdas/email/owners/mail-forwarder';
import { eraseCustomer } from '../../../lambdas/flow/operate/erase-customer';
import { HearingWorld, replyDomain } from './hearing-world';
import { write } from './opened-conversation';

// Whoever has bought nothing writes a mail, and writes again when their address was to be forgotten.

const [email, to] = ['mo@example.com', `hello@${replyDomain}`];
const mo = letterByMail(email);
const dayMs = 86_400_000;

function letterWorld(): HearingWorld {
  const world = new HearingWorld();
  Object.assign(world.hearing, { hearsLetters: true });
  return world;
}

/** What DynamoDB does by itself: what has expired is gone. */
function passDays(world: HearingWorld, days: number): void {
  world.now = new Date(world.now.getTime() + days * dayMs);
  for (const [at, kept] of world.ledger.envelopes)
    if (kept !== 'erased' && Date.parse(kept.expiresAt) <= world.now.getTime()) world.ledger.envelopes.delete(at);
}

async function answer(world: HearingWorld, text: string) {
  const expectedVersion = (await world.conversations.read(mo))?.version ?? 0;
  const who = { ...mo, actor: 'ann', expectedVersion };
  const { answer: result } = await answerConversation(who, { text, signedBy: 'Ann Lee' }, world.sending);
  return result === 'done' ? (await sendAnswer(mo, world.sending)).result : result;
}

it('a second letter is answered as the first was, also when it comes just before its address was to be forgotten', async () => {
  const world = letterWorld();
  await expect(write(world, { to, from: email })).resolves.toMatchObject({ result: 'heard' });
  expect(await answer(world, 'Dear Mo, thank you.')).toBe('sent');
  passDays(world, 89);
  await expect(write(world, { to, from: email, text: 'And the beaver?' })).resolves.toMatchObject({ result: 'heard' });
  passDays(world, 2);
  expect(await answer(world, 'Dear Mo, it comes in spring.')).toBe('sent');
  expect(world.mails.mails.at(-1)?.to.email).toBe(email);
});

it('and so is one that answers our answer', async () => {
  const world = letterWorld();
  await write(world, { to, from: email });
  await answer(world, 'Dear Mo, thank you.');
  const replyTo = world.mails.mails.at(-1)?.sender.replyTo ?? '';
  passDays(world, 89);
  await expect(write(world, { to: replyTo, from: email })).resolves.toMatchObject({ result: 'heard' });
  passDays(world, 2);
  expect(await answer(world, 'Dear Mo, it comes in spring.')).toBe('sent');
});

it('who answers after their address was forgotten is heard anew, and nobody says that they were erased', async () => {
  const world = letterWorld();
  await write(world, { to, from: email });
  await answer(world, 'Dear Mo, thank you.');
  const replyTo = world.mails.mails.at(-1)?.sender.replyTo ?? '';
  passDays(world, 91);
  const third = write(world, { to: replyTo, from: email, text: 'And the beaver?' });
  await expect(third).resolves.toMatchObject({ result: 'heard' });
  expect([...world.conversations.spoken.values()].map(({ text }) => text)).toContain('And the beaver?');
  expect(await answer(world, 'Dear Mo, it comes in spring.')).toBe('sent');
  passDays(world, 91);
  world.forwarded.length = 0;
  await expect(write(world, { to: replyTo, from: 'eve@' })).resolves.toMatchObject({ result: 'handed-on' });
  expect(world.forwarded[0]?.unheard).toContain('is not kept any more');
});

it('a mail that is not believed keeps no address for longer', async () => {
  const world = letterWorld();
  await write(world, { to, from: email });
  await answer(world, 'Dear Mo, thank you.');
  const replyTo = world.mails.mails.at(-1)?.sender.replyTo ?? '';
  passDays(world, 89);
  await write(world, { to: replyTo, from: 'eve@example.com' });
  passDays(world, 2);
  expect(await world.ledger.readEnvelope(mo.customerId, mo.remedyId)).toBeUndefined();
});

it('an address that was erased does not come back with the next letter', async () => {
  const world = letterWorld();
  await write(world, { to, from: email });
  const erasure = { customerId: writerIdOf(email), seenAt: world.now.toISOString(), actor: 'ann', why: 'they asked' };
  await expect(eraseCustomer(erasure, world.sending)).resolves.toMatchObject({ answer: 'done', erased: 1 });
  passDays(world, 1);
  await expect(write(world, { to, from: email })).resolves.toMatchObject({ result: 'handed-on' });
  expect(JSON.stringify([...world.ledger.envelopes.values()])).not.toContain(email);
  expect(world.forwarded.at(-1)?.unheard).toContain('was erased');
});

it('the copy of a letter says that nobody answered a mail of ours, and speaks of no remedy', async () => {
  const world = letterWorld();
  await write(world, { to, from: email });
  const [copy] = world.forwarded;
  const text = copy && forwardedText(copy);
  expect(text).toContain('Somebody wrote who answers none of our mails.');
  expect(text).toContain(`amends conversations show ${mo.customerId} ${mo.remedyId}`);
  expect(text).not.toMatch(/answered one of our mails|the remedy/);
});
