import type { DecidedRemedy, PolicyDecision } from '../../model/decision';

/** Gives a remedy, or holds it for a person where there are doubts. The doubts come first among its reasons. */
export function giveOrHold(
  remedy: DecidedRemedy,
  reasons: readonly string[],
  doubts: readonly string[],
): PolicyDecision {
  return { outcome: doubts.length > 0 ? 'hold' : 'give', ...remedy, reasons: [...doubts, ...reasons] };
}

/**
 * An apology without money, where something failed and nothing is left to give: the customer hears that we know and are
 * sorry, and nothing is promised. Or nothing at all, by option.
 */
export function apologyOnly(withoutMoney: 'apology' | 'none', reasons: readonly string[]): PolicyDecision {
  if (withoutMoney === 'none') return { outcome: 'none', reasons };
  return { outcome: 'give', parts: [], reasons: ['an apology without money', ...reasons] };
}
