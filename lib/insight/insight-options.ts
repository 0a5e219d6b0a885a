import { Duration, Size } from 'aws-cdk-lib';
import type { WeeklyOwners } from './weekly-owners';

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
  /**
   * Who is told by mail every Monday what failed in the week before in the products of one system, whom it hurt and
   * what was given, by the event source of that system. There is no customer in it.
   *
   * @default - nobody
   */
  readonly weekly?: WeeklyOwners | undefined;
}

/** The same as a stage file says it: in numbers. */
export function insightOptionsOf(
  given:
    | boolean
    | {
        readonly keptDays?: number | undefined;
        readonly gigabytesPerQuestion?: number | undefined;
        readonly weekly?: WeeklyOwners | undefined;
      }
    | undefined,
): boolean | InsightOptions | undefined {
  if (typeof given !== 'object') return given;
  const { keptDays, gigabytesPerQuestion, weekly } = given;
  return {
    retention: keptDays === undefined ? undefined : Duration.days(keptDays),
    bytesPerQuestion: gigabytesPerQuestion === undefined ? undefined : Size.gibibytes(gigabytesPerQuestion),
    weekly,
  };
}
