import { InvalidArgumentError, type Command } from 'commander';
import { hasVisibleText } from '../../lambdas/model/business-id';
import { exponentOf, isCurrency, type Money } from '../../lambdas/model/money';
import { CommandError, RefusedError } from './command-error';

export function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('It has to be a whole number.');
  return Number(text);
}

/** Sums as pages show them: `47120.00 GBP`, or `47120.00 GBP + 900 JPY`. Nothing is nothing. */
export function amountsIn(text: string): Money[] {
  if (text.trim() === '' || text.trim() === '0') return [];
  return text.split('+').map(amountIn);
}

function amountIn(text: string): Money {
  const [, whole = '', fraction = '', currency = ''] = /^\s*(\d+)(?:\.(\d+))?\s+([A-Z]{3})\s*$/.exec(text) ?? [];
  if (isCurrency(currency) && fraction.length <= exponentOf(currency)) {
    return { amountMinor: Number(whole + fraction.padEnd(exponentOf(currency), '0')), currency };
  }
  throw new InvalidArgumentError('It has to be sums such as "47120.00 GBP + 900 JPY".');
}

/** A reason or a message. It is asked for here already, before anything is signed or sent. */
export function visibleText(text: string): string {
  if (!hasVisibleText(text))
    throw new InvalidArgumentError('It has neither a letter nor a digit that anybody can see.');
  return text;
}

/** The options for what a customer reads, and for what is known of it. */
export function withWriting(command: Command, message: string): Command {
  return command
    .option('--message <text>', message, visibleText)
    .option('--locale <tag>', 'the language of the message, such as de (the customer’s)')
    .option('--signed-by <name>', 'who writes it, as the mail is signed (the signatory of the brand)')
    .option('--signed-role <role>', 'what that person is at the company, below the name')
    .option('--preview', 'show the mail as it would leave, and decide nothing');
}

/**
 * The option for the reason of what is done. {@link reasonFor} asks for it once the target was looked at: whoever has
 * thought of a reason should not read then that there is nothing to do.
 */
export function withReason(command: Command, description = 'why: needed, and kept for ever'): Command {
  return command.option('--why <text>', description, visibleText);
}

/** The option for the reason code of a rejection. */
export function withCode(command: Command): Command {
  return command.option('--code <code>', 'the reason code: needed; `holds codes` lists them');
}

/**
 * @param problem why it would be refused for any reason
 * @throws {@link RefusedError} where no reason was given and none would help
 * @throws {@link CommandError} where only the reason is missing
 */
export function reasonFor(why: string | undefined, problem?: string): string {
  if (why !== undefined) return why;
  if (problem !== undefined) throw new RefusedError(`Refused: ${problem}.`);
  throw new CommandError('Say why, with --why "…". It is kept for ever.');
}
