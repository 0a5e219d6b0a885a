import * as z from 'zod/mini';
import type { DecidedRemedy, PolicyDecision } from '../../model/decision';

/** Gives a remedy, or holds it for a person where there are doubts. The doubts come first among its reasons. */
export function giveOrHold(
  remedy: DecidedRemedy,
  reasons: readonly string[],
  doubts: readonly string[],
): PolicyDecision {
  return { outcome: doubts.length > 0 ? 'hold' : 'give', ...remedy, reasons: [...doubts, ...reasons] };
}

/** The option of failure types that may come to nothing. */
export const withoutMoneyOptionsShape = {
  /**
   * What follows where something failed, and too little of it, or nothing was paid for it, so that nothing is given: an
   * apology without money, or nothing. Nothing in any case where another remedy made the same good before.
   *
   * @default 'none'
   */
  withoutMoney: z.enum(['apology', 'none']),
};

export const withoutMoneyDefaults = { withoutMoney: 'none' } as const;

/**
 * An apology without money, where something failed and nothing is left to give: the customer hears that we know and are
 * sorry, and nothing is promised. Or nothing at all, by option.
 */
export function apologyOnly(withoutMoney: 'apology' | 'none', reasons: readonly string[]): PolicyDecision {
  if (withoutMoney === 'none') return { outcome: 'none', reasons };
  return { outcome: 'give', parts: [], reasons: ['an apology without money', ...reasons] };
}
