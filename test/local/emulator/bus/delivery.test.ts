import { deadLetterAttributes, deliver, DeliveryError } from '../../../../local/emulator/bus/delivery';
import { compileEventPattern } from '../../../../local/emulator/event-pattern/event-pattern';

const target = {
  id: 'T',
  arn: 'arn:target',
  maximumRetryAttempts: 185,
  maximumEventAgeSeconds: 86_400,
  input: { of: 'event' },
} as const;
const rule = {
  name: 'R',
  arn: 'arn:rule',
  busName: 'default',
  pattern: compileEventPattern({ source: ['a'] }),
  written: { source: ['a'] },
  targets: [target],
};
const stopping = new AbortController().signal;

const failing = (times: number, error: Error): { handOver: () => Promise<void>; tries: () => number } => {
  let tries = 0;
  return {
    tries: () => tries,
    handOver: async () => {
      tries += 1;
      if (tries <= times) throw error;
    },
  };
};

describe('handing an event to a target', () => {
  it('is tried again until the target takes it', async () => {
    const { handOver, tries } = failing(2, new Error('no connection'));
    expect(await deliver(handOver, target, [1], stopping)).toEqual({ delivered: true });
    expect(tries()).toBe(3);
  });

  it('is not tried again where that cannot help', async () => {
    const { handOver, tries } = failing(9, new DeliveryError('NO_PERMISSIONS', 'not allowed', false));
    expect(await deliver(handOver, target, [1], stopping)).toMatchObject({ delivered: false, retries: 0 });
    expect(tries()).toBe(1);
  });

  it.each([
    ['MaximumRetryAttempts', { maximumRetryAttempts: 2 }, 3],
    ['MaximumEventAgeInSeconds', { maximumEventAgeSeconds: 60 }, 2],
  ])('ends with %s', async (exhausted, limits, expectedTries) => {
    const { handOver, tries } = failing(9, new Error('no connection'));
    const end = await deliver(handOver, { ...target, ...limits }, [1], stopping);
    expect(end).toMatchObject({ delivered: false, exhausted, retries: expectedTries - 1 });
    expect(tries()).toBe(expectedTries);
  });

  it('leaves a dead deadLetter that says what EventBridge says', async () => {
    const { handOver } = failing(9, new Error('no connection'));
    const end = await deliver(handOver, { ...target, maximumRetryAttempts: 1 }, [1], stopping);
    if (end.delivered) throw new Error('it was delivered');
    expect(deadLetterAttributes(rule, target, end)).toEqual({
      RULE_ARN: 'arn:rule',
      TARGET_ARN: 'arn:target',
      ERROR_CODE: 'SDK_CLIENT_ERROR',
      ERROR_MESSAGE: 'no connection',
      EXHAUSTED_RETRY_CONDITION: 'MaximumRetryAttempts',
      RETRY_ATTEMPTS: '1',
    });
  });
});
