import fc from 'fast-check';
import { catalog } from '../../lambdas/failures/catalog';
import { batchesOf } from '../../publisher/batches-of';
import { FailurePublisher } from '../../publisher/failure-publisher';
import { bytesOf } from '../../publisher/request-limits';
import { filmOf } from './film';
import { LoopbackBus, type PutEventsEntry } from './loopback-bus';

async function* streamOf<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  yield* items;
}

async function allOf<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

it('no request exceeds a limit, none had space for the next entry, and nothing is lost, doubled or out of order', async () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 60 });
  const limits = fc.record({ entries: fc.integer({ min: 1, max: 10 }), bytes: fc.integer({ min: 60, max: 200 }) });
  await fc.assert(
    fc.asyncProperty(sizes, limits, async (all, most) => {
      const items = all.map((bytes, index) => ({ bytes, index }));
      const batches = await allOf(batchesOf(streamOf(items), most));
      expect(batches.flat()).toEqual(items);
      for (const [place, batch] of batches.entries()) {
        const bytes = batch.reduce((sum, item) => sum + item.bytes, 0);
        expect(batch.length).toBeGreaterThan(0);
        expect(batch.length).toBeLessThanOrEqual(most.entries);
        expect(bytes).toBeLessThanOrEqual(most.bytes);
        const next = batches[place + 1]?.[0];
        if (next) expect(batch.length === most.entries || bytes + next.bytes > most.bytes).toBe(true);
      }
    }),
  );
});

it('counts an entry as EventBridge does: 14 bytes for its time, and every string in UTF-8', () => {
  const text = fc.string({ unit: 'binary' });
  fc.assert(
    fc.property(text, text, fc.array(text), fc.boolean(), (Source, Detail, Resources, isTimed) => {
      const bytes = [Source, 'T', Detail, ...Resources].map((part) => new TextEncoder().encode(part).length);
      const entry = { Source, DetailType: 'T', Detail, Resources, Time: isTimed ? new Date() : undefined };
      expect(bytesOf(entry)).toBe(bytes.reduce((sum, each) => sum + each, isTimed ? 14 : 0));
    }),
  );
  expect(bytesOf({ Source: 'é', DetailType: '映', Detail: '🎬', Resources: ['ab'] })).toBe(2 + 3 + 4 + 2);
});

const titleLetters = fc.constantFrom('a', 'é', '映', '🎬', '"', '\u2028');

it('with any titles, limit and throttling, each failure arrives once, in requests within the limits', async () => {
  const titles = fc.array(fc.string({ unit: titleLetters, minLength: 1, maxLength: 100 }), { maxLength: 35 });
  await fc.assert(
    fc.asyncProperty(
      titles,
      fc.integer({ min: 1_200, max: 4_000 }),
      fc.infiniteStream(fc.nat(3)),
      async (all, bytes, throttled) => {
        const bus = await LoopbackBus.start();
        const oneRequest = (records: readonly PutEventsEntry[]): number =>
          records.reduce((sum, record) => sum + bytesOf(record), 0);
        const times = new Map<string, number>();
        bus.failing = ({ Detail }, nth) => {
          if (!times.has(Detail)) times.set(Detail, Number(throttled.next().value));
          return nth <= (times.get(Detail) ?? 0) ? 'ThrottlingException' : undefined;
        };
        try {
          const failures = all.map((title, number) => filmOf(`rent_${number}`, `.${title}`));
          const publisher = new FailurePublisher({
            busName: 'films',
            definitions: catalog,
            client: bus.client(),
            requestBytes: bytes,
            pause: async () => undefined,
          });
          const report = await publisher.publish(streamOf(failures));
          const fitting = failures.filter((_, index) => report.results[index]?.state === 'published');
          expect(bus.accepted.map(({ Detail }) => Detail).sort()).toEqual(
            fitting
              .map(({ detail }) =>
                JSON.stringify({ ...detail, playback: { ...detail.playback, title: detail.playback.title.trim() } }),
              )
              .sort(),
          );
          expect(report.results.map(({ index }) => index)).toEqual(failures.map((_, index) => index));
          for (const result of report.results) {
            if (result.state === 'published') continue;
            expect(result).toMatchObject({ state: 'refused', refusal: { reason: 'too-large', maxBytes: bytes } });
          }
          for (const request of bus.requests) {
            expect(request.length).toBeLessThanOrEqual(10);
            expect(oneRequest(request)).toBeLessThanOrEqual(bytes);
          }
        } finally {
          await bus.stop();
        }
      },
    ),
    { numRuns: 40 },
  );
});
