import { voidCredit, type VoidResult, type VoidRequest } from '../../../lambdas/flow/operate/void-credit';
import type { CallbackPart, CreditPart } from '../../../lambdas/model/remedy';
import { filmFailure } from '../../fakes/film-failure';
import { giving } from '../../fakes/giving';
import { Death, Life } from '../../fakes/mortal';
import { World } from '../../fakes/world';

const gift: CreditPart = {
  kind: 'credit',
  amountMinor: 100,
  currency: 'GBP',
  accountId: 'cus_acct',
  basis: 'goodwill',
};
const call: CallbackPart = { kind: 'callback', channel: 'phone', deadlineSeconds: 600 };

const given = { state: 'succeeded', providerRef: 'cr_1' } as const;

/** A world in which those parts were given. */
async function worldGiving(...parts: readonly (CreditPart | CallbackPart)[]): Promise<World> {
  const world = new World(giving(...parts));
  world.partner.willAnswer = given;
  await world.publishFailure(filmFailure());
  return world;
}

async function voided(
  world: World,
  words: VoidRequest = { why: 'the parcel came' },
  life = new Life(),
): Promise<VoidResult> {
  const { customerId, remedyId } = world.onlyRecord();
  const ports = { ...world.holdPorts(life), partners: { credit: life.lead(world.partner) } };
  return voidCredit({ customerId, remedyId, actor: 'ada' }, words, ports);
}

const history = (world: World): string[] => world.onlyRecord().history.map(({ why }) => why);

it('takes an unused credit back, once, and says in the ledger who said so and why', async () => {
  const world = await worldGiving(gift);
  await expect(voided(world)).resolves.toMatchObject({ answer: 'done', isCertain: true });
  expect(world.partner.withdrawn).toEqual([world.onlyRecord().parts[0]?.key]);
  expect(world.onlyRecord()).toMatchObject({
    state: 'issued',
    parts: [{ withdrawal: { actor: 'ada' }, outcome: { state: 'declined', reason: 'cancelled', providerRef: 'cr_1' } }],
  });
  expect(history(world)).toContain('part 1 is taken back by ada: the parcel came');
  expect(world.observer.steps).toContainEqual(
    expect.objectContaining({ step: 'credit-voided', actor: 'ada', why: 'the parcel came' }),
  );
  await expect(voided(world)).resolves.toMatchObject({ answer: 'refused', why: expect.stringContaining('no credit') });
});

it('gives nothing in its place, and writes to nobody', async () => {
  const world = await worldGiving(gift);
  const mails = world.mailer.mails.length;
  await voided(world);
  await world.sweepEvery(3_600_000, 3);
  expect(world.onlyRecord().parts).toHaveLength(1);
  expect(world.mailer.mails).toHaveLength(mails);
});

it('leaves a credit that was spent, and the ledger says so', async () => {
  const world = await worldGiving(gift);
  world.partner.gone.add(world.onlyRecord().parts[0]?.key ?? '');
  await expect(voided(world)).resolves.toMatchObject({ answer: 'refused', why: expect.stringContaining('spent') });
  expect(world.onlyRecord().parts).toMatchObject([{ outcome: given }]);
  expect(world.onlyRecord().parts[0]?.withdrawal).toBeUndefined();
});

it('says nothing for certain where nobody was reached, and can be asked again', async () => {
  const world = await worldGiving(gift);
  world.partner.willAnswer = 'throws';
  await expect(voided(world)).resolves.toMatchObject({ answer: 'refused', why: expect.stringContaining('ask again') });
  expect(world.onlyRecord().parts).toMatchObject([{ outcome: given, withdrawal: { actor: 'ada' } }]);
  world.partner.willAnswer = given;
  await expect(voided(world)).resolves.toMatchObject({ answer: 'done' });
});

it('wherever the run dies, the next one ends it, and the credit is taken back once', async () => {
  for (let call = 1; ; call++) {
    const world = await worldGiving(gift);
    const died = await voided(world, undefined, new Life({ call, when: 'after' })).then(
      () => false,
      (error: unknown) => error instanceof Death,
    );
    if (!died) return expect(call).toBeGreaterThan(3);
    const again = await voided(world);
    const isWithdrawn = world.onlyRecord().parts[0]?.outcome.state === 'declined';
    expect([again.answer, isWithdrawn]).toEqual([expect.stringMatching(/done|refused/), true]);
    expect(new Set(world.partner.withdrawn).size).toBe(world.partner.withdrawn.length);
  }
});

describe('on a bus, where nobody answers at once', () => {
  const asked = { state: 'declined', reason: 'no-answer' } as const;

  async function worldOnABus(): Promise<World> {
    const world = await worldGiving(gift);
    world.partner.withdraw = () => Promise.resolve(asked);
    return world;
  }

  it('the credit stays given until an answer says that it is gone, and then no other way is looked for', async () => {
    const world = await worldOnABus();
    await expect(voided(world)).resolves.toMatchObject({ answer: 'done', isCertain: false });
    expect(world.onlyRecord()).toMatchObject({
      state: 'issued',
      parts: [{ outcome: given, withdrawal: { actor: 'ada' } }],
    });

    const outcome = { state: 'declined', reason: 'cancelled' } as const;
    await expect(world.applyPartnerUpdate({ kind: 'credit', partNumber: 1, outcome })).resolves.toMatchObject({
      state: 'issued',
    });
    expect(world.onlyRecord()).toMatchObject({ state: 'issued', parts: [{ outcome }] });
    expect(history(world).join('; ')).toContain('the credit was taken back, as a person had asked');
    await world.sweepEvery(3_600_000, 3);
    expect(world.onlyRecord().parts).toHaveLength(1);
  });

  it('can be requested again, because the request may have been lost', async () => {
    const world = await worldOnABus();
    await voided(world);
    await expect(voided(world)).resolves.toMatchObject({ answer: 'done', isCertain: false });
  });
});

it('news of another part leaves the remedy given after a credit was taken back', async () => {
  const world = await worldGiving(gift, call);
  await voided(world);
  const update = {
    kind: 'callback',
    partNumber: 2,
    outcome: { state: 'declined', reason: 'customer-not-reached' },
  } as const;
  await world.applyPartnerUpdate(update);
  expect(world.onlyRecord().state).toBe('late-failed');
  const [credit] = world.onlyRecord().parts;
  expect(credit?.outcome.state).toBe('declined');
});

it('of several credits the one that is named is taken back, and none where none is', async () => {
  const world = await worldGiving(gift, { ...gift, amountMinor: 50 });
  await expect(voided(world)).resolves.toMatchObject({ answer: 'refused', why: expect.stringContaining('1, 2') });
  await expect(voided(world, { why: 'twice', part: 2 })).resolves.toMatchObject({ answer: 'done' });
  expect(world.onlyRecord().parts.map(({ outcome }) => outcome.state)).toEqual(['succeeded', 'declined']);
});
