import { inspect } from 'node:util';
import type { Context } from 'aws-lambda';
import middy from '@middy/core';
import { CommitmentLeasedError } from '../../../lambdas/flow/remedy/remedy-context';
import type { TelemetryObserver } from '../../../lambdas/runtime/telemetry/telemetry-observer';
import { redactedError } from '../../../lambdas/runtime/telemetry/error-facts';
import { telemetry } from '../../../lambdas/runtime/telemetry/telemetry';

const context = { awsRequestId: 'request-1', functionName: 'f', memoryLimitInMB: '512' } as Context;

/** What is written to the log from here on, until it is read. */
function startLog(): { readonly end: () => Record<string, unknown>[] } {
  process.env['POWERTOOLS_METRICS_NAMESPACE'] = 'Amends/Test';
  // Powertools writes to the console that belongs to the process, as Lambda wants it.
  process.env['POWERTOOLS_DEV'] = 'true';
  process.env['POWERTOOLS_METRICS_DISABLED'] = 'false';
  const lines: string[] = [];
  const spies = (['log', 'info', 'warn', 'error', 'debug'] as const).map((method) =>
    jest.spyOn(console, method).mockImplementation((...reported: unknown[]) => void lines.push(String(reported[0]))),
  );
  return {
    end: () => {
      for (const spy of spies) spy.mockRestore();
      return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    },
  };
}

/** What a function that ends so writes to its log. */
async function linesOf(handler: (observer: TelemetryObserver) => unknown): Promise<Record<string, unknown>[]> {
  const log = startLog();
  const { middleware, observer } = telemetry();
  const run = middy<unknown, unknown>({ timeoutEarlyInMillis: 0 })
    .use(middleware)
    .handler(async () => {
      observer().step({ step: 'committed', remedyId: 'rem_1', failureType: 'VideoPlaybackFailed' });
      return handler(observer());
    });
  await run({}, context).catch(() => undefined);
  return log.end();
}

const film = { remedyId: 'rem_1', failureType: 'VideoPlaybackFailed' };

it('what a remedy came to is one line, with the steps before it, the remedy and the request', async () => {
  const lines = await linesOf((observer) => {
    for (const step of ['fulfilled', 'recorded', 'published', 'issued'] as const) observer.step({ ...film, step });
  });
  const after = ['committed', 'fulfilled', 'recorded', 'published'];
  expect(lines.filter((line) => !('_aws' in line))).toEqual([
    expect.objectContaining({ message: 'issued', ...film, after, function_request_id: 'request-1' }),
  ]);
});

it.each([
  ['LookFailed', { step: 'look-failed', why: 'the shop is silent' }],
  ['SignalUnjoined', { step: 'signal-unjoined', subject: 'UPS/P1', why: 'nobody bought it' }],
] as const)('what a detector could not do is a line and is counted: %s', async (metric, step) => {
  const lines = await linesOf((observer) => observer.detected(step));
  expect(lines).toContainEqual(expect.objectContaining({ message: step.step, why: step.why }));
  expect(lines).toContainEqual(expect.objectContaining({ [metric]: 1 }));
});

it('how far a remedy got is a line too, where its run failed', async () => {
  const lines = await linesOf((observer) => {
    observer.step({ ...film, step: 'fulfilled' });
    throw new Error('broken');
  });
  expect(lines).toContainEqual(
    expect.objectContaining({ message: 'on the way', remedyId: 'rem_1', after: ['committed', 'fulfilled'] }),
  );
});

it('how far a remedy got whose run was killed is a line of the next run, with the id of the one that was killed', async () => {
  const killed = { ...context, awsRequestId: 'request-0' };
  const log = startLog();
  const { middleware, observer } = telemetry();
  middleware.before?.({ context: killed });
  observer().step({ ...film, step: 'committed' });
  middleware.before?.({ context });
  middleware.after?.();
  expect(log.end()).toEqual([
    expect.objectContaining({ message: 'on the way', after: ['committed'], function_request_id: 'request-0' }),
  ]);
});

it('a delivery that has to be repeated is counted as such, and is not an error in the log', async () => {
  const lines = await linesOf(() => {
    throw new CommitmentLeasedError('rem_1', '2026-11-20T20:45:00Z');
  });
  expect(lines.filter(({ level }) => level === 'ERROR')).toEqual([]);
  expect(lines).toContainEqual(expect.objectContaining({ Redelivered: 1 }));
});

it('every other error is an error in the log', async () => {
  const lines = await linesOf(() => {
    throw new Error('broken');
  });
  expect(lines).toContainEqual(expect.objectContaining({ level: 'ERROR', errorMessage: 'broken' }));
  expect(lines.filter((line) => 'Redelivered' in line)).toEqual([]);
});

describe('of the records of a batch, for which the function answers as one,', () => {
  const reported = { messageId: 'm-1', eventId: 'e-1' };

  it('each that is done leads from its event to its remedy', async () => {
    const lines = await linesOf((observer) => observer.recordDone(reported, { result: 'issued', remedyId: 'rem_1' }));
    expect(lines).toContainEqual(expect.objectContaining({ ...reported, result: 'issued', remedyId: 'rem_1' }));
  });

  it('each that fails is counted, and is an error in the log', async () => {
    const lines = await linesOf((observer) => observer.recordFailed(reported, new Error('broken')));
    expect(lines).toContainEqual(expect.objectContaining({ ...reported, level: 'ERROR', errorMessage: 'broken' }));
    expect(lines).toContainEqual(expect.objectContaining({ RecordFailed: 1 }));
  });

  it('one that has to be repeated is neither, and is not subtracted from the errors of the function', async () => {
    const again = new CommitmentLeasedError('rem_1', '2026-11-20T20:45:00Z');
    const lines = await linesOf((observer) => observer.recordFailed(reported, again));
    expect(lines).toContainEqual(
      expect.objectContaining({ ...reported, level: 'INFO', errorName: 'CommitmentLeasedError' }),
    );
    expect(lines.filter((line) => 'RecordFailed' in line || 'Redelivered' in line)).toEqual([]);
  });
});

it('what one alarm watches over all functions is counted once more for all of them together', async () => {
  const lines = await linesOf((observer) => {
    observer.step({ step: 'needs-attention', remedyId: 'rem_1', failureType: 'VideoPlaybackFailed' });
    observer.step({ step: 'issued', remedyId: 'rem_2', failureType: 'VideoPlaybackFailed' });
  });
  const counted = lines.filter((line) => '_aws' in line);
  expect(counted).toContainEqual(expect.objectContaining({ service: 'all', RemedyNeedsAttention: 1 }));
  expect(counted.filter((line) => line['RemedyNeedsAttention'] === 1)).toHaveLength(2);
  // What no alarm watches so costs no second metric.
  expect(counted.filter((line) => line['RemedyIssued'] === 1)).toHaveLength(1);
});

it('money that was given back is counted by its currency, as people write it', async () => {
  const lines = await linesOf((observer) =>
    observer.step({
      step: 'issued',
      remedyId: 'rem_1',
      failureType: 'VideoPlaybackFailed',
      givenBack: [
        { currency: 'EUR', amount: '3.99' },
        { currency: 'JPY', amount: '5800' },
      ],
    }),
  );
  expect(lines).toContainEqual(expect.objectContaining({ service: 'all', currency: 'EUR', GivenBack: 3.99 }));
  expect(lines).toContainEqual(expect.objectContaining({ service: 'all', currency: 'JPY', GivenBack: 5800 }));
});

describe('what an error of others repeats', () => {
  const key = ['sk', 'live', '51Hx0000000000000000Wq'].join('_');
  const secrets = [
    ['a key of Stripe', `Invalid API Key provided: ${key}`, key],
    ['a restricted key', `${key.replace('sk', 'rk')} lacks a permission`, key.slice(2)],
    ['a signing secret', 'signed with whsec_MfKQ9r8GKYqrTwjU', 'MfKQ9r8GKYqrTwjU'],
    ['an access key', 'The key AKIAIOSFODNN7EXAMPLE is not valid', 'IOSFODNN7EXAMPLE'],
    ['a token', 'refused: Authorization: Bearer eyJhbGciOi.J9.x-y', 'eyJhbGciOi.J9.x-y'],
    ['an address', 'Address is not verified: <zoe+film@mail.example.com>.', 'zoe+film'],
    ['a card number', 'declined for 4242 4242 4242 4242, try another', '4242 4242'],
    ['an account number', 'IBAN DE89370400440532013000', '370400440532013000'],
  ] as const;

  it.each(secrets)('such as %s stays out of the log, wherever it stands', async (_, message, secret) => {
    const error = (): Error => new Error('the provider failed', { cause: new TypeError('fetch', { cause: message }) });
    const thrown = await linesOf(() => {
      throw Object.assign(new Error(message, { cause: error() }), { raw: message });
    });
    const written = await linesOf((observer) => {
      observer.trouble('rem_1', 'the provider does not tell', error());
      observer.recordFailed({ messageId: 'm-1' }, new Error(message));
    });
    const log = JSON.stringify([...thrown, ...written]);
    expect(log).not.toContain(secret);
    expect(log).toContain('TypeError: fetch');
  });

  it.each(secrets)(
    'such as %s is not thrown at Lambda either, which logs all that an error holds',
    (_, message, secret) => {
      const broken = Object.assign(new RangeError(message, { cause: new Error(message) }), { raw: message });
      const error = redactedError(broken);
      expect(inspect(error, { showHidden: true, depth: 9 })).not.toContain(secret);
      expect(error).toBeInstanceOf(RangeError);
      expect(error.name).toBe('RangeError');
    },
  );

  it('stays out of what a step says, too', async () => {
    const why = `the endpoint says: Authorization: Bearer ${key}`;
    const written = await linesOf((observer) =>
      observer.step({ step: 'contradicted', remedyId: 'rem_1', failureType: 'VideoPlaybackFailed', why }),
    );
    expect(JSON.stringify(written)).not.toContain(key);
    expect(JSON.stringify(written)).toContain('the endpoint says');
  });

  it('loses nothing that a person needs: ids, times, sums and permissions', () => {
    const message = 'rem_8f1c at 2026-11-20T20:45:00.000Z: re_3MTx, 250.00 GBP, rak_charge_write, status 503, req_a1b2';
    expect(redactedError(new Error(message)).message).toBe(message);
  });
});
