import { Format, SingleBar, type Options, type Params } from 'cli-progress';

/** Hears how far something long has come. `total` may change on the way. */
export type OnProgress = (done: number, total: number) => void;

export interface ProgressLineProps {
  /** What is counted, in the plural. */
  readonly unit: string;
  /**
   * Shows nothing, as where the command reports in JSON.
   *
   * @default false
   */
  readonly isQuiet?: boolean | undefined;
  /**
   * Where the line is shown. Where it is no terminal, nothing is.
   *
   * @default - standard error
   */
  readonly stream?: NodeJS.WritableStream;
}

const rounded = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });
const whole = new Intl.NumberFormat('en');

/** How far a long command has come, how quick it is and when it will end, in one line that is drawn again and again. */
export class ProgressLine {
  private readonly startedAtMs = Date.now();
  private readonly bar: SingleBar | undefined;
  private shown: { readonly done: number; readonly total: number; readonly atMs: number } | undefined;

  constructor({ unit, isQuiet = false, stream = process.stderr }: ProgressLineProps) {
    if (isQuiet) return;
    const format = (options: Options, { progress, value, total }: Params): string =>
      `${Format.BarFormat(progress, options)} ${whole.format(value)} of ${whole.format(total)} ${unit}${this.pace(options)}`;
    // With `linewrap` the package cuts the line at the terminal's width, and leaves the terminal's own setting alone.
    this.bar = new SingleBar({ format, stream, fps: 4, barsize: 20, clearOnComplete: true, linewrap: true });
  }

  readonly update: OnProgress = (done, total) => {
    if (!this.bar) return;
    const isFirst = this.shown === undefined;
    this.shown = { done, total, atMs: Date.now() };
    if (isFirst) return this.bar.start(total, done);
    this.bar.setTotal(total);
    this.bar.update(done);
  };

  /** Lets something else be written where the line stands, above it. */
  aside(write: () => void): void {
    this.bar?.stop();
    write();
    if (this.shown) this.bar?.start(this.shown.total, this.shown.done);
  }

  /** Takes the line away. */
  end(): void {
    this.bar?.stop();
  }

  /** As of the last step: between two of them the rate stands, and the time that is left runs. */
  private pace(options: Options): string {
    const { done, total, atMs } = this.shown ?? { done: 0, total: 0, atMs: 0 };
    const seconds = (atMs - this.startedAtMs) / 1_000;
    if (done === 0 || seconds === 0) return '';
    const perSecond = done / seconds;
    const rate = perSecond < 1 ? `${rounded.format(perSecond * 60)} a minute` : `${rounded.format(perSecond)} a second`;
    const endMs = atMs + (Math.max(0, total - done) / perSecond) * 1_000;
    const leftSeconds = Math.ceil(Math.max(0, endMs - Date.now()) / 1_000);
    const end = new Date(endMs).toTimeString().slice(0, 5);
    return `, ${rate}, ends at ${end}, in ${Format.TimeFormat(leftSeconds, options, 1)}`;
  }
}

/** Shows how far some work has come, for as long as it goes on. */
export async function withProgress<Result>(
  props: ProgressLineProps,
  work: (onProgress: OnProgress) => Result | Promise<Result>,
): Promise<Result> {
  const line = new ProgressLine(props);
  try {
    return await work(line.update);
  } finally {
    line.end();
  }
}
