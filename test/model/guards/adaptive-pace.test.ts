import { AdaptivePace, type Exchange } from '../../../lambdas/model/guards/adaptive-pace';
import { LimitedRate } from '../../fakes/limited-rate';
import { MemoryRatesOfOthers, type Announcements } from '../../fakes/memory-rates-of-others';
import { VirtualTime } from '../../bench/virtual-time';

const beganMs = Date.parse('2026-11-20T20:00:00Z');

/** A service that takes so many requests a second, and says no at once to what is beyond that. */
class LimitedService {
  private readonly rate: LimitedRate;

  constructor(
    private readonly time: VirtualTime,
    perSecond: number,
    private readonly latencyMs: number,
  ) {
    this.rate = new LimitedRate(() => time.nowMs, perSecond);
  }

  get taken(): number {
    return this.rate.taken;
  }

  get refused(): number {
    return this.rate.refused;
  }

  async ask(): Promise<boolean> {
    const isTaken = this.rate.take();
    await this.time.sleep(isTaken ? this.latencyMs : 20);
    return isTaken;
  }
}

function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function newPace(time: VirtualTime, seed: number, exchange?: Exchange): AdaptivePace {
  return new AdaptivePace(
    { clock: time.clock, random: dice(seed), pause: (ms) => time.sleep(ms) },
    undefined,
    exchange,
  );
}

/** Paces that hear of each other. */
function together(time: VirtualTime): (seed: number) => AdaptivePace {
  const announcements: Announcements = new Map();
  return (seed) => {
    const others = new MemoryRatesOfOthers(announcements, `function-${seed}`, time.clock);
    return newPace(time, seed, (perSecond) => others.exchange('the service', perSecond));
  };
}

/** One function with more work than it can have done, of which so much is under way at once. */
function drain(service: LimitedService, time: VirtualTime, seconds: number, pace: AdaptivePace, lanes = 80): void {
  const endMs = time.nowMs + seconds * 1_000;
  const lane = async (): Promise<void> => {
    while (time.nowMs < endMs && (await pace.turn(endMs))) {
      const startedMs = time.nowMs;
      if (await service.ask()) pace.answered(startedMs);
      else pace.refused(startedMs);
    }
  };
  for (let n = 0; n < lanes; n++) void lane();
}

function storm(perSecond: number, latencyMs: number, functions: number, seconds: number) {
  const time = new VirtualTime(beganMs);
  const service = new LimitedService(time, perSecond, latencyMs);
  for (let n = 0; n < functions; n++) drain(service, time, seconds, newPace(time, n + 1));
  return { time, service };
}

it.each([
  { perSecond: 25, latencyMs: 150, functions: 6, seconds: 300 },
  { perSecond: 25, latencyMs: 1_500, functions: 2, seconds: 300 },
  { perSecond: 100, latencyMs: 800, functions: 4, seconds: 100 },
])(
  'functions that know nothing of each other use what a service takes, and are hardly refused: %o',
  async ({ perSecond, latencyMs, functions, seconds }) => {
    const { time, service } = storm(perSecond, latencyMs, functions, seconds);
    await time.run();
    expect(service.taken / (perSecond * seconds)).toBeGreaterThan(0.95);
    expect(service.refused / service.taken).toBeLessThan(0.01);
  },
);

it('finds what there is more of, once others have gone', async () => {
  const { time, service } = storm(25, 300, 2, 200);
  await time.run();
  const before = service.taken;
  drain(service, time, 400, newPace(time, 7));
  await time.run();
  expect((service.taken - before) / (25 * 400)).toBeGreaterThan(0.9);
});

it('is no faster for a quiet hour after a storm', async () => {
  const time = new VirtualTime(beganMs);
  const pace = new AdaptivePace({ clock: time.clock, random: () => 0.5, pause: (ms) => time.sleep(ms) });
  pace.refused(time.nowMs);
  time.nowMs += 3_600_000;
  const before = pace.perSecond;
  pace.answered(time.nowMs);
  expect(pace.perSecond).toBe(before);
});

it('lets who comes into a storm of others have its turn within seconds', async () => {
  const { time, service } = storm(25, 300, 4, 300);
  let waitedMs = Infinity;
  void time.sleep(150_000).then(async () => {
    const startedMs = time.nowMs;
    const pace = new AdaptivePace({ clock: time.clock, random: dice(9), pause: (ms) => time.sleep(ms) });
    for (;;) {
      await pace.turn(Infinity);
      const askedMs = time.nowMs;
      if (await service.ask()) break;
      pace.refused(askedMs);
    }
    waitedMs = time.nowMs - startedMs;
  });
  await time.run();
  expect(waitedMs).toBeLessThan(3_000);
});

it('is no faster for answers that nobody waited for', async () => {
  const time = new VirtualTime(beganMs);
  const pace = new AdaptivePace({ clock: time.clock, random: () => 0.5, pause: (ms) => time.sleep(ms) });
  const before = pace.perSecond;
  void (async () => {
    for (let n = 0; n < 100 && (await pace.turn(Infinity)); n++) {
      const startedMs = time.nowMs;
      await time.sleep(300);
      pace.answered(startedMs);
    }
  })();
  await time.run();
  expect(pace.perSecond).toBe(before);
});

it('lets who is slower than others catch up with them', async () => {
  const time = new VirtualTime(beganMs);
  const service = new LimitedService(time, 25, 300);
  const [late, early] = [newPace(time, 1), newPace(time, 2)];
  drain(service, time, 1_500, early);
  void time.sleep(60_000).then(() => drain(service, time, 1_440, late));
  await time.run();
  expect(Math.min(late.perSecond, early.perSecond) / Math.max(late.perSecond, early.perSecond)).toBeGreaterThan(0.5);
});

it('takes what others leave within half a minute, where they hear of each other', async () => {
  const time = new VirtualTime(beganMs);
  const service = new LimitedService(time, 25, 300);
  const newOne = together(time);
  for (const seed of [1, 2, 3, 4]) drain(service, time, 120, newOne(seed));
  for (const seed of [5, 6]) drain(service, time, 240, newOne(seed));
  let takenBefore = 0;
  void time.sleep(150_000).then(() => (takenBefore = service.taken));
  await time.run();
  expect((service.taken - takenBefore) / (25 * 90)).toBeGreaterThan(0.95);
  expect(service.refused / service.taken).toBeLessThan(0.02);
});

it('gives each the same share, where they hear of each other, whoever came first', async () => {
  const time = new VirtualTime(beganMs);
  const service = new LimitedService(time, 25, 300);
  const newOne = together(time);
  const [early, late] = [newOne(1), newOne(2)];
  drain(service, time, 180, early);
  void time.sleep(60_000).then(() => drain(service, time, 120, late));
  await time.run();
  expect(Math.min(late.perSecond, early.perSecond) / Math.max(late.perSecond, early.perSecond)).toBeGreaterThan(0.8);
});

it('goes by its own answers alone while the others cannot be heard', async () => {
  const rates = async (exchange?: Exchange): Promise<number> => {
    const time = new VirtualTime(beganMs);
    const service = new LimitedService(time, 25, 300);
    drain(service, time, 60, newPace(time, 1, exchange));
    await time.run();
    return service.taken;
  };
  const failing = jest.fn<Promise<number[]>, [number]>().mockRejectedValue(new Error('the ledger cannot be reached'));
  expect(await rates(failing)).toBeGreaterThan(0.9 * (await rates()));
  expect(failing).toHaveBeenCalled();
});

it('tells nobody anything where nothing was refused', async () => {
  const time = new VirtualTime(beganMs);
  const announcing = jest.fn<Promise<number[]>, [number]>().mockResolvedValue([]);
  drain(new LimitedService(time, 10_000, 300), time, 20, newPace(time, 1, announcing));
  await time.run();
  expect(announcing).not.toHaveBeenCalled();
});

it('does not slow down one request after the other', async () => {
  const time = new VirtualTime(beganMs);
  const service = new LimitedService(time, 1_000, 100);
  drain(service, time, 10, newPace(time, 1), 1);
  await time.run();
  expect(service.taken).toBeGreaterThanOrEqual(95);
});

it('says at once that a turn does not come in time, and in the order in which they were asked for otherwise', async () => {
  const time = new VirtualTime(beganMs);
  const pace = new AdaptivePace({ clock: time.clock, random: () => 0.5, pause: (ms) => time.sleep(ms) });
  const turns: string[] = [];
  const ask = (name: string, withinMs: number) =>
    pace.turn(beganMs + withinMs).then((isTurn) => turns.push(`${name} ${isTurn} ${time.nowMs - beganMs}`));
  const asked = [ask('first', 0), ask('second', 300), ask('third', 600), ask('late', 300)];
  await time.run();
  await Promise.all(asked);
  expect(turns).toEqual(['first true 0', 'late false 0', 'second true 250', 'third true 500']);
});

/** One that refuses nothing: what is beyond its rate waits in a line, and is given up after eight seconds. */
class SlowService {
  answered = 0;
  givenUp = 0;
  private busyUntilMs = 0;

  constructor(
    private readonly time: VirtualTime,
    private readonly perSecond: number,
    private readonly latencyMs: number,
  ) {}

  async ask(): Promise<boolean> {
    this.busyUntilMs = Math.max(this.time.nowMs, this.busyUntilMs) + 1_000 / this.perSecond;
    const tookMs = this.busyUntilMs - this.time.nowMs + this.latencyMs;
    await this.time.sleep(Math.min(8_000, tookMs));
    if (tookMs > 8_000) this.givenUp++;
    else this.answered++;
    return tookMs <= 8_000;
  }
}

it.each([{ latencyMs: 150 }, { latencyMs: 300 }, { latencyMs: 800 }])(
  'a service that becomes slow, and refuses nothing, is asked for what it can do: %o',
  async ({ latencyMs }) => {
    const time = new VirtualTime(beganMs);
    const service = new SlowService(time, 20, latencyMs);
    const endMs = time.nowMs + 300_000;
    for (const seed of [1, 2, 3]) {
      const pace = newPace(time, seed);
      const lane = async (): Promise<void> => {
        while (time.nowMs < endMs && (await pace.turn(endMs))) {
          const startedMs = time.nowMs;
          if (await service.ask()) pace.answered(startedMs);
          else pace.ended(startedMs);
        }
      };
      for (let n = 0; n < 200; n++) void lane();
    }
    await time.run();
    // Nothing but the pace keeps back these six hundred, of which a function would not have begun most.
    expect(service.answered / (20 * 300)).toBeGreaterThan(0.35);
  },
);

it('one answer that takes long, and a request that fails at once, slow nothing down', async () => {
  const time = new VirtualTime(beganMs);
  const pace = newPace(time, 1);
  const ask = async (tookMs: number, isAnswered: boolean): Promise<void> => {
    await pace.turn(Infinity);
    const startedMs = time.nowMs;
    time.nowMs += tookMs;
    if (isAnswered) pace.answered(startedMs);
    else pace.ended(startedMs);
  };
  void time.sleep(0).then(async () => {
    await ask(5, false);
    for (let n = 0; n < 20; n++) await ask(300, true);
    await ask(6_000, true);
    await ask(8_000, false);
  });
  await time.run();
  expect(pace.perSecond).toBe(4);
});
