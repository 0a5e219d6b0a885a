import { Duration, Size } from 'aws-cdk-lib';

/** What is kept of events as figures, for how long, and how much may be read at once. */
export interface InsightOptions {
  /**
   * How long figures are kept.
   *
   * @default Duration.days(400): a year, and the month before it to compare with
   */
  readonly retention?: Duration | undefined;
  /**
   * The most that one question may read. Athena costs by what is read, and refuses a question that would read more.
   *
   * @default Size.gibibytes(10), which cost about 5 cents
   */
  readonly bytesPerQuestion?: Size | undefined;
}

/** The same as a stage file says it: in numbers. */
export function insightOptionsOf(
  given:
    | boolean
    | { readonly keptDays?: number | undefined; readonly gigabytesPerQuestion?: number | undefined }
    | undefined,
): boolean | InsightOptions | undefined {
  if (typeof given !== 'object') return given;
  const { keptDays, gigabytesPerQuestion } = given;
  return {
    retention: keptDays === undefined ? undefined : Duration.days(keptDays),
    bytesPerQuestion: gigabytesPerQuestion === undefined ? undefined : Size.gibibytes(gigabytesPerQuestion),
  };
}
