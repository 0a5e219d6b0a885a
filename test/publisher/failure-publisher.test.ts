import * as z from 'zod/mini';
import { catalog } from '../../lambdas/failures/catalog';
import { failureContract } from '../../lambdas/failures/definition/failure';
import { videoPlaybackFailed } from '../../lambdas/failures/video-playback-failed/video-playback-failed';
import { pauseFor } from '../../publisher/back-off';
import { FailurePublisher, type FailurePublisherProps } from '../../publisher/failure-publisher';
import { PublishInterruptedError, type PublishProgress } from '../../publisher/publish-report';
import { filmOf, films } from './film';
import { LoopbackBus, type PutEventsEntry } from './loopback-bus';

let bus: LoopbackBus;
/** The waits between attempts, which nobody waits here. */
let waits: number[];

beforeEach(async () => {
  bus = await LoopbackBus.start();
  waits = [];
});
afterEach(() => bus.stop());

function publisher(props: Partial<FailurePublisherProps<typeof catalog>> = {}): FailurePublisher {
  const pause = async (ms: number): Promise<void> => void waits.push(ms);
  return new FailurePublisher({ busName: 'films', client: bus.client(), pause, random: () => 0.5, ...props });
}

function rentalOf({ Detail }: PutEventsEntry): string {
  return (JSON.parse(Detail) as { playback: { rentalId: string } }).playback.rentalId;
}

describe('a published entry', () => {
  it('has the source of its type and the detail as it was given', async () => {
    const film = filmOf('rent_1');
    const report = await publisher().publish(film);
    expect(bus.requests).toEqual([
      [
        {
          EventBusName: 'films',
          Source: 'com.example.video',
          DetailType: 'VideoPlaybackFailed',
          Detail: JSON.stringify(film.detail),
        },
      ],
    ]);
    expect(report).toMatchObject({ received: 1, published: 1, again: [], results: [{ index: 0, state: 'published' }] });
  });

  it('has the source that a team sets for the type', async () => {
    await publisher({ sources: { VideoPlaybackFailed: 'com.example.cinema' } }).publish(filmOf('rent_1'));
    expect(bus.accepted).toMatchObject([{ Source: 'com.example.cinema' }]);
  });

  it('has no field that the contract does not name', async () => {
    const { type, detail } = filmOf('rent_1');
    await publisher().publish({ type, detail: Object.assign({}, detail, { cardNumber: '4242' }) });
    expect(bus.accepted).toHaveLength(1);
    expect(JSON.stringify(bus.accepted)).not.toMatch(/4242/);
  });

  it.each(catalog.map((definition) => [definition.type, definition] as const))(
    'every story of %s can be published',
    async (type, { stories, defaultSource }) => {
      // One type among many cannot be told from its neighbours here, as it can where a failure is written down.
      const failures = stories.map(({ detail }) => ({ type, detail })) as Parameters<FailurePublisher['publish']>[0];
      const report = await publisher().publish(failures);
      expect(report).toMatchObject({ received: stories.length, published: stories.length });
      for (const record of bus.accepted) expect(record).toMatchObject({ Source: defaultSource, DetailType: type });
    },
  );

  it('shares its request with at most nine others, and the last request is sent when the failures end', async () => {
    const report = await publisher({ requestsAtOnce: 1 }).publish(films(23));
    expect(bus.requests.map(({ length }) => length)).toEqual([10, 10, 3]);
    expect(bus.accepted.map(rentalOf)).toEqual(films(23).map(({ detail }) => detail.playback.rentalId));
    expect(report).toMatchObject({ received: 23, published: 23, retried: 0 });
  });
});

describe('a failure that cannot be published', () => {
  it('is not sent; the report names every problem by its path, and the others are published', async () => {
    const { type, detail } = filmOf('rent_bad');
    const bad = {
      type,
      detail: { ...detail, occurredAt: 'yesterday', purchase: { ...detail.purchase, amountMinor: -1 } },
    };
    const report = await publisher().publish([filmOf('rent_1'), bad, filmOf('rent_2')]);
    expect(report.results).toMatchObject([
      { state: 'published' },
      {
        index: 1,
        state: 'refused',
        failure: bad,
        refusal: { reason: 'broken-contract', problems: [{ path: 'occurredAt' }, { path: 'purchase.amountMinor' }] },
      },
      { state: 'published' },
    ]);
    expect(bus.accepted.map(rentalOf)).toEqual(['rent_1', 'rent_2']);
    expect(report.again).toEqual([]);
  });

  it('is not sent where nobody defined its type', async () => {
    const stranger = { ...filmOf('rent_1'), type: 'FilmWasBoring' as 'VideoPlaybackFailed' };
    const report = await publisher().publish([stranger]);
    expect(report.results).toEqual([
      {
        index: 0,
        state: 'refused',
        refusal: {
          reason: 'unknown-type',
          message: expect.stringMatching(
            /^There is no failure type FilmWasBoring: there are VideoPlaybackFailed, .*\. A/,
          ),
        },
        failure: stranger,
      },
    ]);
    expect(bus.requests).toEqual([]);
  });

  it('with a misspelt type is answered with the one that was meant, and where own ones are declared', async () => {
    const misspelt = { ...filmOf('rent_1'), type: 'VideoPlaybackFaild' as 'VideoPlaybackFailed' };
    const { results } = await publisher().publish(misspelt);
    expect(results).toMatchObject([
      {
        refusal: {
          reason: 'unknown-type',
          nearest: 'VideoPlaybackFailed',
          message:
            'There is no failure type VideoPlaybackFaild: did you mean VideoPlaybackFailed? ' +
            'A type of your own is declared with `definitions: [...catalog, yours]` of the publisher.',
        },
      },
    ]);
  });

  it('is not sent where it is too large for any request, counted in bytes and not in characters', async () => {
    const long = filmOf('rent_1', '映'.repeat(300));
    const letters = JSON.stringify(long.detail).length;
    const report = await publisher({ requestBytes: letters + 300 }).publish([long, filmOf('rent_2')]);
    expect(report.results).toMatchObject([
      { state: 'refused', refusal: { reason: 'too-large', maxBytes: letters + 300 } },
      { state: 'published' },
    ]);
  });
});

describe('an entry that the bus did not accept', () => {
  it('is sent again, and the others are not', async () => {
    bus.failing = (record, nth) => (rentalOf(record) === 'rent_3' && nth < 3 ? 'ThrottlingException' : undefined);
    const report = await publisher().publish(films(10));
    expect(bus.requests.map((records) => records.map(rentalOf))).toEqual([
      films(10).map(({ detail }) => detail.playback.rentalId),
      ['rent_3'],
      ['rent_3'],
    ]);
    expect(report).toMatchObject({ published: 10, retried: 2 });
    expect(new Set(report.results.map((result) => result.state === 'published' && result.eventId)).size).toBe(10);
  });

  it('is sent again after a random wait below an upper bound that doubles up to a maximum', async () => {
    bus.failing = () => 'InternalFailure';
    const backOff = { attempts: 6, baseMs: 100, maxMs: 1_000 };
    await publisher({ backOff }).publish(filmOf('rent_1'));
    expect(waits).toEqual([50, 100, 200, 400, 500]);
    await publisher({ backOff, random: () => 0 }).publish(filmOf('rent_1'));
    expect(waits.slice(5)).toEqual([0, 0, 0, 0, 0]);
  });

  it('is reported after the last attempt, to be published again', async () => {
    bus.failing = (record) => (rentalOf(record) === 'rent_1' ? 'ThrottlingException' : undefined);
    const report = await publisher({ backOff: { attempts: 3, baseMs: 1, maxMs: 1 } }).publish(films(3));
    expect(bus.requests).toHaveLength(3);
    expect(report.results[1]).toMatchObject({ state: 'unsent', lastOutcome: { code: 'ThrottlingException' } });
    expect(report.again).toEqual([filmOf('rent_1')]);
  });

  it.each(['MalformedDetail', 'NotAuthorizedForSourceException', 'AccessDeniedException', 'SomethingNew'])(
    'because of %s does not go again',
    async (code) => {
      bus.failing = (record) => (rentalOf(record) === 'rent_1' ? code : undefined);
      const report = await publisher().publish(films(3));
      expect(bus.requests).toHaveLength(1);
      expect(report.results[1]).toMatchObject({ state: 'refused', refusal: { reason: 'refused-by-bus', code } });
      expect(report).toMatchObject({ published: 2, refused: 1 });
    },
  );

  it.each([
    [{ status: 400, code: 'ThrottlingException' }, 'unsent'],
    [{ status: 429, code: 'SlowDown' }, 'unsent'],
    [{ status: 400, code: 'ExpiredTokenException' }, 'unsent'],
    [{ status: 500, code: 'InternalException' }, 'unknown'],
    [{ status: 503, code: 'ServiceUnavailable' }, 'unknown'],
    ['hang up', 'unknown'],
  ] as const)('after %j for the whole request goes again, and is %s at the end', async (weather, state) => {
    bus.weather = () => weather;
    const report = await publisher({ backOff: { attempts: 2, baseMs: 1, maxMs: 1 } }).publish(films(2));
    expect(bus.requests).toHaveLength(2);
    expect(report.results).toMatchObject([{ state }, { state }]);
    expect(report.again).toEqual(films(2));
  });

  it('is sent again after a lost reply, and then the same failure arrives twice', async () => {
    bus.weather = (request) => (request === 1 ? 'take it and hang up' : 'fine');
    const report = await publisher().publish(films(2));
    expect(report).toMatchObject({ published: 2, retried: 2 });
    expect(bus.accepted.map(({ Detail }) => Detail).slice(0, 2)).toEqual(
      bus.accepted.map(({ Detail }) => Detail).slice(2),
    );
  });

  it('counts as unknown once a reply was lost, whatever the bus answers afterwards', async () => {
    bus.weather = (request) => (request === 1 ? 'take it and hang up' : 'fine');
    bus.failing = (_, nth) => (nth > 1 ? 'ThrottlingException' : undefined);
    const report = await publisher({ backOff: { attempts: 3, baseMs: 1, maxMs: 1 } }).publish(filmOf('rent_1'));
    expect(report.results).toMatchObject([{ state: 'unknown', lastOutcome: { code: 'ThrottlingException' } }]);
  });
});

const seatTaken = {
  type: 'SeatTaken',
  defaultSource: 'com.example.cinema',
  schema: failureContract({ seat: z.string() }),
} as const;

const { playback: _playback, ...shared } = videoPlaybackFailed.stories[0].detail;

describe("a team's own failure type", () => {
  const props = { busName: 'films', definitions: [...catalog, seatTaken] } as const;

  it('is published like the others, and checked against its own contract', async () => {
    const own = new FailurePublisher({ ...props, client: bus.client() });
    const good = await own.publish([{ type: 'SeatTaken', detail: { ...shared, seat: 'H12' } }, filmOf('rent_1')]);
    expect(good.results.map(({ state }) => state)).toEqual(['published', 'published']);
    // @ts-expect-error a seat is a text
    const bad = await own.publish({ type: 'SeatTaken', detail: { ...shared, seat: 12 } });
    expect(bad.results).toMatchObject([{ state: 'refused', refusal: { problems: [{ path: 'seat' }] } }]);
    expect(bus.accepted).toMatchObject([{ Source: 'com.example.cinema' }, { Source: 'com.example.video' }]);
  });

  it('is distinguished from the others by the compiler', () => {
    const own = new FailurePublisher({ ...props, client: bus.client() });
    // Never called: these lines only have to be typed wrong.
    const mistakes = [
      // @ts-expect-error a film has no seat
      () => own.publish({ type: 'VideoPlaybackFailed', detail: { ...shared, seat: 'H12' } }),
      // @ts-expect-error nobody defined it
      () => own.publish({ type: 'FilmWasBoring', detail: shared }),
      // @ts-expect-error it is not in the catalog
      () => publisher().publish({ type: 'SeatTaken', detail: { ...shared, seat: 'H12' } }),
      // @ts-expect-error no such type has a source
      () => publisher({ sources: { FilmWasBoring: 'com.example.film' } }),
    ];
    expect(mistakes).toHaveLength(4);
  });

  it('may be denied: the others of its request are then published without it', async () => {
    bus.weather = (_, records) =>
      records.some(({ DetailType }) => DetailType === 'SeatTaken')
        ? { status: 400, code: 'AccessDeniedException' }
        : 'fine';
    const report = await new FailurePublisher({ ...props, client: bus.client() }).publish([
      filmOf('rent_1'),
      { type: 'SeatTaken', detail: { ...shared, seat: 'H12' } },
      filmOf('rent_2'),
    ]);
    expect(report.results).toMatchObject([
      { state: 'published' },
      { state: 'refused', refusal: { reason: 'refused-by-bus', code: 'AccessDeniedException' } },
      { state: 'published' },
    ]);
    expect(bus.accepted.map(rentalOf)).toEqual(['rent_1', 'rent_2']);
  });
});

describe('a stream', () => {
  async function* stream(count: number): AsyncGenerator<ReturnType<typeof filmOf>> {
    for (const film of films(count)) yield film;
  }

  it('of 4,000 failures arrives completely, with one in a hundred throttled at first and as many parallel requests as allowed', async () => {
    const failing = (record: PutEventsEntry, nth: number): boolean => rentalOf(record).endsWith('77') && nth === 1;
    bus.failing = (record, nth) => (failing(record, nth) ? 'ThrottlingException' : undefined);
    const report = await publisher({ requestsAtOnce: 8 }).publish(stream(4_000));
    expect(report).toMatchObject({ received: 4_000, published: 4_000, retried: 40, again: [] });
    expect(new Set(bus.accepted.map(rentalOf)).size).toBe(4_000);
    expect(bus.accepted).toHaveLength(4_000);
    expect(bus.mostAtOnce).toBeLessThanOrEqual(8);
  });

  it('is sent in parallel requests, and never in more than the limit', async () => {
    bus.answerAfterMs = 20;
    await publisher({ requestsAtOnce: 3 }).publish(stream(100));
    expect(bus.mostAtOnce).toBe(3);
  });

  it('is read no faster than the bus accepts it', async () => {
    let read = 0;
    async function* counted(): AsyncGenerator<ReturnType<typeof filmOf>> {
      for await (const film of stream(1_000)) {
        read++;
        yield film;
      }
    }
    let mostAhead = 0;
    await publisher({ requestsAtOnce: 2 }).publish(counted(), {
      onProgress: ({ published }) => (mostAhead = Math.max(mostAhead, read - published)),
    });
    expect(mostAhead).toBeLessThanOrEqual(40);
  });

  it('that fails is published up to there, and the error has the report', async () => {
    async function* broken(): AsyncGenerator<ReturnType<typeof filmOf>> {
      yield* stream(13);
      throw new Error('the database went away');
    }
    const error = await publisher()
      .publish(broken())
      .then(String, (reason: unknown) => reason);
    expect(error).toBeInstanceOf(PublishInterruptedError);
    expect(error).toMatchObject({
      message: 'reading the failures failed after 13 failures, of which 13 were published',
      cause: { message: 'the database went away' },
      report: { received: 13, published: 13 },
    });
    expect(bus.accepted).toHaveLength(13);
  });
});

describe('an aborted publication', () => {
  it('reads no more failures, and reports the outcome of each it had read', async () => {
    const stop = new AbortController();
    bus.weather = (request) => {
      if (request < 3) return 'fine';
      stop.abort();
      return 'never answer';
    };
    const report = await publisher({ requestsAtOnce: 1 }).publish(films(100), { signal: stop.signal });
    expect(report).toMatchObject({ total: 100, received: 30, published: 20, unknown: 10 });
    expect(report.again).toHaveLength(10);
  });

  it('ends a wait early', async () => {
    const stop = new AbortController();
    bus.failing = () => 'ThrottlingException';
    const slow = publisher({
      random: () => 0.999,
      backOff: { attempts: 5, baseMs: 60_000, maxMs: 60_000 },
      pause: (ms, signal) => {
        setTimeout(() => stop.abort(), 20);
        return pauseFor(ms, signal);
      },
    });
    const report = await slow.publish(films(3), { signal: stop.signal });
    expect(report).toMatchObject({ received: 3, unsent: 3, retried: 0 });
    expect(report.results[0]).toMatchObject({ lastOutcome: { code: 'ThrottlingException' } });
  });

  it('sends nothing where it was aborted before it began', async () => {
    const report = await publisher().publish(films(3), { signal: AbortSignal.abort() });
    expect(report).toMatchObject({ total: 3, received: 0, results: [] });
    expect(bus.requests).toEqual([]);
  });

  it('ends even while a stream is silent, and closes the stream', async () => {
    const stop = new AbortController();
    let isClosed = false;
    const silent: AsyncIterable<ReturnType<typeof filmOf>> = {
      [Symbol.asyncIterator]: () => {
        const all = films(2).values();
        return {
          next: async () => {
            const { value, done } = all.next();
            if (!done) return { value, done: false };
            setTimeout(() => stop.abort(), 20);
            return new Promise(() => undefined);
          },
          return: async () => {
            isClosed = true;
            return { value: undefined, done: true };
          },
        };
      },
    };
    const report = await publisher().publish(silent, { signal: stop.signal });
    expect(report).toMatchObject({ received: 2, unsent: 2 });
    expect(report.results[0]).toMatchObject({ lastOutcome: { code: 'Aborted' } });
    expect(isClosed).toBe(true);
  });
});

describe('progress', () => {
  it('is reported after each step, and the last report is the result', async () => {
    const reported: PublishProgress[] = [];
    bus.failing = (record, nth) => (rentalOf(record) === 'rent_1' && nth === 1 ? 'ThrottlingException' : undefined);
    const bad = { ...filmOf('rent_bad'), type: 'Nobody' as 'VideoPlaybackFailed' };
    const onProgress = (progress: PublishProgress): void => void reported.push(progress);
    const report = await publisher({ requestsAtOnce: 1 }).publish([...films(12), bad], { onProgress });
    const { results: _results, again: _again, ...last } = report;
    expect(reported.at(-1)).toEqual(last);
    expect(last).toEqual({ total: 13, received: 13, published: 12, refused: 1, unsent: 0, unknown: 0, retried: 1 });
    expect(reported.map(({ published }) => published)).toEqual([9, 9, 10, 10, 12]);
  });

  it('does not stop where the callback throws, and the error is reported at the end', async () => {
    const onProgress = (): void => {
      throw new Error('no room for a progress bar');
    };
    const error = await publisher()
      .publish(films(25), { onProgress })
      .then(String, (reason: unknown) => reason);
    expect(error).toMatchObject({ name: 'PublishInterruptedError', report: { published: 25 } });
    expect(bus.accepted).toHaveLength(25);
  });
});

it('requires at least one parallel request', () => {
  expect(() => publisher({ requestsAtOnce: 0 })).toThrow('requestsAtOnce is 0, but must be at least 1');
});
