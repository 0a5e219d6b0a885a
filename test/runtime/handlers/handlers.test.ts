import { exampleBrands } from '../../fakes/brands';
import type { Context, EventBridgeEvent, SQSEvent } from 'aws-lambda';
import { NoRefunds } from '../../../lambdas/fulfilment/port/no-refunds';
import type { ProviderReadiness } from '../../../lambdas/fulfilment/readiness/provider-readiness';
import { emailEventIn } from '../../../lambdas/email/ses/ses-event';
import { toTag } from '../../../lambdas/email/ses/ses-tag';
import { catalog } from '../../../lambdas/failures/catalog';
import { videoPlaybackFailed } from '../../../lambdas/failures/video-playback-failed/video-playback-failed';
import { apologyHandler } from '../../../lambdas/runtime/handlers/apology-handler';
import { emailEventHandler } from '../../../lambdas/runtime/handlers/email-event-handler';
import { remedyHandler } from '../../../lambdas/runtime/handlers/remedy-handler';
import { sweepHandler } from '../../../lambdas/runtime/handlers/sweep-handler';
import { filmFailure } from '../../fakes/film-failure';
import { World } from '../../fakes/world';
import { silent } from '../../fakes/silent-telemetry';

function contextOf(remainingMs = 30_000): Context {
  return { awsRequestId: 'request-1', getRemainingTimeInMillis: () => remainingMs } as Context;
}

function eventOf(type: string, detail: unknown): EventBridgeEvent<string, unknown> {
  const event = { version: '0', id: 'e', account: '1', region: 'eu-west-1', resources: [], source: 's' };
  return { ...event, 'detail-type': type, time: '2026-11-20T20:44:59Z', detail };
}

/** A world whose provider knows the payment of the film, as it does where somebody has paid. */
function paidWorld(): World {
  const world = new World();
  world.pay(filmFailure());
  return world;
}

describe('the function of a failure type', () => {
  it('handles a failure with the time that is left, minus the reserve', async () => {
    const world = paidWorld();
    const handler = remedyHandler(videoPlaybackFailed, () => world.ports(), silent);
    const result = await handler(eventOf('VideoPlaybackFailed', filmFailure()), contextOf(30_000));
    expect(result).toMatchObject({ result: 'issued' });
    expect(world.provider.calls[0]?.timeoutMs).toBe(22_000);
    expect(world.onlyRecord().detectedAt).toBe('2026-11-20T20:44:59Z');
  });

  it('without a key of the provider it pays nothing, whatever the policy says, and the event comes again', async () => {
    const world = paidWorld();
    const keyless = () => ({ ...world.ports(), refunds: new NoRefunds(), payments: undefined });
    const handler = remedyHandler(videoPlaybackFailed, keyless, silent);
    const delivered = handler(eventOf('VideoPlaybackFailed', filmFailure()), contextOf());
    await expect(delivered).rejects.toThrow('movesMoney: false');
    expect(world.provider.calls).toEqual([]);
    expect(world.provider.refunds.size).toBe(0);
  });

  it('throws where the contract is not kept, and nothing is written', async () => {
    const world = paidWorld();
    const handler = remedyHandler(videoPlaybackFailed, () => world.ports(), silent);
    const broken = eventOf('VideoPlaybackFailed', { ...filmFailure(), evidence: 'guessed' });
    await expect(handler(broken, contextOf())).rejects.toMatchObject({ name: 'ContractError' });
    expect(world.ledger.customerRecords.size).toBe(0);
  });

  it('with too little time left calls no provider, and the event is delivered again', async () => {
    const world = paidWorld();
    const handler = remedyHandler(videoPlaybackFailed, () => world.ports(), silent);
    const event = eventOf('VideoPlaybackFailed', filmFailure());
    await expect(handler(event, contextOf(8_500))).rejects.toMatchObject({ name: 'NotAttemptedError' });
    expect(world.provider.calls).toHaveLength(0);
    await expect(handler(event, contextOf())).resolves.toMatchObject({ result: 'issued' });
  });

  it('is wired once for all of its events', async () => {
    const world = paidWorld();
    let wirings = 0;
    const handler = remedyHandler(videoPlaybackFailed, () => (wirings++, world.ports()), silent);
    for (let n = 0; n < 3; n++) await handler(eventOf('VideoPlaybackFailed', filmFailure()), contextOf());
    expect(wirings).toBe(1);
  });
});

describe('the function of a failure type, invoked with a batch of its queue', () => {
  const failureEvent = (change: Parameters<typeof filmFailure>[0] = {}) =>
    eventOf('VideoPlaybackFailed', filmFailure(change));

  function batchOf(...bodies: readonly (object | string)[]): SQSEvent {
    const Records = bodies.map((body, index) => ({
      messageId: `m-${index}`,
      body: typeof body === 'string' ? body : JSON.stringify(body),
    }));
    return { Records } as SQSEvent;
  }

  function viewer(number: number) {
    return failureEvent({ customer: { id: `cus_${number}` }, playback: { rentalId: `rent_${number}` } });
  }

  function handlerOf(world: World, ports = world.ports()) {
    return remedyHandler(videoPlaybackFailed, () => ports, silent);
  }

  it('gives each failure its remedy, as it does alone, and each the same time', async () => {
    const world = paidWorld();
    const events = Array.from({ length: 10 }, (_, number) => viewer(number));
    const answer = await handlerOf(world)(batchOf(...events), contextOf(30_000));
    expect(answer).toEqual({ batchItemFailures: [] });
    expect(world.provider.calls.map(({ timeoutMs }) => timeoutMs)).toEqual(Array(10).fill(22_000));
    const records = [...world.ledger.records.values()];
    expect(records.map(({ state }) => state)).toEqual(Array(10).fill('issued'));
    expect(new Set(records.map(({ detectedAt }) => detectedAt))).toEqual(new Set(['2026-11-20T20:44:59Z']));
  });

  it.each([
    ['breaks its contract', eventOf('VideoPlaybackFailed', { evidence: 'guessed' })],
    ['is no event', {}],
    ['is not JSON', 'oops'],
    ['is nothing', 'null'],
  ])('only a record that %s is delivered again', async (_, poison) => {
    const world = paidWorld();
    const answer = await handlerOf(world)(batchOf(viewer(1), poison, viewer(2)), contextOf());
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'm-1' }] });
    expect(world.provider.calls).toHaveLength(2);
  });

  it('one failure twice in a batch is one refund, and neither is delivered again', async () => {
    const world = paidWorld();
    const answer = await handlerOf(world)(batchOf(viewer(1), viewer(1), viewer(2)), contextOf());
    expect(answer).toEqual({ batchItemFailures: [] });
    expect(world.provider.calls).toHaveLength(2);
  });

  it('a failure that another attempt is handling is delivered again, and the others do not wait for it', async () => {
    const world = paidWorld();
    const ports = world.ports();
    const leased = {
      ...ports,
      refunds: { ...ports.refunds, refund: () => new Promise<never>(() => undefined), smallestStepMinor: () => 1 },
    };
    void handlerOf(world, leased)(viewer(1), contextOf());
    await new Promise((resolve) => setImmediate(resolve));
    const answer = await handlerOf(world)(batchOf(viewer(1), viewer(2)), contextOf());
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'm-0' }] });
    expect(world.ledger.records.size).toBe(1);
  });

  it('what there is no time for is not begun, and is delivered again', async () => {
    const world = paidWorld();
    const answer = await handlerOf(world)(batchOf(viewer(1), viewer(2)), contextOf(8_500));
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'm-0' }, { itemIdentifier: 'm-1' }] });
    expect(world.ledger.customerRecords.size).toBe(0);
  });

  it('handles five customers at a time', async () => {
    const world = paidWorld();
    const ports = world.ports();
    let [atOnce, most] = [0, 0];
    const refund: typeof ports.refunds.refund = async (request) => {
      most = Math.max(most, ++atOnce);
      await new Promise((resolve) => setImmediate(resolve));
      atOnce--;
      return ports.refunds.refund(request);
    };
    const events = Array.from({ length: 10 }, (_, number) => viewer(number));
    await handlerOf(world, { ...ports, refunds: { ...ports.refunds, refund, smallestStepMinor: () => 1 } })(
      batchOf(...events),
      contextOf(),
    );
    expect(most).toBe(5);
  });

  it('fails as a whole where it was not set up', async () => {
    const handler = remedyHandler(
      videoPlaybackFailed,
      () => {
        throw new Error('a setting is missing');
      },
      silent,
    );
    await expect(handler(batchOf(viewer(1)), contextOf())).rejects.toThrow('a setting is missing');
  });
});

describe('the apology function', () => {
  async function mailed(world: World, change: (detail: object) => object = (detail) => detail) {
    const handler = apologyHandler(
      catalog,
      () => ({
        ports: {
          ...world.ports(),
          incidents: world.incidents,
          mailer: world.mailer,
          undelivered: world.undelivered,
        },
        brands: exampleBrands,
      }),
      silent,
    );
    const [outcome] = world.outcomes.published;
    return handler(eventOf('RemedyIssued', change({ ...outcome })), contextOf());
  }

  it('sends the apology for what was issued', async () => {
    const world = new World();
    await world.deliver(filmFailure());
    await expect(mailed(world)).resolves.toMatchObject({ result: 'sent', template: 'apology' });
  });

  it('the brand that the event names writes', async () => {
    const world = new World();
    await world.deliver(filmFailure({ brand: 'kids' }));
    await mailed(world);
    expect(world.mailer.mails).toMatchObject([
      { sender: { name: 'Example Kids', email: 'kids@example.com', replyTo: 'help@example.com' } },
    ]);
    expect(world.mailer.mails[0]?.text).toContain('Aiko Sato\nExample Kids');
  });

  it('a brand with words of its own speaks with them, and with those of everybody where it has none', async () => {
    const world = new World();
    await world.deliver(filmFailure({ brand: 'kids' }));
    await mailed(world);
    const [mail] = world.mailer.mails;
    expect(mail?.text).toContain('Your film “Paris, Texas” kept stopping, and I’m sorry.');
    expect(mail?.text).toContain('just answer this mail');
    const other = new World();
    await other.deliver(filmFailure());
    await mailed(other);
    expect(other.mailer.mails[0]?.text).not.toContain('Your film “Paris, Texas”');
  });

  it('a brand that nobody set up is written to as ever, and one line of the log says so', async () => {
    const world = new World();
    await world.deliver(filmFailure({ brand: 'kidz <b>' }));
    await mailed(world);
    await mailed(world);
    expect(world.mailer.mails).toMatchObject([{ sender: { name: 'Example Films' } }]);
    expect(world.observer.causes).toEqual([
      expect.stringMatching(/^UnknownBrandError: no brand is called "kidz\?b\?", /),
    ]);
  });

  it('writes nothing where the failure is not kept any more, and does not fail', async () => {
    const world = new World();
    await world.deliver(filmFailure());
    const result = await mailed(world, (detail) => ({ ...detail, failure: undefined }));
    expect(result).toMatchObject({ result: 'no-email' });
    expect(world.mailer.mails).toHaveLength(0);
  });

  it.each([
    ['a failure type it has no apology for', { failureType: 'Unknown' }, /no apology for Unknown/],
    ['an outcome that breaks its contract', { state: 'given' }, /breaks its contract/],
    ['an outcome of nobody', { customerId: undefined, failure: undefined }, /names no customer/],
  ])('throws at %s', async (_, change, message) => {
    const world = new World();
    await world.deliver(filmFailure());
    await expect(mailed(world, (detail) => ({ ...detail, ...change }))).rejects.toThrow(message);
    expect(world.mailer.mails).toHaveLength(0);
  });
});

describe('the function that receives events about mails', () => {
  it('records events about our mails, and ignores all others', async () => {
    const world = new World();
    await world.publishFailure(filmFailure());
    const { remedyId, customerId } = world.onlyRecord();
    const handler = emailEventHandler(() => ({ ports: world.emailPorts(), read: emailEventIn }), silent);
    const tags = { remedyId: [remedyId], customer: [toTag(customerId)], template: ['apology'] };
    const delivered = eventOf('Email Delivered', { eventType: 'Delivery', mail: { tags } });
    await expect(handler(delivered, contextOf())).resolves.toEqual({ result: 'noted' });
    await expect(handler(delivered, contextOf())).resolves.toEqual({ result: 'known' });
    const others = eventOf('Email Delivered', { eventType: 'Delivery', mail: { tags: {} } });
    await expect(handler(others, contextOf())).resolves.toEqual({ result: 'not-ours' });
  });
});

describe('the sweep', () => {
  it('resumes what waits, and says how much', async () => {
    const world = new World();
    world.provider.loseNextReply();
    await world.deliver(filmFailure());
    world.now += 120_000;
    const handler = sweepHandler(() => () => world.sweepPorts(), silent);
    await expect(handler({}, contextOf(60_000))).resolves.toEqual({ resumed: 1, troubled: 0 });
    expect(world.onlyRecord().state).toBe('issued');
  });

  it('tells who asks what its key may do, and resumes nothing meanwhile', async () => {
    const world = new World();
    world.provider.loseNextReply();
    await world.deliver(filmFailure());
    world.now += 120_000;
    const readiness: ProviderReadiness = { provider: 'stripe', key: { state: 'accepted' }, rights: [] };
    const asked = { inspect: () => Promise.resolve(readiness) };
    const handler = sweepHandler(
      () => () => world.sweepPorts(),
      silent,
      () => asked,
    );
    await expect(handler({ ask: 'readiness' }, contextOf(60_000))).resolves.toEqual(readiness);
    expect(world.onlyRecord().state).toBe('unknown');
  });

  it('tells who asks what it seals with, and asks no provider for that', async () => {
    const world = new World();
    const handler = sweepHandler(
      () => () => world.sweepPorts(),
      silent,
      () => ({ inspect: () => Promise.reject(new Error('the provider was asked')) }),
      () => ({ inspect: () => Promise.resolve({ state: 'read', keys: {}, sealsWith: 1 }) }),
    );
    await expect(handler({ ask: 'seals' }, contextOf(60_000))).resolves.toEqual({
      state: 'read',
      keys: {},
      sealsWith: 1,
    });
  });

  it('begins nothing that it could not finish', async () => {
    const world = new World();
    world.provider.loseNextReply();
    await world.deliver(filmFailure());
    world.now += 120_000;
    const handler = sweepHandler(() => () => world.sweepPorts(), silent);
    await expect(handler({}, contextOf(28_000))).resolves.toEqual({ resumed: 0, troubled: 0 });
    expect(world.onlyRecord().state).toBe('unknown');
  });
});
