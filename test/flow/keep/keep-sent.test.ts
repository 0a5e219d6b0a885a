import { MailNotTakenError } from '../../../lambdas/email/mailer';
import { keepingMs } from '../../../lambdas/email/sent/sent-mails';
import { eraseCustomer } from '../../../lambdas/flow/operate/erase-customer';
import { keptMail } from '../../../lambdas/flow/preview/kept-mail';
import type { NoticeTemplate } from '../../../lambdas/ledger/notice/notice';
import { filmFailure } from '../../fakes/film-failure';
import { keepingIn, MemorySentMails } from '../../fakes/memory-sent-mails';
import { World } from '../../fakes/world';

// A mail that has left is kept as it left, for whoever answers for it. Its customer gets it whatever becomes of that.

function worldThatKeeps(signal?: AbortSignal) {
  const [world, mails] = [new World(), new MemorySentMails()];
  world.keeping = keepingIn(mails, signal);
  return { world, mails };
}

const shown = (world: World, mails: MemorySentMails, template: NoticeTemplate = 'apology') =>
  keptMail(world.onlyRecord(), template, { ledger: world.ledger, mails });

function erase(world: World, mails: MemorySentMails, wait: (ms: number) => Promise<void> = () => Promise.resolve()) {
  const erasure = { customerId: 'cus_501', seenAt: world.clock().toISOString(), actor: 'ann', why: 'asked' };
  return eraseCustomer(erasure, { ...world.holdPorts(), sentMails: { mails, wait } });
}

it('is shown as it left, also after more was recorded, and so is each that follows it', async () => {
  const { world, mails } = worldThatKeeps();
  await world.publishFailure(filmFailure());
  await world.failLate('insufficient-balance');
  await world.write();
  expect(world.mailer.mails.map(({ template }) => template)).toEqual(['apology', 'correction']);
  for (const left of world.mailer.mails) {
    const { sender, to, subject, text, html } = left;
    expect(await shown(world, mails, left.template as NoticeTemplate)).toMatchObject({
      answer: 'done',
      sent: {
        ...{ to, subject, text, html, replyTo: sender.replyTo, keptAt: world.clock().toISOString() },
        from: { name: sender.name, email: sender.email },
      },
    });
  }
});

it('is kept once, however often its outcome is delivered', async () => {
  const { world, mails } = worldThatKeeps();
  await world.publishFailure(filmFailure());
  world.answered = 0;
  await world.write();
  expect([world.mailer.mails.length, mails.kept.size]).toEqual([1, 1]);
});

it('says where its own answers go', async () => {
  const { world, mails } = worldThatKeeps();
  const send = world.mailer.send.bind(world.mailer);
  const replyTo = 'reply+abc@replies.example.com';
  world.mailer.send = async (mail) => ({ ...(await send(mail)), replyTo });
  await world.publishFailure(filmFailure());
  expect(await shown(world, mails)).toMatchObject({ sent: { replyTo } });
});

it('has its hash in the ledger, and nothing there tells who it went to: two of the same have two', async () => {
  const [one, other] = [worldThatKeeps(), worldThatKeeps()];
  other.world.keeping = { ...keepingIn(other.mails), newSalt: () => 'another salt' };
  for (const { world } of [one, other]) await world.publishFailure(filmFailure());
  const hashes = [one, other].map(({ world }) => world.notices().apology?.keptHash);
  expect(hashes[0]).toMatch(/^[\w-]{43}$/);
  expect(hashes[1]).not.toBe(hashes[0]);
  const [text = ''] = one.mails.kept.values();
  expect(text).toContain('zoe@example.com');
  expect(JSON.stringify([...one.world.ledger.notices.values()])).not.toMatch(/zoe@example\.com|Zoë/);
});

it('is not shown as what left where somebody has changed it since', async () => {
  const { world, mails } = worldThatKeeps();
  await world.publishFailure(filmFailure());
  for (const [place, text] of mails.kept) mails.kept.set(place, text.replaceAll('£3.99', '£399'));
  expect(await shown(world, mails)).toMatchObject({ answer: 'refused', why: /was changed since it left/ });
});

it('leaves once and is noted as sent where it cannot be kept, and somebody is told', async () => {
  const { world, mails } = worldThatKeeps();
  mails.instead = () => Promise.reject(new Error('the bucket is away'));
  await world.publishFailure(filmFailure());
  world.answered = 0;
  await world.write();
  expect(world.mailer.mails).toHaveLength(1);
  expect(world.notices().apology?.state).toBe('sent');
  expect(world.observer.troubles).toEqual(['a mail has left, and is not kept']);
  expect(world.observer.steps.filter(({ step }) => step === 'mail-not-kept')).toHaveLength(1);
  expect(await shown(world, mails)).toBeUndefined();
});

it('waits for nothing longer than its time: it is noted as sent before, and goes on without being kept', async () => {
  const time = new AbortController();
  const { world, mails } = worldThatKeeps(time.signal);
  let state: string | undefined;
  mails.instead = async () => {
    state = world.notices().apology?.state;
    time.abort(new Error('out of time'));
    await new Promise(() => undefined);
  };
  await world.publishFailure(filmFailure());
  expect(state).toBe('sent');
  expect(world.observer.causes).toEqual(['Error: out of time']);
});

it('is not kept before it has left', async () => {
  const { world, mails } = worldThatKeeps();
  world.mailer.failNext(new MailNotTakenError('not now'), { taken: false });
  world.mailer.failNext(new Error('no answer'), { taken: true });
  await world.publishFailure(filmFailure());
  expect(world.notices().apology?.state).toBe('unknown');
  expect(mails.kept.size).toBe(0);
});

describe('once its customer is erased', () => {
  it('is gone, and whoever erased is told how many there were', async () => {
    const { world, mails } = worldThatKeeps();
    await world.publishFailure(filmFailure());
    await mails.keep(
      { customerId: 'cus_502', remedyId: 'rem_2', template: 'apology', messageId: 'm' },
      'of another',
      new AbortController().signal,
    );
    expect(await erase(world, mails)).toMatchObject({ answer: 'done', mails: 1 });
    expect([...mails.kept.values()]).toEqual(['of another']);
    expect(await shown(world, mails)).toBeUndefined();
    expect(await erase(world, mails)).toMatchObject({ answer: 'done', mails: 0 });
  });

  it('is not kept where it was on its way then', async () => {
    const { world, mails } = worldThatKeeps();
    const send = world.mailer.send.bind(world.mailer);
    world.mailer.send = async (mail) => {
      expect(await erase(world, mails)).toMatchObject({ answer: 'done' });
      return send(mail);
    };
    await world.publishFailure(filmFailure());
    expect(world.mailer.mails).toHaveLength(1);
    expect(mails.kept.size).toBe(0);
    expect(world.observer.troubles).toEqual([]);
  });

  it('is gone also where it was being kept at that moment: whoever erases waits for longer than that takes', async () => {
    const { world, mails } = worldThatKeeps();
    const waited: number[] = [];
    // It has seen that nothing is erased, and keeps it at the very end of its time.
    mails.instead = async (signal) => {
      const late = async (ms: number): Promise<void> => {
        waited.push(ms);
        const which = { ...world.onlyRecord(), template: 'apology', messageId: 'mail-1' };
        await mails.keep(which, 'a mail', signal);
      };
      expect(await erase(world, mails, late)).toMatchObject({ mails: 1 });
    };
    await world.publishFailure(filmFailure());
    expect(waited).toHaveLength(1);
    expect(waited[0]).toBeGreaterThan(keepingMs);
    expect(mails.kept.size).toBe(0);
  });

  it('is kept again of what is detected afterwards', async () => {
    const { world, mails } = worldThatKeeps();
    await world.publishFailure(filmFailure());
    await erase(world, mails);
    world.now += 86_400_000;
    world.detectedAt = world.clock().toISOString();
    const later = filmFailure({
      playback: { rentalId: 'rent_78' },
      purchase: { orderId: 'ord_10', paymentId: 'ch_2' },
    });
    await world.publishFailure(later);
    expect(mails.kept.size).toBe(1);
  });
});
