import type { Context } from 'aws-lambda';
import { wiredHandler } from '../../../lambdas/runtime/handlers/wired-handler';
import { silent } from '../../fakes/silent-telemetry';

const context = { awsRequestId: 'request-1', getRemainingTimeInMillis: () => 30_000 } as Context;

/** A function that adds to what its ports say. */
function handlerWith(wire: () => string, warm?: (ports: string) => Promise<unknown>) {
  return wiredHandler(wire, silent, async (event: string, { wired }) => `${wired()} ${event}`, warm);
}

it('nothing is made or read while a function’s module is loaded', async () => {
  let wirings = 0;
  const handler = handlerWith(() => `ports ${++wirings}`);
  expect(wirings).toBe(0);
  await expect(handler('event', context)).resolves.toBe('ports 1 event');
});

it('what was made before the first event is what all events get', async () => {
  let wirings = 0;
  const warmed: string[] = [];
  const handler = handlerWith(
    () => `ports ${++wirings}`,
    async (ports) => warmed.push(ports),
  );
  await handler.prepare();
  await expect(handler('event', context)).resolves.toBe('ports 1 event');
  await expect(handler('another', context)).resolves.toBe('ports 1 another');
  expect(warmed).toEqual(['ports 1']);
});

it('a setting that is missing while a function is made ready fails the event, and the next event tries again', async () => {
  let isThere = false;
  const handler = handlerWith(() => {
    if (!isThere) throw new Error('a setting is missing');
    return 'ports';
  });
  await handler.prepare();
  await expect(handler('event', context)).rejects.toThrow('a setting is missing');
  isThere = true;
  await expect(handler('event', context)).resolves.toBe('ports event');
});

it('what cannot be read ahead keeps no function from its event', async () => {
  const handler = handlerWith(
    () => 'ports',
    async () => {
      throw new Error('the secret cannot be read');
    },
  );
  await handler.prepare();
  await expect(handler('event', context)).resolves.toBe('ports event');
});

it('whoever does not answer is not waited for until Lambda gives the function up', async () => {
  jest.useFakeTimers();
  try {
    const handler = handlerWith(
      () => 'ports',
      () => new Promise(() => undefined),
    );
    const prepared = handler.prepare();
    // Lambda gives ten seconds, loading included.
    await jest.advanceTimersByTimeAsync(5_000);
    await expect(prepared).resolves.toBeUndefined();
  } finally {
    jest.useRealTimers();
  }
});
