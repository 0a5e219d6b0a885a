import { Option, type Command } from 'commander';
import { holdCauses } from '../../lambdas/model/guards/hold-cause';
import type { Money } from '../../lambdas/model/money';
import { responseSchemas, type ReleaseView, type RemedyView } from '../../lambdas/operator-api/response-schemas';
import { decidedText, holdsPage, remedyPage, voidedText } from '../pages/pages';
import { amountsIn, reasonFor, visibleText, wholeNumber, withReason } from './arguments';
import { emptyList, ofCustomer, withFilter, withRefused } from './remedy-commands';
import { placeOf, seenRemedy } from './seen';
import type { Session } from './session';

interface Reason {
  readonly why?: string;
}

/** Commands for remedies that are held. */
export function addHoldCommands(program: Command, session: Session): void {
  const holds = program.command('holds').description('remedies that wait for a person');
  holds
    .command('list')
    .description('list what waits, the most urgent first')
    .option('--limit <count>', 'at most this many', wholeNumber, 100)
    .action(async ({ limit }: { limit: number }) => {
      const response = await session.client().get(['holds'], { limit: String(limit) });
      session.print(responseSchemas.listHolds, response, (page) =>
        holdsPage(page.holds, page.incidents, page.isComplete),
      );
    });
  holds
    .command('show')
    .description('show a remedy with its reasons, its history, and the failure it is for')
    .argument('<customerId>')
    .argument('<remedyId>')
    .action(async (customerId: string, remedyId: string) => {
      const response = await session.client().get(placeOf(customerId, remedyId));
      session.print(responseSchemas.showRemedy, response, ({ record, notices, envelope }) =>
        remedyPage(record, notices, envelope),
      );
    });
  addDecisionCommands(holds, session);
  addReleaseCommand(holds, session);
  addVoidCommand(holds, session);
}

function addDecisionCommands(holds: Command, session: Session): void {
  const decide = async (
    place: readonly string[],
    verdict: string,
    { why: given, ...body }: Reason & { readonly message?: string; readonly hours?: number },
  ): Promise<void> => {
    const { version: expectedVersion, problem } = await seenRemedy(place, session, undecidable);
    const why = reasonFor(given, problem);
    const response = await session.client().post([...place, verdict], { ...body, why, expectedVersion });
    session.print(responseSchemas.decideHold, response, ({ record, notice }) => decidedText(record, notice));
  };
  withReason(holds.command('approve'))
    .description('approve a held remedy; a large one needs the approval of two people')
    .argument('<customerId>')
    .argument('<remedyId>')
    .option('--message <text>', "what the customer reads, in place of the failure type's own text", visibleText)
    .action((customerId: string, remedyId: string, wish: Reason & { message?: string }) =>
      decide(placeOf(customerId, remedyId), 'approve', wish),
    );
  withReason(holds.command('reject'))
    .description('reject a held remedy, for good')
    .argument('<customerId>')
    .argument('<remedyId>')
    .option('--message <text>', 'what the customer reads; without it, no mail is sent', visibleText)
    .action((customerId: string, remedyId: string, wish: Reason & { message?: string }) =>
      decide(placeOf(customerId, remedyId), 'reject', wish),
    );
  withReason(holds.command('extend'))
    .description('extend the time to decide, counted from now')
    .argument('<customerId>')
    .argument('<remedyId>')
    .requiredOption('--hours <count>', 'hours from now', wholeNumber)
    .action((customerId: string, remedyId: string, wish: Reason & { hours: number }) =>
      decide(placeOf(customerId, remedyId), 'extend', wish),
    );
}

/** Decided is on what is held, and on the words of mails. */
function undecidable({ record, notices }: RemedyView): string | undefined {
  const isOpen = record.state === 'held' || notices.some(({ state, words }) => state === 'held' && words !== undefined);
  return isOpen ? undefined : `${record.remedyId} is ${record.state}, and nothing of it waits for a decision`;
}

interface Releasing {
  readonly cause: string;
  readonly reason?: string;
  readonly type?: string;
  readonly since?: string;
  readonly customer?: string;
  readonly why?: string;
  readonly count: number;
  readonly sum: readonly Money[];
}

function addReleaseCommand(holds: Command, session: Session): void {
  withReason(withFilter(holds.command('release')))
    .description('approve all that one cause has stopped, such as a switch; a large sum needs two people')
    .addOption(new Option('--cause <cause>', 'what stopped them').choices(holdCauses).makeOptionMandatory())
    .requiredOption('--count <remedies>', 'how many there are, as remedies list --cause says', wholeNumber)
    .requiredOption('--sum <amounts>', 'what they cost, as that list says, such as "47120.00 GBP"', amountsIn)
    .option('--customer <id>', ofCustomer)
    .action(async ({ why: given, count, sum, customer, ...options }: Releasing) => {
      const filter = { ...options, ...(customer !== undefined && { customerId: customer }) };
      const why = reasonFor(given, given === undefined ? await emptyList(filter, session) : undefined);
      const seenAt = session.context.clock().toISOString();
      const body = { filter, seenAt, why, seen: { remedies: count, amounts: sum } };
      session.print(responseSchemas.releaseHolds, await session.client().post(['releases'], body), releasedText);
    });
}

function releasedText({ released, waiting, refused }: ReleaseView): string {
  const done = `${released} ${released === 1 ? 'is' : 'are'} released, and carried out within a minute or two.`;
  const open = `${waiting} ${waiting === 1 ? 'waits' : 'wait'} for another person to release them too.`;
  return withRefused(waiting === 0 ? done : `${done}\n${open}`, refused);
}

function addVoidCommand(holds: Command, session: Session): void {
  withReason(holds.command('void-credit'))
    .description('withdraw a credit that the customer has not used')
    .argument('<customerId>')
    .argument('<remedyId>')
    .option('--part <number>', 'which part, where there are several credits', wholeNumber)
    .action(async (customerId: string, remedyId: string, { why, part }: Reason & { part?: number }) => {
      const place = placeOf(customerId, remedyId);
      const { version: expectedVersion, problem } = await seenRemedy(place, session, withoutCredit);
      const body = { why: reasonFor(why, problem), ...(part !== undefined && { part }), expectedVersion };
      const response = await session.client().post([...place, 'void-credit'], body);
      session.print(responseSchemas.voidCredit, response, ({ record, isCertain }) => voidedText(record, isCertain));
    });
}

function withoutCredit({ record: { remedyId, parts } }: RemedyView): string | undefined {
  const isGiven = parts.some(({ part, outcome }) => part.kind === 'credit' && outcome.state === 'succeeded');
  return isGiven ? undefined : `${remedyId} has no credit that was given and not taken back`;
}
