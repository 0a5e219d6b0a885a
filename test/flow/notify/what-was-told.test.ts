import { hourMs, minuteMs } from '../../../lambdas/model/durations';
import { filmFailure } from '../../fakes/film-failure';
import { call, gift, givingParts, refund, replacement, worldOf } from '../../fakes/parts';
import type { World } from '../../fakes/world';

const gone = { state: 'declined', reason: 'out-of-stock' } as const;
const notReached = { state: 'declined', reason: 'customer-not-reached' } as const;

function templatesOf(world: World): string[] {
  return world.mailer.mails.map(({ template }) => template);
}

function lastTextOf(world: World): string {
  const { subject = '', text = '' } = world.mailer.mails.at(-1) ?? {};
  return `${subject}\n${text}`;
}

/** A new one was asked for and is refused before any mail left, so the money goes back in its place, and is told. */
async function refundedInstead(): Promise<World> {
  const world = worldOf(givingParts(replacement, call));
  world.partner.willAnswer = { state: 'pending', providerRef: 'order_1', answerBy: '2099-01-01T00:00:00Z' };
  await world.publishFailure(filmFailure());
  const callBy = new Date(world.now + hourMs).toISOString();
  const accepted = { state: 'pending', providerRef: 'call_1', answerBy: callBy, callBy } as const;
  await world.applyPartnerUpdate({ kind: 'callback', partNumber: 2, outcome: accepted });
  await world.applyPartnerUpdate({ kind: 'replacement', partNumber: 1, outcome: gone });
  await world.sweepEvery(minuteMs, 4);
  expect(templatesOf(world)).toEqual(['apology']);
  expect(lastTextOf(world)).toMatch(/£3\.99[^]+calls you by/);
  return world;
}

/** A refund was made and a credit is awaited, for so long that the customer was told. */
async function toldThatItTakesLonger(): Promise<World> {
  const world = worldOf(givingParts(refund, gift));
  world.partner.willAnswer = { state: 'pending', providerRef: 'credit_1', answerBy: '2099-01-01T00:00:00Z' };
  await world.publishFailure(filmFailure());
  await world.sweepEvery(hourMs, 3);
  expect(templatesOf(world)).toEqual(['waiting']);
  expect(lastTextOf(world)).toMatch(/refunded £3\.99/);
  return world;
}

describe('what is corrected is what a mail said', () => {
  it('and a call that did not come is no reason to correct what had been replaced before the mail left', async () => {
    const world = await refundedInstead();
    await world.applyPartnerUpdate({ kind: 'callback', partNumber: 2, outcome: notReached });
    await world.sweepEvery(2 * minuteMs, 3);
    expect(templatesOf(world)).toEqual(['apology', 'missed-call']);
  });

  it('so that a refund which fails is named, and not the new one of which its customer never heard', async () => {
    const world = await refundedInstead();
    await world.failLate('insufficient-balance', { partNumber: 3 });
    await world.write();
    expect(templatesOf(world)).toEqual(['apology', 'correction']);
    expect(lastTextOf(world)).toMatch(/^Your £3\.99 did not arrive[^]+that we had refunded £3\.99\. I have to correct/);
    expect(lastTextOf(world)).not.toMatch(/new one/);
  });

  it('and what is put right is what came since, without what was told before', async () => {
    const world = worldOf(givingParts(replacement, gift));
    world.partner.willAnswer = { state: 'pending', providerRef: 'ref_1', answerBy: '2099-01-01T00:00:00Z' };
    await world.publishFailure(filmFailure());
    const credited = { state: 'succeeded', providerRef: 'credit_1' } as const;
    await world.applyPartnerUpdate({ kind: 'credit', partNumber: 2, outcome: credited });
    await world.applyPartnerUpdate({ kind: 'replacement', partNumber: 1, outcome: gone });
    await world.sweepEvery(minuteMs, 2);
    expect(lastTextOf(world)).toMatch(/£3\.99[^]+£1\.00/);
    await world.failLate('insufficient-balance', { partNumber: 3 });
    await world.write();
    await world.sweepEvery(7 * hourMs, 3);
    expect(templatesOf(world)).toEqual(['apology', 'correction', 'resolution']);
    expect(lastTextOf(world)).toMatch(/It does now[^]+£3\.99/);
    expect(lastTextOf(world)).not.toMatch(/£1\.00/);
  });

  it('also where the mail only said that the rest takes longer', async () => {
    const world = await toldThatItTakesLonger();
    await world.failLate('insufficient-balance');
    await world.write();
    expect(templatesOf(world)).toEqual(['waiting', 'correction']);
    expect(lastTextOf(world)).toMatch(/that we had refunded £3\.99\. I have to correct/);
  });

  it('and it is corrected once, whatever comes again', async () => {
    const world = await refundedInstead();
    await world.applyPartnerUpdate({ kind: 'callback', partNumber: 2, outcome: notReached });
    await world.failLate('insufficient-balance', { partNumber: 3 });
    for (const outcome of [...world.outcomes.published]) await world.apologise(outcome);
    await world.sweepEvery(hourMs, 2);
    for (const outcome of [...world.outcomes.published]) await world.apologise(outcome);
    expect(templatesOf(world).filter((template) => template === 'correction')).toHaveLength(1);
  });
});
