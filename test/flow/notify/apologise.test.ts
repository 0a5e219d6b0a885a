import { ApologyInProgressError } from '../../../lambdas/flow/notify/apology-delivery';
import { beginNotice } from '../../../lambdas/ledger/notice/notice-transitions';
import { MailNotTakenError } from '../../../lambdas/email/mailer';
import type { Outcome } from '../../../lambdas/outcomes/outcome';
import { filmFailure } from '../../fakes/film-failure';
import { Life } from '../../fakes/mortal';
import { World } from '../../fakes/world';

async function paidWorld(): Promise<{ world: World; issued: Outcome }> {
  const world = new World();
  await world.deliver(filmFailure());
  const [issued] = world.outcomes.published;
  if (!issued) throw new Error('nothing was published');
  return { world, issued };
}

it('the apology names the film, the amount, the way of the money, and a person', async () => {
  const { world, issued } = await paidWorld();
  await world.apologise(issued);
  const [mail] = world.mailer.mails;
  expect(mail).toMatchObject({ to: { name: 'Zoë Park', email: 'zoe@example.com' } });
  for (const words of ['Paris, Texas', '£3.99', '5 to 10 business days', 'Nora Lind', 'sorry']) {
    expect(mail?.text).toContain(words);
  }
});

it.each([
  [1, 1],
  [0, 0],
])(
  'of a share of %d the remedy of a mail is checked afterwards %d times, however often its event comes',
  async (share, count) => {
    const { world, issued } = await paidWorld();
    const kept = new Set<string>();
    world.checks = { share, store: { keepCheck: ({ remedyId }) => Promise.resolve(void kept.add(remedyId)) } };
    await world.apologise(issued);
    await world.apologise(issued);
    expect(kept.size).toBe(count);
    expect(world.mailer.mails).toHaveLength(1);
  },
);

it('a check that cannot be kept has the event come again, and no second mail', async () => {
  const { world, issued } = await paidWorld();
  const kept: string[] = [];
  const failing = { keepCheck: () => Promise.reject(new Error('throttled')) };
  world.checks = { share: 1, store: failing };
  await expect(world.apologise(issued)).rejects.toThrow('throttled');
  world.checks = { share: 1, store: { keepCheck: ({ remedyId }) => Promise.resolve(void kept.push(remedyId)) } };
  await world.apologise(issued);
  expect(kept).toHaveLength(1);
  expect(world.mailer.mails).toHaveLength(1);
});

it('a second RemedyIssued for the same remedy sends nothing', async () => {
  const { world, issued } = await paidWorld();
  await world.apologise(issued);
  await expect(world.apologise(issued)).resolves.toMatchObject({ result: 'repeated' });
  expect(world.mailer.mails).toHaveLength(1);
});

it('two at once send one mail, and the other one comes again or finds it sent', async () => {
  const { world, issued } = await paidWorld();
  const settled = await Promise.allSettled([world.apologise(issued), world.apologise(issued)]);
  const [first, second] = settled.map((end): unknown => (end.status === 'fulfilled' ? end.value.result : end.reason));
  expect([first, second]).toContain('sent');
  const other = first === 'sent' ? second : first;
  expect(other instanceof ApologyInProgressError || other === 'repeated').toBe(true);
  expect(world.mailer.mails).toHaveLength(1);
});

it('no mail says refunded where the ledger does not say paid, whatever an event claims', async () => {
  const world = new World();
  world.provider.answerNext({ state: 'declined', reason: 'disputed' });
  await world.deliver(filmFailure());
  const [declined] = world.outcomes.published;
  if (!declined) throw new Error('nothing was published');
  const forged: Outcome = { ...declined, state: 'issued' };
  await expect(world.apologise(forged)).resolves.toMatchObject({ result: 'not-issued' });
  expect(world.mailer.mails).toHaveLength(0);
});

it('the amount in the mail is the one in the ledger, whatever an event claims', async () => {
  const { world, issued } = await paidWorld();
  const forged: Outcome = { ...issued, parts: issued.parts.map((part) => ({ ...part, amountMinor: 99_999 })) };
  await world.apologise(forged);
  expect(world.mailer.mails[0]?.text).toContain('£3.99');
});

it('words that cannot be found leave no doubt about a mail that was never tried', async () => {
  const { world, issued } = await paidWorld();
  const { definition } = world;
  world.definition = {
    ...definition,
    apologise: () => {
      throw new Error('no words');
    },
  };
  await expect(world.apologise(issued)).rejects.toThrow('no words');
  expect(world.notices()).toEqual({});
  world.definition = definition;
  await expect(world.apologise(issued)).resolves.toMatchObject({ result: 'sent' });
});

it('a mail service that did not take the mail is tried again, and the money stays as it is', async () => {
  const { world, issued } = await paidWorld();
  world.mailer.failNext(new MailNotTakenError('throttled'), { taken: false });
  await expect(world.apologise(issued)).rejects.toThrow(MailNotTakenError);
  expect([world.onlyRecord(), world.notices()]).toMatchObject([{ state: 'issued' }, { apology: { state: 'none' } }]);
  await expect(world.apologise(issued)).resolves.toMatchObject({ result: 'sent' });
  expect(world.provider.calls).toHaveLength(1);
});

it('a mail service that does not answer leaves a doubt that is never mailed away', async () => {
  const { world, issued } = await paidWorld();
  world.mailer.failNext(new Error('socket hang up'), { taken: true });
  await expect(world.apologise(issued)).resolves.toMatchObject({ result: 'unknown' });
  await expect(world.apologise(issued)).resolves.toMatchObject({ result: 'repeated' });
  expect(world.mailer.mails).toHaveLength(1);
  expect([world.onlyRecord(), world.notices()]).toMatchObject([{ state: 'issued' }, { apology: { state: 'unknown' } }]);
});

it('an attempt whose mail was not taken does not undo what another has begun since', async () => {
  const { world, issued } = await paidWorld();
  world.mailer.failNext(new MailNotTakenError('throttled'), { taken: false });
  const save = world.ledger.saveNotice.bind(world.ledger);
  world.ledger.saveNotice = async (next) => {
    if (next.state !== 'none') return save(next);
    // It is applied and its reply lost; until it is written again, another delivery has begun.
    world.ledger.saveNotice = save;
    await save(next);
    await save(beginNotice(world.onlyRecord(), 'apology', next, { at: next.at, token: 'another attempt' }));
    return save(next);
  };
  await expect(world.apologise(issued)).rejects.toThrow(MailNotTakenError);
  expect(world.notices().apology).toMatchObject({ state: 'sending', token: 'another attempt' });
});

it('an attempt that came back late writes down that the mail left, over the doubt of another', async () => {
  const { world, issued } = await paidWorld();
  const send = world.mailer.send.bind(world.mailer);
  world.mailer.send = async (mail) => {
    const sent = await send(mail);
    world.now += 60_000;
    await world.apologise(issued);
    return sent;
  };
  await expect(world.apologise(issued)).resolves.toMatchObject({ result: 'sent' });
  expect(world.notices().apology).toMatchObject({ state: 'sent', messageId: 'mail-1' });
});

it('it reports how long it took from the failure to the mail', async () => {
  const { world, issued } = await paidWorld();
  await world.apologise(issued, new Life());
  const occurredToMailMs = world.now - Date.parse(filmFailure().occurredAt);
  expect(world.observer.steps.at(-1)).toMatchObject({ step: 'apology-sent', detectToMailMs: 1_000, occurredToMailMs });
});
