import { randomUUID } from 'node:crypto';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { remedyIdOf } from '../../lambdas/model/remedy-id';
import { startDynalite } from '../../local/emulator/engine/dynalite-engine';
import type { Engine } from '../../local/emulator/engine/engine';
import { filmFailure } from '../fakes/film-failure';
import { createBenchTables } from '../bench/tables';
import type { Contender, FailureEvent, HandlerShape } from './contender';
import { KeyedRefunds } from './keyed-refunds';
import { amends } from './amends';
import { middleware, powertools, wrapper } from './powertools';
import { startFaultyProxy, type FaultyProxy } from './faulty-proxy';

/*
 * Thirteen ways in which one failure reaches a function more than once or a run of it ends badly, each run through our
 * money path and through Powertools' idempotency, on the same engine, with the same provider and the same clock.
 * Counted is how many refunds the provider has made in the end; 1 is right.
 *
 * What is fair to know of it: the provider keeps idempotency keys for 24 h, as Stripe does, and keeps them for
 * everybody. Our money path always sends one, made of what failed for whom. Powertools gives its handlers no such key,
 * so `wrapper` and `middy` stand for handlers that rely on the library alone, for which it is made. The column `with a
 * key` is the wrapper and the middleware around a handler whose author has thought of a key by himself: then the
 * provider saves them as long as it remembers the key, and no longer.
 */

interface Schedule {
  readonly name: string;
  readonly shape?: HandlerShape;
  /** Refunds in the end: with the wrapper, with the middleware, and with a key of the author's own (both alike). */
  readonly refunds: { readonly wrapper: number; readonly middy: number; readonly withKey: number };
  readonly run: (contender: Contender, event: FailureEvent) => Promise<void>;
}

const once = { wrapper: 1, middy: 1, withKey: 1 };
const repeated = { wrapper: 2, middy: 2, withKey: 1 };

const schedules: readonly Schedule[] = [
  {
    name: 'a first delivery',
    refunds: once,
    run: async (contender, event) => {
      await contender.deliver(event);
    },
  },
  {
    name: 'a duplicate after completion',
    refunds: once,
    run: async (contender, event) => {
      await contender.deliver(event);
      await contender.deliver(event);
    },
  },
  {
    name: 'two duplicates where the handler returns nothing',
    shape: { returnsNothing: true },
    refunds: { ...once, middy: 3 },
    run: async (contender, event) => {
      for (let delivery = 1; delivery <= 3; delivery++) await contender.deliver(event);
    },
  },
  {
    name: 'two at once',
    refunds: once,
    run: async (contender, event) => {
      await Promise.allSettled([contender.deliver(event), contender.deliver(event)]);
      await redeliver(contender, event, 60);
    },
  },
  {
    name: 'three staggered: two more come while the first is at work',
    refunds: { ...once, middy: 2 },
    run: async (contender, event) => {
      const [gate, effect] = [gateOf(), gateOf()];
      const first = contender.deliver(event, { effectAfter: gate.opened, onEffect: effect.open });
      await effect.opened;
      await attempt(contender, event);
      await attempt(contender, event);
      gate.open();
      await Promise.allSettled([first]);
      await redeliver(contender, event, 60);
    },
  },
  {
    name: 'a throw after the effect, redelivered',
    refunds: repeated,
    run: async (contender, event) => {
      await expect(contender.deliver(event, { afterEffect: 'throws' })).rejects.toThrow();
      await redeliver(contender, event, 60);
    },
  },
  {
    name: 'the completing write is answered 500, redelivered at once',
    refunds: { ...once, middy: 2 },
    run: async (contender, event) => {
      await expect(contender.deliver(event, { completionFails: true })).rejects.toThrow();
      await redeliver(contender, event, 0);
    },
  },
  {
    name: 'the completing write is answered 500, redelivered after the lease',
    refunds: repeated,
    run: async (contender, event) => {
      await expect(contender.deliver(event, { completionFails: true })).rejects.toThrow();
      await redeliver(contender, event, 60);
    },
  },
  {
    name: 'a crash after the effect, redelivered inside the lease and after it',
    refunds: repeated,
    run: async (contender, event) => {
      const effect = gateOf();
      void contender.deliver(event, { afterEffect: 'dies', onEffect: effect.open });
      await effect.opened;
      await redeliver(contender, event, 5);
      await redeliver(contender, event, 60);
    },
  },
  {
    name: 'a redelivery after the record expired',
    refunds: { wrapper: 2, middy: 2, withKey: 2 },
    run: async (contender, event) => {
      await contender.deliver(event);
      await redeliver(contender, event, 25 * 60 * 60);
    },
  },
  {
    name: 'the same failure under a new event id, with the default key',
    refunds: repeated,
    run: async (contender, event) => {
      await contender.deliver(event);
      await contender.deliver({ ...event, id: randomUUID() });
    },
  },
  {
    name: 'the handler changes the event',
    refunds: repeated,
    run: async (contender, event) => {
      await contender.deliver(event, { changesEvent: true });
      await redeliver(contender, event, 60);
    },
  },
  {
    name: 'the event lacks the key it was to have, with default options',
    shape: { keyPath: 'detail.failureId' },
    refunds: repeated,
    run: async (contender, event) => {
      await contender.deliver(event);
      await contender.deliver(event);
    },
  },
];

let engine: Engine;
let proxy: FaultyProxy;
let client: DynamoDBClient;

beforeAll(async () => {
  engine = await startDynalite();
  proxy = await startFaultyProxy(engine.url);
  client = await createBenchTables(proxy.url);
});
afterAll(async () => {
  client.destroy();
  await proxy.stop();
  await engine.stop();
});

// The clock is set by hand; timers and everything else go on as they are.
beforeEach(() => {
  jest.useFakeTimers({ now: Date.now(), doNotFake: [...realTimers] });
});
afterEach(() => {
  jest.useRealTimers();
  proxy.failing = () => false;
});

describe('one failure is one refund with us, and with Powertools as often as it says', () => {
  const measured: { ours: number; wrapper: number; middy: number }[] = [];

  it.each(schedules)('$name (wrapper $refunds.wrapper, middy $refunds.middy)', async (schedule) => {
    const ours = await refundsOf(schedule, (books) => amends(client, proxy, books));
    const withWrapper = await refundsOf(
      schedule,
      peer(schedule, wrapper, () => undefined),
    );
    const withMiddy = await refundsOf(
      schedule,
      peer(schedule, middleware, () => undefined),
    );
    measured.push({ ours, wrapper: withWrapper, middy: withMiddy });
    expect({ ours, wrapper: withWrapper, middy: withMiddy }).toEqual({
      ours: 1,
      wrapper: schedule.refunds.wrapper,
      middy: schedule.refunds.middy,
    });
  });

  it('which makes 13 of 13 right, where the wrapper repeats in 7 and the middleware in 10', () => {
    expect(measured).toHaveLength(13);
    expect(measured.filter(({ ours }) => ours !== 1)).toHaveLength(0);
    expect(measured.filter((row) => row.wrapper > 1)).toHaveLength(7);
    expect(measured.filter((row) => row.middy > 1)).toHaveLength(10);
  });
});

describe('a key that the author of the handler thought of saves the peers while the provider remembers it', () => {
  it.each(schedules)('$name ($refunds.withKey)', async (schedule) => {
    for (const wrap of [wrapper, middleware]) {
      expect(await refundsOf(schedule, peer(schedule, wrap, ownKeyOf))).toBe(schedule.refunds.withKey);
    }
  });
});

function peer(schedule: Schedule, wrap: typeof wrapper, keyOf: (event: FailureEvent) => string | undefined) {
  return (books: KeyedRefunds): Contender =>
    powertools(wrap, keyOf, { client, proxy, books, shape: schedule.shape ?? {} });
}

/** How many refunds a schedule leaves, each time of a failure that nobody has seen before. */
async function refundsOf(schedule: Schedule, contend: (books: KeyedRefunds) => Contender): Promise<number> {
  const books = new KeyedRefunds();
  await schedule.run(contend(books), newEvent());
  proxy.failing = () => false;
  return books.made.length;
}

function newEvent(): FailureEvent {
  const at = new Date().toISOString();
  const which = randomUUID();
  const detail = filmFailure({
    occurredAt: at,
    customer: { id: `cus_${which}` },
    purchase: { orderId: `ord_${which}` },
    playback: { rentalId: `rent_${which}` },
  });
  return { id: randomUUID(), time: at, detail };
}

function ownKeyOf({ detail }: FailureEvent): string {
  const { customer, playback } = detail;
  return remedyIdOf({ customerId: customer.id, type: 'film', subject: playback.rentalId, occurrence: '' });
}

/** Delivers once more after so many seconds. That it may throw is no matter here: refunds are counted. */
async function redeliver(contender: Contender, event: FailureEvent, afterSeconds: number): Promise<void> {
  jest.setSystemTime(Date.now() + afterSeconds * 1000);
  await attempt(contender, event);
}

async function attempt(contender: Contender, event: FailureEvent): Promise<void> {
  await Promise.allSettled([contender.deliver(event)]);
}

function gateOf(): { opened: Promise<void>; open: () => void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open: () => open() };
}

const realTimers = [
  'hrtime',
  'nextTick',
  'performance',
  'queueMicrotask',
  'requestAnimationFrame',
  'cancelAnimationFrame',
  'requestIdleCallback',
  'cancelIdleCallback',
  'setImmediate',
  'clearImmediate',
  'setInterval',
  'clearInterval',
  'setTimeout',
  'clearTimeout',
] as const;
