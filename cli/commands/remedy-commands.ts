import { Option, type Command } from 'commander';
import { holdCauses } from '../../lambdas/model/guards/hold-cause';
import { listedStates } from '../../lambdas/ledger/port/waiting-list';
import type { Money } from '../../lambdas/model/money';
import { responseSchemas, type RemedyListView, type RetriesView } from '../../lambdas/operator-api/response-schemas';
import { amountsIn, reasonFor, wholeNumber, withReason } from './arguments';
import { CommandError } from './command-error';
import { moneyText } from '../pages/pages';
import { timeText } from '../pages/time-text';
import { placeOf, seenRemedy } from './seen';
import type { Session } from './session';
import { tableOf } from '../pages/table';

interface Filter {
  readonly state?: string;
  readonly cause?: string;
  readonly reason?: string;
  readonly type?: string;
  readonly since?: string;
  readonly customer?: string;
}

interface Retrying extends Omit<Filter, 'cause' | 'customer'> {
  readonly why?: string;
  readonly count?: number;
  readonly sum?: readonly Money[];
}

/** Commands for remedies that a person may have to look at. @returns the command that they are below */
export function addRemedyCommands(program: Command, session: Session): Command {
  const remedies = program
    .command('remedies')
    .description('remedies that need attention, are unknown, pending or held, and the one whose reference is said');
  withFilter(remedies.command('list'))
    .description('list them with the reason of each, those that wait longest first')
    .addOption(new Option('--state <state>', 'only these').choices(listedStates))
    .addOption(new Option('--cause <cause>', 'only held ones that this has stopped').choices(holdCauses))
    .option('--customer <id>', ofCustomer)
    .action(async ({ customer, ...filter }: Filter) => {
      const query = { ...filter, ...(customer !== undefined && { customerId: customer }) };
      const response = await session.client().get(['remedies'], query);
      session.print(responseSchemas.listRemedies, response, remediesPage);
    });
  withReason(withFilter(remedies.command('retry')))
    .description(
      'send one that needs attention on its way again, or all of a filter; what was given is not given again',
    )
    .argument('[customerId]')
    .argument('[remedyId]')
    .addOption(new Option('--state <state>', 'only these: needs-attention, as list takes it').choices(listedStates))
    .option('--count <remedies>', 'of a filter: how many there are, as list says', wholeNumber)
    .option('--sum <amounts>', 'of a filter: what they cost, as list says, such as "47120.00 GBP"', amountsIn)
    .action((customerId: string | undefined, remedyId: string | undefined, retrying: Retrying) =>
      customerId === undefined || remedyId === undefined
        ? retryAll(retrying, session)
        : retryOne(customerId, remedyId, retrying, session),
    );
  return remedies;
}

/** What `--customer` does. */
export const ofCustomer = 'of this customer alone';

/** Options that narrow a list. */
export function withFilter(command: Command): Command {
  return command
    .option('--reason <text>', 'with this in their reason')
    .option('--type <type>', 'of this failure type')
    .option('--since <time>', 'in that state since then or later, ISO 8601');
}

async function retryOne(customerId: string, remedyId: string, retrying: Retrying, session: Session): Promise<void> {
  const place = placeOf(customerId, remedyId);
  const { version: expectedVersion, problem } = await seenRemedy(place, session, ({ record: { state } }) =>
    state === 'needs-attention' ? undefined : `it is ${state} and does not need attention`,
  );
  const why = reasonFor(retrying.why, problem);
  const response = await session.client().post([...place, 'retry'], { why, expectedVersion });
  const text = `${remedyId} is sent on its way again. It is carried out within a minute or two.`;
  session.print(responseSchemas.retryRemedy, response, () => text);
}

async function retryAll({ why: given, count, sum, ...filter }: Retrying, session: Session): Promise<void> {
  const listed = { state: 'needs-attention', ...filter };
  const why = reasonFor(given, given === undefined ? await emptyList(listed, session) : undefined);
  if (count === undefined || sum === undefined) {
    throw new CommandError('Name one remedy, or give --count and --sum of the filter, as amends remedies list says.');
  }
  const seenAt = session.context.clock().toISOString();
  const body = { filter, seenAt, why, seen: { remedies: count, amounts: sum } };
  const response = await session.client().post(['retries'], body);
  session.print(responseSchemas.retryRemedies, response, retriesText);
}

/** What to say where nothing of a list fits a filter. */
export async function emptyList(
  filter: Readonly<Record<string, string>>,
  session: Session,
): Promise<string | undefined> {
  const response = await session.client().get(['remedies'], filter);
  const { cohort } = session.understood(responseSchemas.listRemedies, response);
  return cohort.remedies === 0 ? 'nothing fits that' : undefined;
}

function remediesPage({ remedies, cohort, isComplete }: RemedyListView): string {
  if (remedies.length === 0) return 'There is none.';
  const rows = remedies.map((one) => [
    timeText(one.since),
    one.state,
    one.customerId,
    one.remedyId,
    one.reference,
    one.failureType,
    one.amounts.map(moneyText).join(' + '),
    one.why,
  ]);
  const sum = cohort.amounts.map(moneyText).join(' + ') || '0';
  return [
    tableOf(['SINCE', 'STATE', 'CUSTOMER', 'REMEDY', 'REFERENCE', 'TYPE', 'AMOUNT', 'WHY'], rows),
    '',
    `${cohort.remedies} in all, ${sum}: --count ${cohort.remedies} --sum "${sum}"`,
    statesText(remedies),
    ...(isComplete ? [] : ['There is more; narrow the filter.']),
  ].join('\n');
}

/** How many are in each state. `holds list` counts the held ones too, and mails beside them. */
function statesText(remedies: RemedyListView['remedies']): string {
  const counts = listedStates.flatMap((state) => {
    const count = remedies.filter((one) => one.state === state).length;
    return count === 0 ? [] : [`${count} ${state}`];
  });
  return `Of them ${counts.join(', ')}. holds list has the held ones, and mails whose words wait; incidents show what waits with one.`;
}

function retriesText({ retried, refused }: RetriesView): string {
  return withRefused(`${retried} ${retried === 1 ? 'is' : 'are'} sent on their way again.`, refused);
}

/** What was done of many, and what of them was refused. */
export function withRefused(done: string, refused: RetriesView['refused']): string {
  const rows = refused.map(({ customerId, remedyId, why }) => [customerId, remedyId, why]);
  return refused.length === 0 ? done : [done, 'Refused:', tableOf(['CUSTOMER', 'REMEDY', 'WHY'], rows)].join('\n');
}
