import type { SQSEvent } from 'aws-lambda';
import { roomFor } from '../../../lambdas/runtime/delivery/in-lanes';
import type { MoreRecord } from '../../../lambdas/runtime/delivery/more-records';
import { handleBatch } from '../../../lambdas/runtime/delivery/record-batch';

interface Detail {
  readonly customer: string;
  readonly name: string;
}

function bodyOf(name: string, customer = name): string {
  const detail: Detail = { customer, name };
  return JSON.stringify({ id: name, time: '2026-11-20T20:44:59Z', source: 'shop', 'detail-type': 'Failed', detail });
}

/** A queue that gives so many at a time, and a function that handles what it gets. */
function world(waiting: readonly string[], handle: (detail: Detail) => Promise<void> = async () => undefined) {
  const queue = waiting.map((name): MoreRecord => {
    const [id = '', customer] = name.split('/');
    return { messageId: id, receipt: `receipt of ${id}`, body: id === 'broken' ? 'oops' : bodyOf(id, customer) };
  });
  const facts = { handled: [] as string[], deleted: [] as string[][], failed: [] as string[], trouble: [] as string[] };
  const more = {
    receive: async () => queue.splice(0, 4),
    delete: async (records: readonly MoreRecord[]) => {
      facts.deleted.push(records.map(({ messageId }) => messageId));
    },
  };
  const observer = {
    recordDone: ({ messageId }: { readonly messageId: string }) => facts.handled.push(messageId),
    recordFailed: ({ messageId }: { readonly messageId: string }) => facts.failed.push(messageId),
    trouble: (_id: string, what: string) => facts.trouble.push(what),
  };
  const work = {
    read: ({ detail }: { readonly detail?: unknown }) => detail as Detail,
    laneOf: ({ customer }: Detail) => customer,
    room: roomFor(3),
    handle: async (detail: Detail) => {
      await handle(detail);
      return {};
    },
    hasTime: () => true,
    more,
  };
  const batch = (...names: string[]) =>
    ({ Records: names.map((name) => ({ messageId: name, body: bodyOf(name) })) }) as SQSEvent;
  return { queue, facts, observer, work, more, batch };
}

it('where several came at once it takes more from the queue, until there is no more, and deletes them in tens', async () => {
  const waiting = Array.from({ length: 23 }, (_, n) => `more-${n}`);
  const { facts, observer, work, batch } = world(waiting);
  const answer = await handleBatch(batch('a', 'b'), work, observer);
  expect(answer).toEqual({ batchItemFailures: [] });
  expect(facts.handled.sort()).toEqual(['a', 'b', ...waiting].sort());
  expect(facts.deleted.map(({ length }) => length)).toEqual([10, 10, 3]);
  // Lambda deletes what was in its batch.
  expect(facts.deleted.flat().sort()).toEqual([...waiting].sort());
});

it('one that came alone is handled alone', async () => {
  const { facts, observer, work, batch, queue } = world(['waits']);
  await handleBatch(batch('a'), work, observer);
  expect(facts.handled).toEqual(['a']);
  expect(queue).toHaveLength(1);
});

it('what failed of the further records stays in the queue, and is none that Lambda knows', async () => {
  const { facts, observer, work, batch } = world(['broken', 'fails', 'good'], async ({ name }) => {
    if (name === 'fails' || name === 'a') throw new Error('not now');
  });
  const answer = await handleBatch(batch('a', 'b'), work, observer);
  expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'a' }] });
  expect(facts.failed.sort()).toEqual(['a', 'broken', 'fails']);
  expect(facts.deleted).toEqual([['good']]);
});

it('the records of one customer are handled in order, also where they were received apart', async () => {
  const order: string[] = [];
  const waiting = ['1/x', '2/y', '3/z', '4/x', '5/x', '6/x'];
  const { observer, work, batch } = world(waiting, async ({ name, customer }) => {
    if (customer !== 'x') return;
    order.push(`begun ${name}`);
    for (let n = Number(name); n < 8; n++) await new Promise((resolve) => setImmediate(resolve));
    order.push(`ended ${name}`);
  });
  await handleBatch(batch('a', 'b'), work, observer);
  expect(order).toEqual(['1', '4', '5', '6'].flatMap((name) => [`begun ${name}`, `ended ${name}`]));
});

it('a queue that does not answer is left to Lambda, and what cannot be deleted is delivered again', async () => {
  const deaf = world(['waits']);
  const noReceiving = { ...deaf.more, receive: () => Promise.reject(new Error('throttled')) };
  await handleBatch(deaf.batch('a', 'b'), { ...deaf.work, more: noReceiving }, deaf.observer);
  expect(deaf.facts).toMatchObject({ handled: ['a', 'b'], trouble: ['no more records could be received'] });
  const stuck = world(['more']);
  const noDeleting = { ...stuck.more, delete: () => Promise.reject(new Error('throttled')) };
  const answer = await handleBatch(stuck.batch('a', 'b'), { ...stuck.work, more: noDeleting }, stuck.observer);
  expect(answer).toEqual({ batchItemFailures: [] });
  expect(stuck.facts.trouble).toEqual(['records that were handled could not be deleted']);
});
