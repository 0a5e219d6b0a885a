import { measureDetect } from './measure-detect';

// A small replay of what `npm run bench -- --detect` does with a million sessions and a hundred thousand parcels.

it('hardly anything is published that nobody lived, and hardly anything is missed', async () => {
  const sizes = { sessions: 4_000, parcels: 3_000, tickets: 3_000, services: 150 };
  const results = await measureDetect({ ...sizes, seed: 7, nowMs: () => Date.now() });
  expect(results.map(({ detector }) => detector)).toEqual(['playback', 'parcels', 'tickets', 'health']);
  for (const { happened, precision, recall } of results) {
    expect(happened).toBeGreaterThan(100);
    expect(precision).toBeGreaterThanOrEqual(0.99);
    expect(recall).toBeGreaterThanOrEqual(0.95);
  }
});
