import { eraseCustomer, type EraseResult } from '../../../lambdas/flow/operate/erase-customer';
import { resendNotice } from '../../../lambdas/flow/notify/resend-notice';
import type { Outcome } from '../../../lambdas/outcomes/outcome';
import { filmFailure } from '../../fakes/film-failure';
import { World } from '../../fakes/world';
import { givingParts, replacement, worldOf } from '../../fakes/parts';

const customerId = 'cus_501';
/** Another film, of another order. */
const another = filmFailure({ playback: { rentalId: 'rent_78' }, purchase: { orderId: 'ord_10', paymentId: 'ch_2' } });
const personal = /Zoë|zoe@example\.com/;

async function erase(world: World, seenAt = world.clock()): Promise<EraseResult> {
  const erasure = { customerId, seenAt: seenAt.toISOString(), actor: 'ann', why: 'the customer asked' };
  return eraseCustomer(erasure, world.holdPorts());
}

/** All that the ledger keeps, as text. */
function kept({ ledger }: World): string {
  const maps = [ledger.customerRecords, ledger.records, ledger.notices, ledger.envelopes, ledger.messages];
  return JSON.stringify(maps.map((map) => [...map.entries()]));
}

function published({ outcomes }: World): Outcome {
  const last = outcomes.published.at(-1);
  if (!last) throw new Error('nothing was published');
  return last;
}

describe('what is on its way when a customer is erased', () => {
  it('is reached whatever time its publisher gave it: nothing is detected after it arrives', async () => {
    const world = new World();
    await world.switchMode('VideoPlaybackFailed', { mode: 'approve' });
    world.detectedAt = new Date(world.now + 30 * 86_400_000).toISOString();
    await world.deliver(filmFailure());
    expect(world.onlyRecord().detectedAt).toBe(world.clock().toISOString());
    world.now += 60_000;
    await expect(erase(world)).resolves.toMatchObject({ answer: 'done', erased: 1 });
    expect(kept(world)).not.toMatch(personal);
    await world.switchMode('VideoPlaybackFailed', { mode: 'auto' });
    await world.approve('ann');
    await world.sweepEvery(60_000, 3);
    expect(world.onlyRecord().state).toBe('issued');
    expect(world.mailer.mails).toEqual([]);
  });

  it('is mailed no more: an outcome that waits in a queue, whoever hands it over again, and however late', async () => {
    const world = new World();
    await world.deliver(filmFailure());
    const onItsWay = published(world);
    expect(JSON.stringify(onItsWay)).toMatch(personal);
    await expect(erase(world)).resolves.toMatchObject({ answer: 'done', erased: 0 });
    await expect(world.apologise(onItsWay)).resolves.toMatchObject({ result: 'no-email' });
    for (const days of [14, 400]) {
      world.now += days * 86_400_000;
      await expect(world.apologise(onItsWay)).resolves.toMatchObject({ result: 'repeated' });
    }
    expect(world.mailer.mails).toEqual([]);
    expect(kept(world)).not.toMatch(personal);
    expect(world.notices().apology).toMatchObject({ state: 'suppressed', trouble: undefined });
    expect(world.onlyRecord().state).toBe('issued');
  });

  it('pays and tells nobody who it was: a failure that waits in a retry queue, or was a dead letter', async () => {
    const world = new World();
    await erase(world);
    await world.publishFailure(filmFailure());
    expect(world.onlyRecord().state).toBe('issued');
    expect(world.mailer.mails).toEqual([]);
    expect(published(world)).toMatchObject({ state: 'issued', customerId });
    expect(JSON.stringify(world.outcomes.published)).not.toMatch(personal);
    expect(kept(world)).not.toMatch(personal);
  });

  it('stays what it was where another detector sees the same failure after the erasure', async () => {
    const world = new World();
    await erase(world);
    await world.deliver(filmFailure());
    world.now += 86_400_000;
    world.detectedAt = world.clock().toISOString();
    await world.publishFailure(filmFailure());
    expect(world.mailer.mails).toEqual([]);
    expect(JSON.stringify(world.outcomes.published)).not.toMatch(personal);
    expect(kept(world)).not.toMatch(personal);
  });

  it('is passed on to nobody where it is not owed, or only looked at', async () => {
    const world = new World();
    await erase(world);
    await world.switchMode('all', { mode: 'shadow' });
    await world.deliver(filmFailure());
    await world.switchMode('all', { mode: 'off' });
    await world.deliver(another);
    expect(world.reported()).toEqual(['shadowed', 'none']);
    for (const outcome of world.outcomes.published) expect(outcome).toMatchObject({ customerId });
    expect(JSON.stringify(world.outcomes.published)).not.toMatch(personal);
  });

  it('is held and approved as ever, and keeps no address', async () => {
    const world = new World();
    await erase(world);
    await world.deliver(filmFailure({ purchase: { amountMinor: 250_00 } }));
    expect(kept(world)).not.toMatch(personal);
    await world.approve('ann');
    await world.approve('ben');
    await world.sweepEvery(60_000, 2);
    expect(world.onlyRecord().state).toBe('issued');
    expect(world.mailer.mails).toEqual([]);
  });

  it('is paid where it was held before, without a mail', async () => {
    const world = new World();
    await world.deliver(filmFailure({ purchase: { amountMinor: 250_00 } }));
    await expect(erase(world)).resolves.toMatchObject({ answer: 'done', erased: 1 });
    await world.approve('ann');
    await world.approve('ben');
    await world.sweepEvery(60_000, 2);
    expect(world.onlyRecord().state).toBe('issued');
    expect(world.mailer.mails).toEqual([]);
    expect(JSON.stringify(published(world))).not.toMatch(personal);
  });

  it('is not sent to an address that a partner would have to be told', async () => {
    const world = worldOf(givingParts(replacement));
    await erase(world);
    await world.deliver(filmFailure());
    expect(JSON.stringify(world.partner.asked)).not.toMatch(personal);
    expect(world.onlyRecord().parts[0]?.outcome).toEqual({ state: 'declined', reason: 'address-gone' });
  });

  it('is written down by an attempt that was at it, and keeps no address', async () => {
    const world = new World();
    const ports = world.ports();
    const save = ports.ledger.saveRemedy.bind(ports.ledger);
    // The customer is erased after the commitment was written, and before its record is.
    ports.ledger.saveRemedy = async (next) => {
      await erase(world);
      return save(next);
    };
    await world.deliver(filmFailure(), undefined, ports);
    expect(JSON.stringify(published(world))).toMatch(personal);
    await world.write();
    expect(world.mailer.mails).toEqual([]);
    expect(kept(world)).not.toMatch(personal);
  });

  it('changes what is known of a mail, and names nobody: what the mail service still has to say', async () => {
    const world = new World();
    await world.publishFailure(filmFailure());
    await erase(world);
    await world.applyEmailEvent('apology', 'bounced');
    expect(world.notices().apology).toMatchObject({ state: 'bounced' });
    expect(kept(world)).not.toMatch(personal);
  });

  it('is not corrected by a mail when it fails months later', async () => {
    const world = new World();
    await world.publishFailure(filmFailure());
    await erase(world);
    world.now += 60 * 86_400_000;
    await world.failLate('insufficient-balance');
    await world.write();
    expect(world.mailer.mails).toHaveLength(1);
    expect(JSON.stringify(published(world))).not.toMatch(personal);
  });
});

describe('what happens to a customer after an erasure', () => {
  it('begins anew, with the address that its own event brings', async () => {
    const world = new World();
    await world.publishFailure(filmFailure());
    await erase(world);
    world.now += 86_400_000;
    world.detectedAt = world.clock().toISOString();
    const moved = { id: customerId, email: 'zoe@new.example.com' };
    await world.publishFailure(
      filmFailure({ playback: another.playback, purchase: another.purchase, customer: moved }),
    );
    expect(world.mailer.mails.map(({ to }) => to.email)).toEqual(['zoe@example.com', 'zoe@new.example.com']);
  });

  it('stays where the erasure is sent once more', async () => {
    const world = new World();
    const seenAt = world.clock();
    await erase(world, seenAt);
    world.now += 60_000;
    world.detectedAt = world.clock().toISOString();
    await world.publishFailure(filmFailure());
    await expect(erase(world, seenAt)).resolves.toMatchObject({ answer: 'done', erased: 0 });
    const { remedyId } = world.onlyRecord();
    expect(await world.ledger.readEnvelope(customerId, remedyId)).toBeDefined();
    const again = { customerId, remedyId, template: 'apology', actor: 'ann' } as const;
    await world.applyEmailEvent('apology', 'bounced');
    await expect(resendNotice(again, { why: 'they called' }, world.holdPorts())).resolves.toMatchObject({
      answer: 'done',
    });
  });

  it('is erased by a later erasure, with what came between', async () => {
    const world = new World();
    await erase(world);
    world.now += 60_000;
    world.detectedAt = world.clock().toISOString();
    await world.deliver(filmFailure());
    const onItsWay = published(world);
    world.now += 60_000;
    await erase(world);
    await world.apologise(onItsWay);
    expect(world.mailer.mails).toEqual([]);
  });
});

it('of a customer whom nobody knows, it is on record all the same, for ever', async () => {
  const world = new World();
  await expect(erase(world)).resolves.toMatchObject({ answer: 'done', erased: 0 });
  const at = world.clock().toISOString();
  expect(world.ledger.customerRecords.get(customerId)).toMatchObject({ version: 1, tombstone: { until: at, at } });
});

it('an erasure by somebody whose clock is behind is refused, and not said to be done', async () => {
  const world = new World();
  await world.publishFailure(filmFailure());
  const { remedyId } = world.onlyRecord();
  const behind = new Date(world.now - 61_000);
  await expect(erase(world, behind)).resolves.toMatchObject({
    answer: 'refused',
    why: expect.stringMatching(/set the clock right, and ask anew/),
  });
  expect(await world.ledger.readEnvelope(customerId, remedyId)).toBeDefined();
  await expect(erase(world)).resolves.toMatchObject({ answer: 'done', until: world.clock().toISOString() });
  expect(await world.ledger.readEnvelope(customerId, remedyId)).toBeUndefined();
});
