import { unreachable } from '../../../lambdas/model/unreachable';
import type { Outcome } from '../../../lambdas/outcomes/outcome';
import type { Journey, JourneyEnd } from './journeys';
import { dayInWords, partsInWords } from './part-in-words';

/** The steps a customer would care about, beside what becomes of the remedy. */
const firstSteps: Readonly<Record<string, string>> = { committed: 'committed', 'taken-over': 'taken over' };

const lastSteps: Readonly<Record<string, string>> = { 'apology-sent': 'mailed', 'apology-unknown': 'mail in doubt' };

/** One journey so far, on one line. */
export function journeyLine({ steps, told, end, acceptedAt, mailedAt }: Journey): string {
  const shown = (words: Readonly<Record<string, string>>): string[] => steps.flatMap((step) => words[step] ?? []);
  const outcomes = end?.kind === 'duplicate' ? [] : told.flatMap(outcomeWords);
  const took = mailedAt === undefined ? [] : [`(${Math.round(mailedAt - acceptedAt)} ms)`];
  const line = ['detected', ...shown(firstSteps), ...outcomes, ...shown(lastSteps), ...endWords(end)];
  return [[...new Set(line)].join(' ▸ '), ...took].join(' ');
}

function outcomeWords({ state, parts, reasons, awaits }: Outcome): string[] {
  switch (state) {
    case 'issued':
    case 'pending':
    case 'unknown':
      return [partsInWords(parts, 'given ')];
    case 'declined':
    case 'late-failed':
      return [`${partsInWords(parts, 'given ')}: another way has to be found`];
    case 'held':
      return awaits
        ? [`held until ${dayInWords(awaits.until)} for ${awaits.what}`]
        : [`held for a person: ${reasons[0] ?? 'no reason'}`];
    case 'rejected':
      return ['a person said no'];
    case 'needs-attention':
      return ['left to a person'];
    case 'shadowed':
      return [`in shadow, ${partsInWords(parts)}`];
    case 'none':
      return [];
    default:
      return unreachable(state);
  }
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

/** What is to come by itself, and soon: an answer, a look of the sweep, or a mail. */
const goesOn: readonly string[] = ['pending', 'declined', 'unknown', 'late-failed', 'fallback'];

/** True once nothing more is to come by itself. */
export function hasSettled({ end, steps, told }: Journey): boolean {
  if (end === undefined) return false;
  if (end.kind !== 'recorded') return true;
  const state = told.at(-1)?.state ?? end.state;
  if (state === 'issued') return steps.some((step) => step.startsWith('apology-'));
  return !goesOn.includes(state);
}

/** True while it waits for somebody's word. */
export function isHeld({ told }: Journey): boolean {
  return told.at(-1)?.state === 'held';
}

/** True once nothing more is to come, not even a person's word. */
export function isDecided(journey: Journey): boolean {
  return hasSettled(journey) && !isHeld(journey);
}
