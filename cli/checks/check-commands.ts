import { InvalidArgumentError, Option, type Command } from 'commander';
import { shouldHave, type ShouldHave } from '../../lambdas/ledger/check/quality-check';
import type { Money } from '../../lambdas/model/money';
import { responseSchemas, type CheckView } from '../../lambdas/operator-api/response-schemas';
import { amountsIn, visibleText, wholeNumber } from '../commands/arguments';
import { CommandError } from '../commands/command-error';
import { placeOf } from '../commands/seen';
import type { Session } from '../commands/session';
import { checksPage, reportCsv, reportPage } from './checks-page';

/** Commands for what is checked afterwards. */
export function addCheckCommands(program: Command, session: Session): void {
  const checks = program.command('checks').description('remedies given by themselves that a person checks afterwards');
  checks
    .command('list')
    .description('list those of a month, with what checkers said')
    .option('--month <month>', 'in UTC, such as 2026-11 (this one)', monthText)
    .option('--open', 'only those that nobody has marked yet', false)
    .action(async ({ month = thisMonth(session), open }: { month?: string; open: boolean }) => {
      const found = await allOf(month, open, session);
      session.print(responseSchemas.listChecks, { checks: found }, (page) => checksPage(month, page.checks));
    });
  addMarkCommand(checks, session);
  checks
    .command('report')
    .description('count what checkers said, by month, failure type and version of its policy')
    .option('--months <count>', 'how many, this one among them', wholeNumber, 3)
    .option('--csv', 'as CSV', false)
    .action(async ({ months, csv }: { months: number; csv: boolean }) => {
      const response = await session.client().get(['checks', 'report'], { months: String(months) });
      session.print(responseSchemas.reportChecks, response, csv ? reportCsv : reportPage);
    });
}

interface Marking {
  readonly right?: boolean;
  readonly should?: ShouldHave;
  readonly amount?: readonly Money[];
  readonly why?: string;
}

function addMarkCommand(checks: Command, session: Session): void {
  checks
    .command('mark')
    .description('mark what was given as right, or say what should have been given; it changes nothing')
    .argument('<customerId>')
    .argument('<remedyId>')
    .option('--right', 'it was right')
    .addOption(new Option('--should <what>', 'what should have been given instead').choices(shouldHave))
    .option('--amount <amount>', 'how much it should have been, such as "4.00 GBP"', amountsIn)
    .option('--why <text>', 'why: needed with --should, and kept for ever', visibleText)
    .action(async (customerId: string, remedyId: string, { right, should, amount, why }: Marking) => {
      if ((right === true) === (should !== undefined)) throw new CommandError('Give one of --right and --should.');
      if (should !== undefined && why === undefined) throw new CommandError('Say why, with --why "…".');
      if (amount && amount.length > 1) throw new CommandError('--amount is one sum, in one currency.');
      const place = [...placeOf(customerId, remedyId), 'check'];
      const seen = session.understood(responseSchemas.showCheck, await session.client().get(place));
      const body = { should, why, amount: amount?.[0], expectedVersion: seen.check.marks.length };
      const response = await session.client().post(place, body);
      session.print(responseSchemas.markCheck, response, ({ check }) => `${check.remedyId} is marked.`);
    });
}

async function allOf(month: string, open: boolean, session: Session): Promise<CheckView[]> {
  const found: CheckView[] = [];
  let after: string | undefined;
  do {
    const query = { month, open: String(open), limit: '500', ...(after !== undefined && { after }) };
    const page = session.understood(responseSchemas.listChecks, await session.client().get(['checks'], query));
    found.push(...page.checks);
    after = page.next;
  } while (after !== undefined);
  return found;
}

function monthText(text: string): string {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(text)) throw new InvalidArgumentError('It has to be a month such as 2026-11.');
  return text;
}

function thisMonth({ context }: Session): string {
  return context.clock().toISOString().slice(0, 7);
}
