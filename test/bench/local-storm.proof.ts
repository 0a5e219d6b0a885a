import { sharedAssembly } from '../assemblies/shared-assembly';
import { measureLocalStorm, stormContext } from './local-storm';

// The whole of it is `npm run bench -- --local-storm 20000`.
it('a storm through the queues loses nothing, pays and writes once, and leaves the broken event alone', async () => {
  const concurrency = 2;
  const assembly = await sharedAssembly({ ...stormContext, queuedConcurrency: String(concurrency) });
  const report = await measureLocalStorm({ failures: 200, twiceEvery: 10, concurrency, assembly });
  expect(report).toMatchObject({
    published: 221,
    refunds: 200,
    paidTwice: 0,
    recordsIssued: 200,
    mailedTwice: 0,
  });
  // A mail that the inbox took too long to take is in doubt, and is not sent a second time.
  expect(report.lost).toBe(report.mailsInDoubt);
  expect(Object.entries(report.leftInQueues)).toEqual([
    [expect.stringMatching(/VideoPlaybackFailed.*DeadLetterQueue/), 1],
  ]);
});
