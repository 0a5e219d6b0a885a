import { Duration } from 'aws-cdk-lib';

/** Failures of the last days, kept to be rehearsed with. */
export interface RehearsalOptions {
  /**
   * How long failures are kept in an archive, with the names and the addresses in them: from a day to thirty. `erase`
   * does not reach them there; they go by their age.
   */
  readonly archived: Duration;
}

/** Longer than what was erased may stay anywhere. */
const mostDays = 30;

/** @throws Error where it is not whole days from 1 to 30 */
export function archivedDays({ archived }: RehearsalOptions): number {
  const days = archived.toDays({ integral: false });
  if (Number.isInteger(days) && days >= 1 && days <= mostDays) return days;
  throw new Error(`rehearsal.archived is from 1 to ${mostDays} whole days: nobody can erase what is in an archive.`);
}

/** The same as a stage file says it: in days. */
export function rehearsalOptionsOf(given: { readonly archiveDays: number } | undefined): RehearsalOptions | undefined {
  return given && { archived: Duration.days(given.archiveDays) };
}
