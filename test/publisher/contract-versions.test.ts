import * as z from 'zod/mini';
import { failureContract, type Failure } from '../../lambdas/failures/definition/failure';
import { ContractError, parseFailure } from '../../lambdas/failures/definition/parse-failure';
import { videoPlaybackFailed } from '../../lambdas/failures/video-playback-failed/video-playback-failed';
import { entryOf } from '../../publisher/entry-of';
import { FailurePublisher } from '../../publisher/failure-publisher';
import { LoopbackBus } from './loopback-bus';

const { playback: _playback, ...detail } = videoPlaybackFailed.stories[0].detail;
const { schemaVersion: _version, ...shared } = detail;

/** At first a seat was one text; then the row came apart from it. */
const firstSchema = failureContract({ seat: z.string().check(z.regex(/^[A-Z]\d+$/)) });
const secondSchema = failureContract({ row: z.string(), place: z.int() }, 2);

type SeatTaken = z.infer<typeof secondSchema>;

const seatTaken = {
  type: 'SeatTaken',
  defaultSource: 'com.example.cinema',
  schema: secondSchema,
  formerly: [
    {
      schemaVersion: 1,
      schema: firstSchema,
      upgrade: (former: object): SeatTaken => {
        const { seat, ...rest } = former as z.infer<typeof firstSchema>;
        return { ...rest, schemaVersion: 2, row: seat.slice(0, 1), place: Number(seat.slice(1)) };
      },
    },
  ],
} as const;

const ofToday: SeatTaken = { ...shared, schemaVersion: 2, row: 'H', place: 12 };
const ofYesterday = { ...shared, schemaVersion: 1, seat: 'H12' };

function problemsOf(value: unknown): ContractError {
  try {
    parseFailure<Failure>(seatTaken, value);
  } catch (error) {
    if (error instanceof ContractError) return error;
    throw error;
  }
  throw new Error('it was taken');
}

it('a failure of version 1 is upgraded to version 2, as if it had been published in it', () => {
  expect(parseFailure(seatTaken, ofYesterday)).toEqual(ofToday);
  expect(parseFailure(seatTaken, ofToday)).toEqual(ofToday);
});

it('each version is checked against its own contract, by name', () => {
  expect(problemsOf({ ...ofYesterday, seat: 'the best one' })).toMatchObject({
    contract: 'SeatTaken (version 1)',
    problems: [{ path: 'seat' }],
  });
  expect(problemsOf({ ...ofToday, row: undefined }).problems).toMatchObject([{ path: 'row' }]);
  expect(problemsOf({ ...ofYesterday, schemaVersion: 2 }).problems.map(({ path }) => path)).toEqual(['row', 'place']);
});

it.each([0, 3, '1', null, undefined])(
  'version %p, which nobody knows, is refused at its schemaVersion',
  (schemaVersion) => {
    expect(problemsOf({ ...ofToday, schemaVersion }).problems).toMatchObject([{ path: 'schemaVersion' }]);
  },
);

it('what is published in version 1 is sent in the newest version', async () => {
  const bus = await LoopbackBus.start();
  try {
    const publisher = new FailurePublisher({ busName: 'films', definitions: [seatTaken], client: bus.client() });
    // A caller from before, whose compiler has not seen version 2.
    await publisher.publish({ type: 'SeatTaken', detail: ofYesterday as unknown as SeatTaken });
    expect(bus.accepted).toEqual([entryOf(seatTaken, ofToday, { busName: 'films' })]);
  } finally {
    await bus.stop();
  }
});
