import { inTurn } from '../../../lambdas/model/guards/in-turn';
import { NotAttemptedError } from '../../../lambdas/fulfilment/port/refund-provider';
import { AdaptivePace } from '../../../lambdas/model/guards/adaptive-pace';
import { VirtualTime } from '../../bench/virtual-time';

function world() {
  const time = new VirtualTime(Date.parse('2026-11-20T20:00:00Z'));
  const pace = new AdaptivePace({ clock: time.clock, random: () => 0.5, pause: (ms) => time.sleep(ms) });
  const props = {
    ...{ pace, clock: time.clock, timeoutMs: 10_000 },
    isRateLimited: (error: Error) => error instanceof NotAttemptedError && error.isRateLimited,
    notBegun: () => new NotAttemptedError('it was not begun'),
  };
  return { time, props };
}

const tooMany = (isCertain = true) =>
  new NotAttemptedError('asks for fewer requests', { isRateLimited: true, isCertain });

it('makes a request again where the service asks for fewer, with the time that is left', async () => {
  const { time, props } = world();
  const times: number[] = [];
  const answer = inTurn(props, (timeoutMs) => {
    times.push(timeoutMs);
    return times.length < 3 ? Promise.reject(tooMany()) : Promise.resolve('given');
  });
  await time.run();
  await expect(answer).resolves.toBe('given');
  expect(times[0]).toBe(10_000);
  expect(times[2]).toBeLessThan(10_000);
});

it('gives up when there is no time for another, and says what the service said, also that it is not certain', async () => {
  const { time, props } = world();
  const answer = inTurn(props, async () => {
    await time.sleep(1_000);
    throw tooMany(false);
  });
  const refused = expect(answer).rejects.toMatchObject({ isRateLimited: true, isCertain: false });
  await time.run();
  await refused;
  expect(time.nowMs).toBeLessThanOrEqual(Date.parse('2026-11-20T20:00:10Z'));
});

it('begins nothing where its turn does not come in time, and says so', async () => {
  const { props } = world();
  const never = jest.fn();
  const answer = inTurn({ ...props, timeoutMs: 500 }, never);
  await expect(answer).rejects.toThrow(/it was not begun/);
  await expect(answer).rejects.toMatchObject({ isCertain: true });
  expect(never).not.toHaveBeenCalled();
});

it.each([new NotAttemptedError('was not reached'), new Error('a defect')])(
  'makes no request again after any other error: %s',
  async (error) => {
    const { time, props } = world();
    let requests = 0;
    const answer = inTurn(props, () => {
      requests++;
      return Promise.reject(error);
    });
    const failed = expect(answer).rejects.toBe(error);
    await time.run();
    await failed;
    expect(requests).toBe(1);
  },
);
