import { Option, type Command } from 'commander';
import { holdCauses } from '../../lambdas/model/guards/hold-cause';
import type { Money } from '../../lambdas/model/money';
import {
  responseSchemas,
  type MailsView,
  type ReleaseView,
  type RemedyView,
} from '../../lambdas/operator-api/response-schemas';
import { askedText } from '../pages/asked-text';
import { codesPage } from '../pages/codes-page';
import { mailsPage } from '../pages/mails-page';
import { decidedText, holdsPage, remedyPage, voidedText } from '../pages/pages';
import { printable } from '../pages/table';
import { amountsIn, reasonFor, visibleText, wholeNumber, withCode, withReason, withWriting } from './arguments';
import { CommandError, RefusedError } from './command-error';
import { emptyList, ofCustomer, withFilter, withRefused } from './remedy-commands';
import { askForCode, mailsAfter, placeOf, seenRemedy, showMail, warn, type Previewed } from './seen';
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
    .command('codes')
    .description('list the reasons for which remedies are rejected')
    .action(async () => {
      const response = await session.client().get(['reason-codes']);
      session.print(responseSchemas.listReasonCodes, response, ({ reasonCodes }) => codesPage(reasonCodes));
    });
  holds
    .command('show')
    .description('show a remedy with its reasons, its history, and the mail that each verdict would send')
    .argument('<customerId>')
    .argument('<remedyId>')
    .action(async (customerId: string, remedyId: string) => {
      const place = placeOf(customerId, remedyId);
      const response = await session.client().get(place);
      const mails = await following(response, place, session);
      const shown = { ...(response as object), ...mails };
      session.print(responseSchemas.showRemedy, shown, ({ record, notices, envelope }) => {
        const page = remedyPage(record, notices, envelope);
        if (mails === undefined) return page;
        const text =
          'mails' in mails ? mailsPage(mails.mails) : printable(`No mail can be shown. ${mails.withoutMails}`);
        return [page, '', text].join('\n');
      });
    });
  addDecisionCommands(holds, session);
  addAskCommand(holds, session);
  addReleaseCommand(holds, session);
  addVoidCommand(holds, session);
}

function addDecisionCommands(holds: Command, session: Session): void {
  const decide = async (
    place: readonly string[],
    verdict: string,
    { why: given, preview, ...body }: Reason & Previewed & { readonly hours?: number; readonly code?: string },
  ): Promise<void> => {
    if (preview) return showMail(place, verdict, body, session);
    const { version: expectedVersion, problem } = await seenRemedy(place, session, undecidable);
    const why = reasonFor(given, problem);
    if (verdict === 'reject' && body.code === undefined) await askForCode(session);
    if (body.message !== undefined) await warn(place, verdict, body, session);
    const response = await session.client().post([...place, verdict], { ...body, why, expectedVersion });
    session.print(responseSchemas.decideHold, response, ({ record, notice }) => decidedText(record, notice));
  };
  withWriting(withReason(holds.command('approve')), "what the customer reads, in place of the failure type's own text")
    .description('approve a held remedy; a large one needs the approval of two people')
    .argument('<customerId>')
    .argument('<remedyId>')
    .action((customerId: string, remedyId: string, wish: Reason & Previewed) =>
      decide(placeOf(customerId, remedyId), 'approve', wish),
    );
  withWriting(withCode(withReason(holds.command('reject'))), 'what the customer reads; without it, no mail is sent')
    .description('reject a held remedy, for good')
    .argument('<customerId>')
    .argument('<remedyId>')
    .action((customerId: string, remedyId: string, wish: Reason & Previewed & { code?: string }) =>
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

function addAskCommand(holds: Command, session: Session): void {
  withReason(holds.command('ask'))
    .description('ask whoever published the failure for more; the time to decide goes on')
    .argument('<customerId>')
    .argument('<remedyId>')
    .requiredOption('--question <text>', 'what they are asked: no name, no address', visibleText)
    .option('--hours <count>', 'by when the answer is of use, in hours from now', wholeNumber, 24)
    .action(async (customerId: string, remedyId: string, { why, question, hours }: Asking) => {
      const place = placeOf(customerId, remedyId);
      const { version: expectedVersion, problem } = await seenRemedy(place, session, undecidable);
      const body = { question, hours, why: reasonFor(why, problem), expectedVersion };
      const response = await session.client().post([...place, 'ask'], body);
      session.print(responseSchemas.askSource, response, ({ record }) => askedText(record));
    });
}

interface Asking extends Reason {
  readonly question: string;
  readonly hours: number;
}

/**
 * The mails of what waits for a decision. Where nobody can show them, the rest is shown all the same, and why it is
 * without them.
 */
async function following(
  response: unknown,
  place: readonly string[],
  session: Session,
): Promise<MailsView | { readonly withoutMails: string } | undefined> {
  const { record, notices } = session.understood(responseSchemas.showRemedy, response);
  const wordsWait = notices.some(({ state, words }) => state === 'held' && words && !words.approval);
  if (record.state !== 'held' && !wordsWait) return undefined;
  try {
    return await mailsAfter(place, {}, session);
  } catch (error) {
    if (error instanceof RefusedError || error instanceof CommandError) return { withoutMails: error.message };
    throw error;
  }
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
