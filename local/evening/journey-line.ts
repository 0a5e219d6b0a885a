import { unreachable } from '../../lambdas/model/unreachable';
import type { Journey, JourneyEnd } from './journeys';

/** The steps a customer would care about, in the words of a live view. */
const shownSteps: Readonly<Record<string, string>> = {
  claimed: 'claimed',
  'taken-over': 'taken over',
  paid: 'refunded',
  pending: 'refund pending',
  unknown: 'refund unknown',
  declined: 'refund declined, a person has to look',
  held: 'held, a person has to look',
  'apology-sent': 'mailed',
  'apology-unknown': 'mail in doubt',
};

/** One journey so far, on one line. */
export function journeyLine({ steps, end, acceptedAt, mailedAt }: Journey): string {
  const shown = steps.flatMap((step) => shownSteps[step] ?? []);
  const took = mailedAt === undefined ? [] : [`(${Math.round(mailedAt - acceptedAt)} ms)`];
  return [['detected', ...new Set(shown), ...endWords(end)].join(' ▸ '), ...took].join(' ');
}

function endWords(end: JourneyEnd | undefined): string[] {
  switch (end?.kind) {
    case undefined:
    case 'recorded':
      return [];
    case 'duplicate':
      return ['made right already'];
    case 'not-owed':
      return [`nothing owed: ${end.reasons.join('; ')}`];
    case 'undelivered':
      return [`undelivered: ${end.reason}`];
    default:
      return unreachable(end);
  }
}

/** True once nothing more is to come. */
export function hasSettled({ end, steps }: Journey): boolean {
  if (end === undefined) return false;
  const mailAwaited = end.kind === 'recorded' && end.state === 'paid';
  return !mailAwaited || steps.some((step) => step.startsWith('apology-'));
}
