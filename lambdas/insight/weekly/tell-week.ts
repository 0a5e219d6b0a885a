import type { Letterhead } from '../../email/email';
import { MailNotTakenError } from '../../email/mailer';
import type { OwnerMailer } from '../../email/owners/owner-mailer';
import type { Days, InsightAnswers } from '../insight-answers';
import type { SentWeeks } from './sent-weeks';
import { weeklyFigures } from './weekly-figures';
import { weeklyMail, type WeeklyReader } from './weekly-mail';

/** Who is told of which products. */
export interface WeeklyOwner extends WeeklyReader {
  /** The system that publishes their failures. */
  readonly source: string;
  readonly email: string;
}

export interface WeeklyPorts {
  readonly owners: readonly WeeklyOwner[];
  readonly letterhead: Letterhead;
  readonly answers: InsightAnswers;
  readonly sent: SentWeeks;
  readonly mailer: OwnerMailer;
}

/** Some owners were not told. Whoever was is not told again. */
export class OwnersNotToldError extends AggregateError {
  override readonly name = 'OwnersNotToldError';
  constructor(
    readonly sources: readonly string[],
    errors: readonly unknown[],
  ) {
    super(errors, `the owners of ${sources.join(', ')} were not told of their week: run it again`);
  }
}

export interface WeeklyResult {
  readonly week: Days;
  /** By the sources of their products. */
  readonly sentNow: readonly string[];
  readonly sentBefore: readonly string[];
}

/**
 * Tells each owner of a week, once. A mail of which nobody knows whether it left is not sent again.
 *
 * @throws OwnersNotToldError
 */
export async function tellWeek(week: Days, ports: WeeklyPorts): Promise<WeeklyResult> {
  const sentNow: string[] = [];
  const sentBefore: string[] = [];
  const failed: { readonly source: string; readonly error: unknown }[] = [];
  // One after another: the questions cost by what they read, and nobody waits for the mail.
  for (const owner of ports.owners) {
    try {
      const list = (await tellOwnerOf(owner, week, ports)) ? sentNow : sentBefore;
      list.push(owner.source);
    } catch (error) {
      failed.push({ source: owner.source, error });
    }
  }
  if (failed.length === 0) return { week, sentNow, sentBefore };
  throw new OwnersNotToldError(
    failed.map(({ source }) => source),
    failed.map(({ error }) => error),
  );
}

async function tellOwnerOf(
  owner: WeeklyOwner,
  week: Days,
  { answers, letterhead, sent, mailer }: WeeklyPorts,
): Promise<boolean> {
  const { source, email } = owner;
  const mail = weeklyMail(await weeklyFigures(source, week, answers), owner, letterhead);
  if (!(await sent.claim(source, week.from))) return false;
  try {
    await mailer.send({ to: email, ...mail });
    return true;
  } catch (error) {
    if (error instanceof MailNotTakenError) await sent.release(source, week.from);
    throw error;
  }
}
