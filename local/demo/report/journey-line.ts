import { unreachable } from '../../../lambdas/model/unreachable';
import type { Outcome } from '../../../lambdas/outcomes/outcome';
import { describeParts, formatDay } from './describe-part';
import { gaveIt, type Journey, type JourneyEnd } from './journeys';

/** Log steps that are shown before the outcomes. */
const firstSteps: Readonly<Record<string, string>> = { committed: 'committed', 'taken-over': 'taken over' };

/** Log steps that are shown after the outcomes. */
const lastSteps: Readonly<Record<string, string>> = {
  'words-held': 'the words of its mail wait for a person',
  'apology-sent': 'mailed',
  'apology-unknown': 'mail unknown',
};

/** One journey so far, on one line. */
export function journeyLine(journey: Journey): string {
  const { steps, outcomes, end, acceptedAt, mailedAt } = journey;
  const shown = (titles: Readonly<Record<string, string>>): string[] => steps.flatMap((step) => titles[step] ?? []);
  const described = gaveIt(journey) ? outcomes.flatMap(describeOutcome) : [];
  const duration = mailedAt === undefined ? [] : [`(${Math.round(mailedAt - acceptedAt)} ms)`];
  const line = ['detected', ...shown(firstSteps), ...described, ...shown(lastSteps), ...describeEnd(end)];
  return [[...new Set(line)].join(' ▸ '), ...duration].join(' ');
}

function describeOutcome({ state, parts, reasons, awaits }: Outcome): string[] {
  switch (state) {
    case 'issued':
    case 'pending':
    case 'unknown':
      return [describeParts(parts, 'issued ')];
    case 'declined':
    case 'late-failed':
      return [`${describeParts(parts, 'issued ')}: looking for a fallback`];
    case 'held':
      return awaits
        ? [`held until ${formatDay(awaits.until)} for ${awaits.what}`]
        : [`held: ${reasons[0] ?? 'no reason given'}`];
    case 'rejected':
      return ['rejected'];
    case 'needs-attention':
      return ['needs attention'];
    case 'shadowed':
      return [`shadowed, ${describeParts(parts)}`];
    case 'none':
      return [];
    default:
      return unreachable(state);
  }
}

function describeEnd(end: JourneyEnd | undefined): string[] {
  switch (end?.kind) {
    case undefined:
    case 'recorded':
      return [];
    case 'duplicate':
      return ['duplicate'];
    case 'not-owed':
      return [`nothing owed: ${end.reasons.join('; ')}`];
    case 'undelivered':
      return [`undelivered: ${end.reason}`];
    default:
      return unreachable(end);
  }
}

/** States that change soon without a person: a response, a sweep or a mail is to come. */
const transientStates: readonly string[] = ['pending', 'declined', 'unknown', 'late-failed', 'fallback'];

/** True once nothing more is to come without a person. */
export function hasSettled({ end, steps, outcomes }: Journey): boolean {
  if (end === undefined) return false;
  if (end.kind !== 'recorded') return true;
  const state = outcomes.at(-1)?.state ?? end.state;
  if (state === 'issued') return wasMailed(steps) || steps.includes('words-held');
  return !transientStates.includes(state);
}

function wasMailed(steps: readonly string[]): boolean {
  return steps.some((step) => step.startsWith('apology-'));
}

/** True while it waits for a verdict, or the words of its mail do. */
export function isHeld({ outcomes, steps }: Journey): boolean {
  return outcomes.at(-1)?.state === 'held' || (steps.includes('words-held') && !wasMailed(steps));
}

/** True once nothing more is to come, not even a verdict. */
export function isDecided(journey: Journey): boolean {
  return hasSettled(journey) && !isHeld(journey);
}
