import { inLanes, roomFor } from '../../../lambdas/runtime/delivery/in-lanes';

/** Lanes that end when they are told to. */
function lanesUnderWay() {
  const ends: (() => void)[] = [];
  let most = 0;
  let working = 0;
  const work = async (): Promise<void> => {
    most = Math.max(most, ++working);
    await new Promise<void>((end) => ends.push(end));
    working--;
  };
  return { work, endOne: () => ends.shift()?.(), counts: () => ({ working, most }) };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

it('works on as many lanes at once as there may be at that moment, and on all of them', async () => {
  const { work, endOne, counts } = lanesUnderWay();
  let atOnce = 2;
  const all = inLanes([1, 2, 3, 4, 5, 6], { hasRoom: (atWork) => atWork < atOnce }, work);
  await turn();
  expect(counts()).toEqual({ working: 2, most: 2 });
  atOnce = 4;
  endOne();
  await turn();
  expect(counts()).toEqual({ working: 4, most: 4 });
  atOnce = 0;
  endOne();
  await turn();
  expect(counts().working).toBe(3);
  for (let more = 0; more < 6; more++) {
    endOne();
    await turn();
  }
  await all;
  expect(counts()).toEqual({ working: 0, most: 4 });
});

it('fails where a lane fails', async () => {
  await expect(inLanes([1], roomFor(1), () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
});

it('begins another lane as soon as there is room, although none has ended', async () => {
  const { work, endOne, counts } = lanesUnderWay();
  let atOnce = 1;
  let changed = (): void => undefined;
  const room = {
    hasRoom: (atWork: number) => atWork < atOnce,
    onceChanged: (listener: () => void) => {
      changed = listener;
    },
  };
  const all = inLanes([1, 2, 3], room, work);
  await turn();
  expect(counts().working).toBe(1);
  atOnce = 2;
  changed();
  await turn();
  expect(counts().working).toBe(2);
  for (let more = 0; more < 3; more++) {
    endOne();
    await turn();
  }
  await all;
});

it('takes a lane only when there is room for it', async () => {
  const { work, endOne } = lanesUnderWay();
  const taken: number[] = [];
  async function* lanes() {
    for (const lane of [1, 2, 3]) {
      taken.push(lane);
      yield lane;
    }
  }
  const all = inLanes(lanes(), roomFor(1), work);
  await turn();
  expect(taken).toEqual([1]);
  endOne();
  await turn();
  expect(taken).toEqual([1, 2]);
  endOne();
  await turn();
  endOne();
  await all;
});
