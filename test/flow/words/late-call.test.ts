import { resendNotice } from '../../../lambdas/flow/notify/resend-notice';
import { minuteMs } from '../../../lambdas/model/durations';
import { filmFailure } from '../../fakes/film-failure';
import { call, givingParts, refund, worldOf } from '../../fakes/parts';
import { tombstoneAt } from '../../fakes/tombstone-at';
import type { World } from '../../fakes/world';

/** Somebody calls within so many minutes. */
function accepted(world: World, minutes = 30) {
  const callBy = new Date(world.now + minutes * minuteMs).toISOString();
  return { state: 'pending', providerRef: 'call_1', answerBy: callBy, callBy } as const;
}

async function accept(world: World, minutes = 30): Promise<void> {
  await world.applyPartnerUpdate({ kind: 'callback', partNumber: 2, outcome: accepted(world, minutes) });
}

/** Money went back, the mail has left, and nobody has accepted the call yet. */
async function writtenWorld(part = call): Promise<World> {
  const world = worldOf(givingParts(refund, part));
  await world.publishFailure(filmFailure({ customer: { locale: 'en-GB', timeZone: 'Europe/London' } }));
  await world.applyEmailEvent('apology', 'delivered');
  expect(world.mailer.mails.map(({ template }) => template)).toEqual(['apology']);
  world.now += 10 * minuteMs;
  return world;
}

const templates = (world: World) => world.mailer.mails.map(({ template }) => template);

describe('a call that is accepted after the mail has left', () => {
  it('is told once, with its time, however often somebody says so', async () => {
    const world = await writtenWorld();
    const outcome = accepted(world);
    for (const _ of [1, 2, 3]) {
      await world.applyPartnerUpdate({ kind: 'callback', partNumber: 2, outcome });
      await world.write();
    }
    expect(templates(world)).toEqual(['apology', 'call-accepted']);
    const by = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone: 'Europe/London' }).format(
      new Date(outcome.callBy),
    );
    const [, mail] = world.mailer.mails;
    expect(mail?.subject).toContain(`We’ll call you by ${by}`);
    expect(mail?.text).toMatch(new RegExp(`somebody from my team has taken this on[^]+calls you by ${by}`));
    expect(world.outcomes.published.filter(({ isForMail }) => !isForMail)).toHaveLength(1);
  });

  it('is told as an answer where somebody writes', async () => {
    const world = await writtenWorld({ ...call, channel: 'X' });
    await accept(world);
    await world.write();
    expect(world.mailer.mails[1]?.subject).toMatch(/^We’ll write to you by /);
  });

  it('is told where the one who accepts is late themselves, and is then late only after their own time', async () => {
    const world = await writtenWorld();
    await world.sweepEvery(2 * minuteMs, 1);
    expect(world.onlyRecord().parts[1]).toHaveProperty('overdueSince');
    await accept(world, 90);
    await world.write();
    expect(templates(world)).toEqual(['apology', 'call-accepted']);
    await world.sweepEvery(80 * minuteMs, 1);
    expect(world.onlyRecord().state).toBe('issued');
  });

  it('is not told again where it is put off', async () => {
    const world = await writtenWorld();
    await accept(world, 30);
    await world.write();
    await accept(world, 60);
    await world.write();
    expect(templates(world)).toEqual(['apology', 'call-accepted']);
  });

  it('is taken back where it then does not come, also where it was put off', async () => {
    const world = await writtenWorld();
    await accept(world, 30);
    await world.write();
    await accept(world, 40);
    await world.sweepEvery(41 * minuteMs, 1);
    await world.sweepEvery(61 * minuteMs, 2);
    expect(templates(world)).toEqual(['apology', 'call-accepted', 'missed-call']);
  });

  it('is told by another time than the mail had promised', async () => {
    const world = worldOf(givingParts(refund, call));
    world.partner.willAnswer = accepted(world, 60);
    await world.publishFailure(filmFailure());
    expect(world.mailer.mails[0]?.text).toMatch(/calls you by/);
    world.now += 10 * minuteMs;
    await accept(world, 120);
    await world.write();
    expect(templates(world)).toEqual(['apology', 'call-accepted']);
  });
});

describe('nobody is told of a call', () => {
  it('that comes before the mail about it is read', async () => {
    const world = await writtenWorld();
    await accept(world, 4);
    await world.write();
    expect(templates(world)).toEqual(['apology']);
  });

  it('that was made before the mail was written', async () => {
    const world = await writtenWorld();
    await accept(world);
    await world.applyPartnerUpdate({
      kind: 'callback',
      partNumber: 2,
      outcome: { state: 'succeeded', providerRef: 'call_1' },
    });
    await world.write();
    expect(templates(world)).toEqual(['apology']);
  });

  it.each(['customer-not-reached', 'other'] as const)(
    'that had failed before the mail was written: %s',
    async (reason) => {
      const world = await writtenWorld();
      await accept(world);
      await world.applyPartnerUpdate({ kind: 'callback', partNumber: 2, outcome: { state: 'declined', reason } });
      await world.write();
      await world.sweepEvery(2 * minuteMs, 3);
      expect(templates(world)).toEqual(['apology']);
    },
  );

  it('whose time was over before the mail was written', async () => {
    const world = await writtenWorld();
    await accept(world);
    world.now += 31 * minuteMs;
    await world.write();
    expect(templates(world)).toEqual(['apology']);
  });

  it.each(['bounced', 'complained'] as const)('to whom the mail before %s', async (state) => {
    const world = await writtenWorld();
    await world.applyEmailEvent('apology', state);
    await accept(world);
    await world.write();
    expect(templates(world)).toEqual(['apology']);
  });

  it('who complained while the event was on its way', async () => {
    const world = await writtenWorld();
    await accept(world);
    await world.applyEmailEvent('apology', 'complained');
    await world.write();
    expect(templates(world)).toEqual(['apology']);
  });

  it('who was erased before it was accepted', async () => {
    const world = await writtenWorld();
    await world.ledger.eraseEnvelopes('cus_501', tombstoneAt(world.clock()));
    await accept(world);
    await world.write();
    expect(templates(world)).toEqual(['apology']);
  });

  it('who was erased while the event was on its way', async () => {
    const world = await writtenWorld();
    await accept(world);
    await world.ledger.eraseEnvelopes('cus_501', tombstoneAt(world.clock()));
    await world.write();
    expect(templates(world)).toEqual(['apology']);
  });
});

describe('a mail that has not left yet', () => {
  it('says itself what was accepted before it left', async () => {
    const world = worldOf(givingParts(refund, call));
    await world.deliver(filmFailure());
    await accept(world);
    await world.write();
    expect(templates(world)).toEqual(['apology']);
    expect(world.mailer.mails[0]?.text).toMatch(/calls you by/);
  });

  it('says it too where it was being written at that very moment', async () => {
    const world = worldOf(givingParts(refund, call));
    await world.deliver(filmFailure());
    const { ledger } = world;
    const keepEnvelope = ledger.keepEnvelope.bind(ledger);
    let isAccepted = false;
    // What the mail says was read by then, and its notice is not written yet.
    ledger.keepEnvelope = async (envelope) => {
      if (!isAccepted) {
        isAccepted = true;
        await accept(world);
      }
      return keepEnvelope(envelope);
    };
    await world.write();
    expect(templates(world)).toEqual(['apology']);
    expect(world.mailer.mails[0]?.text).toMatch(/calls you by/);
  });

  it('is sent once more as it was wanted, with the promise in it', async () => {
    const world = await writtenWorld();
    await accept(world, 60);
    const { customerId, remedyId } = world.onlyRecord();
    const wish = { customerId, remedyId, template: 'apology', actor: 'ann' } as const;
    const wanted = await resendNotice(wish, { why: 'they asked', email: 'zoe.new@example.com' }, world.holdPorts());
    expect(wanted).toMatchObject({ answer: 'done' });
    await world.write();
    expect(templates(world)).toEqual(['apology', 'apology']);
    expect(world.mailer.mails[1]?.text).toMatch(/calls you by/);
  });
});
