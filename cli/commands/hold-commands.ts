import { Option, type Command } from 'commander';
import { holdCauses } from '../../lambdas/model/guards/hold-cause';
import type { Money } from '../../lambdas/model/money';
import { responseSchemas, type ReleaseView } from '../../lambdas/operator-api/response-schemas';
import { decidedText, holdsPage, remedyPage, voidedText } from '../pages/pages';
import { amountsIn, visibleText, wholeNumber } from './arguments';
import { ofCustomer, withFilter, withRefused } from './remedy-commands';
import { placeOf, seenRemedy } from './seen';
import type { Session } from './session';

interface Reason {
  readonly why: string;
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
  const decide = async (customerId: string, remedyId: string, verdict: string, body: object): Promise<void> => {
    const place = placeOf(customerId, remedyId);
    const expectedVersion = await seenRemedy(place, session);
    const response = await session.client().post([...place, verdict], { ...body, expectedVersion });
    session.print(responseSchemas.decideHold, response, ({ record, notice }) => decidedText(record, notice));
  };
  holds
    .command('approve')
    .description('approve a held remedy; a large one needs the approval of two people')
    .argument('<customerId>')
    .argument('<remedyId>')
    .requiredOption('--why <text>', 'kept for ever', visibleText)
    .option('--message <text>', "what the customer reads, in place of the failure type's own text", visibleText)
    .action((customerId: string, remedyId: string, { why, message }: Reason & { message?: string }) =>
      decide(customerId, remedyId, 'approve', { why, ...(message !== undefined && { message }) }),
    );
  holds
    .command('reject')
    .description('reject a held remedy, for good')
    .argument('<customerId>')
    .argument('<remedyId>')
    .requiredOption('--why <text>', 'kept for ever', visibleText)
    .option('--message <text>', 'what the customer reads; without it, no mail is sent', visibleText)
    .action((customerId: string, remedyId: string, { why, message }: Reason & { message?: string }) =>
      decide(customerId, remedyId, 'reject', { why, ...(message !== undefined && { message }) }),
    );
  holds
    .command('extend')
    .description('extend the time to decide, counted from now')
    .argument('<customerId>')
    .argument('<remedyId>')
    .requiredOption('--hours <count>', 'hours from now', wholeNumber)
    .requiredOption('--why <text>', 'kept for ever', visibleText)
    .action((customerId: string, remedyId: string, { hours, why }: Reason & { hours: number }) =>
      decide(customerId, remedyId, 'extend', { hours, why }),
    );
}

interface Releasing {
  readonly cause: string;
  readonly reason?: string;
  readonly type?: string;
  readonly since?: string;
  readonly customer?: string;
  readonly why: string;
  readonly count: number;
  readonly sum: readonly Money[];
}

function addReleaseCommand(holds: Command, session: Session): void {
  withFilter(holds.command('release'))
    .description('approve all that one cause has stopped, such as a switch; a large sum needs two people')
    .addOption(new Option('--cause <cause>', 'what stopped them').choices(holdCauses).makeOptionMandatory())
    .requiredOption('--why <text>', 'kept for ever', visibleText)
    .requiredOption('--count <remedies>', 'how many there are, as remedies list --cause says', wholeNumber)
    .requiredOption('--sum <amounts>', 'what they cost, as that list says, such as "47120.00 GBP"', amountsIn)
    .option('--customer <id>', ofCustomer)
    .action(async ({ why, count, sum, customer, ...given }: Releasing) => {
      const filter = { ...given, ...(customer !== undefined && { customerId: customer }) };
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
  holds
    .command('void-credit')
    .description('withdraw a credit that the customer has not used')
    .argument('<customerId>')
    .argument('<remedyId>')
    .requiredOption('--why <text>', 'kept for ever', visibleText)
    .option('--part <number>', 'which part, where there are several credits', wholeNumber)
    .action(async (customerId: string, remedyId: string, { why, part }: Reason & { part?: number }) => {
      const place = placeOf(customerId, remedyId);
      const body = { why, ...(part !== undefined && { part }), expectedVersion: await seenRemedy(place, session) };
      const response = await session.client().post([...place, 'void-credit'], body);
      session.print(responseSchemas.voidCredit, response, ({ record, isCertain }) => voidedText(record, isCertain));
    });
}
