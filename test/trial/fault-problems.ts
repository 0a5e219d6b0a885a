import type Stripe from 'stripe';
import type { RecordedRemedy } from '../../local/demo/report/recorded-remedies';
import type { TakenMail } from './deployment';

/** A customer who was let down once. */
export interface Failed {
  readonly customerId: string;
  readonly email: string;
  readonly paymentId: string;
}

interface Seen {
  readonly remedies: readonly RecordedRemedy[];
  readonly mails: readonly TakenMail[];
  readonly stripe: Stripe;
}

/** What is not as it should be, in sentences; and how many remedies ended in which way. */
export async function booksProblems(
  failed: readonly Failed[],
  { remedies, mails, stripe }: Seen,
): Promise<{ readonly problems: readonly string[]; readonly states: string }> {
  const problems: string[] = [];
  const ended = new Map<string, number>();
  for (const { customerId, email, paymentId } of failed) {
    const [remedy, ...others] = remedies.filter((one) => one.customerId === customerId);
    const isHers = (to: string): boolean => to === email || to.endsWith(`<${email}>`);
    const mailCount = mails.filter(({ To }) => To.some(isHers)).length;
    if (mailCount > 1) problems.push(`${customerId}: ${mailCount} mails left`);
    if (!remedy || others.length > 0) {
      problems.push(`${customerId}: ${remedy ? others.length + 1 : 'no'} remedies are recorded`);
      continue;
    }
    const { data } = await stripe.refunds.list({ charge: paymentId, limit: 100 });
    const booked = data.reduce((sum, { amount }) => sum + amount, 0);
    const problem = remedyProblem(remedy, booked, mailCount);
    if (problem !== undefined) problems.push(`${customerId}: ${problem}`);
    const state = `${remedy.state}, mail ${remedy.notice}`;
    ended.set(state, (ended.get(state) ?? 0) + 1);
  }
  return { problems, states: [...ended].map(([state, count]) => `${count} ${state}`).join('; ') };
}

const priceMinor = 399;

function remedyProblem(
  { state, waitsFor, notice }: RecordedRemedy,
  booked: number,
  mailCount: number,
): string | undefined {
  // A mail in doubt is on the list of what waits, whether it left or not.
  const isMailDone = notice === 'unknown' || mailCount === 1;
  if (state === 'issued') {
    if (booked !== priceMinor) return `issued, and the provider booked ${booked}`;
    return isMailDone ? undefined : `issued, and no mail left (${notice})`;
  }
  if (mailCount > 0) return `${state}, and a mail left`;
  if (state !== 'needs-attention' || waitsFor === null) return `neither issued nor listed: ${state}`;
  return booked === 0 || booked === priceMinor ? undefined : `the provider booked ${booked}`;
}
