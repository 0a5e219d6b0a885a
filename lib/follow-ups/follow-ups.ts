import { mostDaysApart } from '../../lambdas/ledger/follow/follow-ups';

/** Which customers are written to once more after they were told what was given. */
export interface FollowUps {
  /**
   * Whether who got money back is asked if it came, once the days are over that the mail about it named, and two
   * business days more.
   *
   * @default false
   */
  readonly refund?: boolean | undefined;
  /**
   * Whether who was sent a new one is asked if it came, a day after the day that its sender named.
   *
   * @default false
   */
  readonly replacement?: boolean | undefined;
  /**
   * Whether those whom an incident let down are told what was behind it, once somebody publishes `IncidentFixed` and a
   * person lets the mails go. Then each system may publish that beside its failures.
   *
   * @default false
   */
  readonly mended?: boolean | undefined;
  /**
   * How many days lie between two such mails to one customer, at least: 1 to 10. What comes sooner waits, and
   * what would wait for longer is of no use any more.
   *
   * @default 7
   */
  readonly daysApart?: number | undefined;
}

/** As the function that writes is told. Undefined where nobody is followed up. @throws where the days do not fit */
export function followUpsText(followUps: FollowUps | undefined): string | undefined {
  if (!followUps) return undefined;
  const { daysApart } = followUps;
  if (daysApart !== undefined && !(Number.isInteger(daysApart) && daysApart >= 1 && daysApart <= mostDaysApart)) {
    throw new Error(`followUps.daysApart is a whole number from 1 to ${mostDaysApart}, and not ${daysApart}.`);
  }
  return JSON.stringify(followUps);
}
