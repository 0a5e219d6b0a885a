import { videoPlaybackFailed } from '../../../../lambdas/failures/video-playback-failed/video-playback-failed';
import { sampleDemo } from '../../../../local/demo/script/sample-demo';

const now = new Date('2026-11-20T20:00:00Z');

it('of the orders that the demo calls broken, one event each breaks its contract, and no other event is of them', () => {
  const { steps, brokenOrders = [] } = sampleDemo(now);
  const details = steps.flatMap(({ events }) => events.map(({ entry }) => entry.Detail));
  for (const orderId of brokenOrders) {
    const [broken, ...others] = details.filter((detail) => JSON.stringify(detail).includes(JSON.stringify(orderId)));
    expect(videoPlaybackFailed.schema.safeParse(broken).success).toBe(false);
    expect(others).toEqual([]);
  }
  expect(brokenOrders).toHaveLength(1);
});

it('a demo of some types breaks nothing', () => {
  expect(sampleDemo(now, [videoPlaybackFailed.type]).brokenOrders).toBeUndefined();
});
