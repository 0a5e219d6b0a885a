import { withElapsedLine } from '../../../local/run/elapsed-line';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

/** What is written while some work takes three seconds. */
async function written(isTTY: boolean, isQuiet: boolean, work = () => Promise.resolve('done')) {
  const texts: string[] = [];
  const write = (text: string | Uint8Array) => texts.push(String(text)) > 0;
  const working = withElapsedLine({ stream: { isTTY, write }, isQuiet }, async () => {
    await jest.advanceTimersByTimeAsync(3_000);
    return work();
  });
  const ended = await working.catch((error: unknown) => String(error));
  await jest.advanceTimersByTimeAsync(3_000);
  return { ended, texts };
}

it('on a terminal the seconds run while the work does, and leave no trace', async () => {
  const { ended, texts } = await written(true, false);
  expect(texts).toEqual(['\r  1 s', '\r  2 s', '\r  3 s', '\r\u001b[K']);
  expect(ended).toBe('done');
});

it('they end where the work fails', async () => {
  const { ended, texts } = await written(true, false, () => Promise.reject(new Error('no port')));
  expect(texts.at(-1)).toBe('\r\u001b[K');
  expect(ended).toBe('Error: no port');
});

it.each([
  ['where there is no terminal', false, false],
  ['beside a report in JSON', true, true],
])('%s nothing is shown', async (_, isTTY, isQuiet) => {
  expect(await written(isTTY, isQuiet)).toEqual({ ended: 'done', texts: [] });
});
