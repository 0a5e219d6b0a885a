import { AddressRefusedError } from '../../../lambdas/email/mailer';
import { resendNotice } from '../../../lambdas/flow/notify/resend-notice';
import { beginNotice } from '../../../lambdas/ledger/notice/notice-transitions';
import type { Outcome } from '../../../lambdas/outcomes/outcome';
import { filmFailure } from '../../fakes/film-failure';
import { Interrupted } from '../../fakes/interrupted';
import { World } from '../../fakes/world';

const hour = 3_600_000;

/** More than one mail takes, whatever comes in between. */
const calls = Array.from({ length: 9 }, (_, index) => index + 1);

async function issuedWorld(): Promise<World> {
  const world = new World();
  await world.deliver(filmFailure());
  return world;
}

/** The bank sends the money back. */
async function failLater(world: World): Promise<Outcome> {
  await world.failLate('insufficient-balance', { partNumber: world.onlyRecord().parts.length });
  return lastOutcome(world);
}

function lastOutcome(world: World): Outcome {
  const outcome = world.outcomes.published.at(-1);
  if (!outcome) throw new Error('nothing was published');
  return outcome;
}

/** Everything that was ever published arrives once more, and time passes. */
async function settle(world: World): Promise<string[]> {
  for (let round = 0; round < 4; round++) {
    world.now += hour;
    for (const outcome of [...world.outcomes.published]) await world.apologise(outcome).catch(() => undefined);
  }
  await world.sweepEvery(7 * hour, 3);
  for (const outcome of [...world.outcomes.published]) await world.apologise(outcome);
  return world.mailer.mails.map(({ template }) => template);
}

/** The money came back and was given once more. A mail that left in between was corrected, and put right. */
const trueStories = [['apology'], ['apology', 'correction', 'resolution'], ['apology', 'resolution']];

describe('a refund that fails while its apology is being sent', () => {
  it.each(calls)('right before call %i: no false mail stays uncorrected, and none is sent twice', async (call) => {
    const world = await issuedWorld();
    const issued = lastOutcome(world);
    const life = new Interrupted(call, async () => {
      const lateFailed = await failLater(world);
      await world.apologise(lateFailed).catch(() => undefined);
    });
    await world.apologise(issued, life).catch(() => undefined);
    if (!life.wasInterrupted) await failLater(world);
    expect(trueStories).toContainEqual(await settle(world));
    expect(world.onlyRecord().state).toBe('issued');
  });

  it('is no business of an apology that read before: it reads again, and says nothing', async () => {
    const world = await issuedWorld();
    const issued = lastOutcome(world);
    const beforeTheMark = 3;
    const life = new Interrupted(beforeTheMark, async () => {
      await expect(world.apologise(await failLater(world))).resolves.toMatchObject({ result: 'unpublished' });
    });
    await expect(world.apologise(issued, life)).resolves.toMatchObject({ result: 'not-issued' });
    expect(world.mailer.mails).toEqual([]);
    expect(world.notices()).toMatchObject({ apology: { state: 'none' } });
  });

  it('is no business of an apology whose reading is half from before: it reads again', async () => {
    const world = await issuedWorld();
    const issued = lastOutcome(world);
    const before = world.onlyRecord();
    await world.apologise(await failLater(world));
    const readMails = world.ledger.readMails.bind(world.ledger);
    world.ledger.readMails = async (...asked) => {
      world.ledger.readMails = readMails;
      return { ...(await readMails(...asked)), record: before };
    };
    await expect(world.apologise(issued)).resolves.toMatchObject({ result: 'not-issued' });
    expect(world.mailer.mails).toEqual([]);
  });

  it.each([
    ['nothing was given since', 0],
    ['it was given again since', 3],
  ])('and the attempt died: when its event comes again the mail is in doubt, though %s', async (_, sweeps) => {
    const world = await issuedWorld();
    const issued = lastOutcome(world);
    const stamp = { at: world.clock().toISOString(), token: 'it died' };
    await world.ledger.saveNotice(beginNotice(world.onlyRecord(), 'apology', undefined, stamp));
    await failLater(world);
    for (let run = 0; run < sweeps; run++) {
      world.now += 7 * hour;
      await world.sweep();
    }
    world.now += hour;
    expect(world.onlyRecord().state).toBe(sweeps === 0 ? 'late-failed' : 'issued');
    await world.apologise(issued);
    expect(world.notices()).toMatchObject({ apology: { state: 'unknown' } });
  });

  it('is corrected after the apology and not before: its event comes again', async () => {
    const world = await issuedWorld();
    const send = world.mailer.send.bind(world.mailer);
    world.mailer.send = async (mail) => {
      world.mailer.send = send;
      await expect(world.apologise(await failLater(world))).rejects.toThrow('is sending the apology');
      return send(mail);
    };
    await world.apologise(lastOutcome(world));
    await world.write();
    expect(world.mailer.mails.map(({ template }) => template)).toEqual(['apology', 'correction']);
  });
});

describe('a resolution that is due while the correction is being sent', () => {
  /** Written of, failed, and given again: neither the correction nor the resolution has been sent. */
  async function givenAgain(): Promise<{ world: World; lateFailed: Outcome; issued: Outcome }> {
    const world = await issuedWorld();
    await world.apologise(lastOutcome(world));
    const lateFailed = await failLater(world);
    for (let run = 0; run < 3; run++) {
      world.now += 7 * hour;
      await world.sweep();
    }
    return { world, lateFailed, issued: lastOutcome(world) };
  }

  it.each(calls)('right before call %i: it comes after the correction, or in its place', async (call) => {
    const { world, lateFailed, issued } = await givenAgain();
    const life = new Interrupted(call, () => world.apologise(issued).catch(() => undefined));
    await world.apologise(lateFailed, life).catch(() => undefined);
    expect(trueStories.slice(1)).toContainEqual(await settle(world));
  });

  it.each(calls)('and the other way round, right before call %i', async (call) => {
    const { world, lateFailed, issued } = await givenAgain();
    const life = new Interrupted(call, () => world.apologise(lateFailed).catch(() => undefined));
    await world.apologise(issued, life).catch(() => undefined);
    expect(trueStories.slice(1)).toContainEqual(await settle(world));
  });

  describe('where the mail service refused both, and people want both at once', () => {
    async function bothWanted(): Promise<{ world: World; correction: Outcome; resolution: Outcome }> {
      const { world, lateFailed, issued } = await givenAgain();
      for (const outcome of [lateFailed, issued]) {
        world.mailer.failNext(new AddressRefusedError('no such mailbox'), { taken: false });
        await world.apologise(outcome);
      }
      const { customerId, remedyId } = world.onlyRecord();
      const wanted = { why: 'they have another address', email: 'lee@example.com' };
      for (const template of ['resolution', 'correction'] as const) {
        const which = { customerId, remedyId, template, actor: 'bob' };
        expect(await resendNotice(which, wanted, world.holdPorts())).toMatchObject({ answer: 'done' });
      }
      const [resolution, correction] = world.outcomes.published.slice(-2);
      if (!resolution || !correction) throw new Error('nothing was asked for');
      return { world, correction, resolution };
    }

    it.each(calls)('right before call %i of the correction: it never comes after the resolution', async (call) => {
      const { world, correction, resolution } = await bothWanted();
      const life = new Interrupted(call, () => world.apologise(resolution).catch(() => undefined));
      await world.apologise(correction, life).catch(() => undefined);
      expect(trueStories.slice(1)).toContainEqual(await settle(world));
    });

    it.each(calls)('right before call %i of the resolution: the correction never comes after it', async (call) => {
      const { world, correction, resolution } = await bothWanted();
      const life = new Interrupted(call, () => world.apologise(correction).catch(() => undefined));
      await world.apologise(resolution, life).catch(() => undefined);
      expect(trueStories.slice(1)).toContainEqual(await settle(world));
    });
  });

  it('is not sent while the correction is on its way: its event comes again', async () => {
    const { world, lateFailed, issued } = await givenAgain();
    const send = world.mailer.send.bind(world.mailer);
    world.mailer.send = async (mail) => {
      world.mailer.send = send;
      await expect(world.apologise(issued)).rejects.toThrow('is sending the correction');
      return send(mail);
    };
    await expect(world.apologise(lateFailed)).resolves.toMatchObject({ template: 'correction' });
    await expect(world.apologise(issued)).resolves.toMatchObject({ template: 'resolution' });
  });

  it('and has begun first leaves nothing to correct, and the correction was never sent', async () => {
    const { world, lateFailed, issued } = await givenAgain();
    const afterTheMark = 3;
    const life = new Interrupted(afterTheMark, async () => {
      // Its attempt read before the correction was marked.
      const { customerId, remedyId } = world.onlyRecord();
      const of = { customerId, remedyId, template: 'resolution' } as const;
      world.ledger.notices.set(JSON.stringify([customerId, remedyId, 'resolution']), {
        ...of,
        type: 'VideoPlaybackFailed',
        state: 'sending',
        at: world.clock().toISOString(),
        recordVersion: world.onlyRecord().version,
        token: 'another attempt',
        version: 1,
        history: [],
      });
    });
    await expect(world.apologise(lateFailed, life)).resolves.toMatchObject({ result: 'unpublished' });
    expect(issued.state).toBe('issued');
    expect(world.mailer.mails.map(({ template }) => template)).toEqual(['apology']);
    expect(world.notices().correction?.state).toBe('none');
  });
});
