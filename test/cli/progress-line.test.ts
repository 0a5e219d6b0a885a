import { PassThrough } from 'node:stream';
import { ProgressLine, withProgress } from '../../cli/progress-line';

/** What is written to it, as a terminal or as a pipe. */
function output({ isTTY, columns = 120 }: { isTTY: boolean; columns?: number }) {
  const stream = Object.assign(new PassThrough(), { isTTY, columns });
  const chunks: string[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk.toString('utf8')));
  return { stream, written: () => chunks.join('') };
}

/** As the terminal shows it: the last line drawn in full. */
const lastLine = (written: string): string => written.split('\r').at(-1) ?? '';
const painted = (written: string): string => written.replace(/\u001b(\[[0-9;?]*[A-Za-z]|[78])/g, '\r');

beforeEach(() => jest.useFakeTimers({ now: new Date(2026, 10, 21, 14, 0, 0) }));
afterEach(() => jest.useRealTimers());

/** Half of the work in twenty seconds. */
function halfWay(stream: NodeJS.WritableStream, isQuiet = false): ProgressLine {
  const line = new ProgressLine({ unit: 'worlds', stream, isQuiet });
  line.update(0, 10_000);
  jest.advanceTimersByTime(20_000);
  line.update(5_000, 10_000);
  return line;
}

it('says how far it is, how quick, and when it ends', () => {
  const { stream, written } = output({ isTTY: true });
  const line = halfWay(stream);
  expect(painted(written())).toContain('5,000 of 10,000 worlds, 250 a second, ends at 14:00, in 20s');
  line.end();
});

it('says how many a minute where it is less than one a second', () => {
  const { stream, written } = output({ isTTY: true });
  const line = new ProgressLine({ unit: 'mutants', stream });
  line.update(0, 54);
  jest.advanceTimersByTime(120_000);
  line.update(9, 54);
  expect(painted(written())).toContain('9 of 54 mutants, 4.5 a minute, ends at 14:12, in 10m0s');
  line.end();
});

it('never grows longer than the terminal is wide', () => {
  const { stream, written } = output({ isTTY: true, columns: 40 });
  const line = halfWay(stream);
  for (const shown of painted(written()).split('\r')) expect(shown.length).toBeLessThanOrEqual(40);
  line.end();
});

it('is gone in the end, and keeps nothing waiting', () => {
  const { stream, written } = output({ isTTY: true });
  halfWay(stream).end();
  expect(lastLine(painted(written()))).toBe('');
  expect(jest.getTimerCount()).toBe(0);
});

it('makes way for results, and comes back below them', () => {
  const { stream, written } = output({ isTTY: true });
  const line = halfWay(stream);
  line.aside(() => stream.write('killed after 12 seeds\n'));
  const lines = painted(written()).split('\r').filter(Boolean);
  expect(lines.at(-2)).toBe('killed after 12 seeds\n');
  expect(lines.at(-1)).toContain('5,000 of 10,000 worlds');
  line.end();
});

it.each<[string, boolean, boolean]>([
  ['no terminal', false, false],
  ['JSON is asked for', true, true],
])('says nothing where %s', (_, isTTY, isQuiet) => {
  const { stream, written } = output({ isTTY });
  const line = halfWay(stream, isQuiet);
  const aside = jest.fn();
  line.aside(aside);
  line.end();
  expect(aside).toHaveBeenCalledTimes(1);
  expect(written()).toBe('');
  expect(jest.getTimerCount()).toBe(0);
});

it('goes when the work fails', async () => {
  const { stream, written } = output({ isTTY: true });
  const work = withProgress({ unit: 'worlds', stream }, (onProgress) => {
    onProgress(1, 2);
    throw new Error('told to');
  });
  await expect(work).rejects.toThrow('told to');
  expect(lastLine(painted(written()))).toBe('');
});
