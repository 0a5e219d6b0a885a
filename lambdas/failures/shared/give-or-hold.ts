import type { DecidedRemedy, PolicyDecision } from '../../model/decision';

/** Gives a remedy, or holds it for a person where there are doubts. The doubts come first among its reasons. */
export function giveOrHold(
  remedy: DecidedRemedy,
  reasons: readonly string[],
  doubts: readonly string[],
): PolicyDecision {
  return { outcome: doubts.length > 0 ? 'hold' : 'give', ...remedy, reasons: [...doubts, ...reasons] };
}
