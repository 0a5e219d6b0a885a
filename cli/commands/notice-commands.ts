import { Option, type Command } from 'commander';
import {
  listedTroubles,
  noticeTemplates,
  type ListedTrouble,
  type NoticeTemplate,
} from '../../lambdas/ledger/notice/notice';
import { responseSchemas, type NoticeListView, type RemedyView } from '../../lambdas/operator-api/response-schemas';
import { moneyText, noticesText } from '../pages/pages';
import { timeText } from '../pages/time-text';
import { reasonFor, withReason, withWriting } from './arguments';
import { CommandError } from './command-error';
import { placeOf, seenNotice, seenRemedy, showMail, warn, type Previewed } from './seen';
import type { Session } from './session';
import { tableOf } from '../pages/table';

interface Wish {
  readonly template: NoticeTemplate;
  readonly why?: string;
  readonly email?: string;
}

/** Commands for mails that went wrong or are in doubt. */
export function addNoticeCommands(program: Command, session: Session): void {
  const notices = program.command('notices').description('mails that customers perhaps did not get');
  notices
    .command('list')
    .description('list them with what is known of each, and those that their owner has to write')
    .addOption(new Option('--trouble <trouble>', 'only these').choices(listedTroubles))
    .option('--type <type>', 'of this failure type')
    .action(async (filter: { trouble?: string; type?: string }) => {
      const response = await session.client().get(['notices'], { ...filter });
      session.print(responseSchemas.listNotices, response, noticesPage);
    });
  notices
    .command('show')
    .description('show what became of all mails of a remedy')
    .argument('<customerId>')
    .argument('<remedyId>')
    .action(async (customerId: string, remedyId: string) => {
      const response = await session.client().get(placeOf(customerId, remedyId));
      session.print(responseSchemas.showRemedy, response, ({ notices: all }) =>
        all.length === 0 ? 'There was no mail yet.' : noticesText(all),
      );
    });
  onNotice(notices.command('resend'))
    .description('send a mail once more; it may be the second that the customer gets')
    .option('--email <address>', 'a corrected address, also for all later mails of the remedy')
    .action(async (customerId: string, remedyId: string, { template, why, email }: Wish) => {
      const place = placeOf(customerId, remedyId);
      const { version: expectedVersion, problem } = await seenNotice(place, template, session);
      const body = { why: reasonFor(why, problem), ...(email !== undefined && { email }), expectedVersion };
      const path = [...place, 'notices', template, 'resend'];
      session.print(
        responseSchemas.resendNotice,
        await session.client().post(path, body),
        ({ notice }) => `The ${notice.template} of ${notice.remedyId} is sent once more within a minute or two.`,
      );
    });
  addWriteCommand(notices, session);
  onNotice(notices.command('close'))
    .description('take a mail off the list, because the customer was told in another way')
    .action(async (customerId: string, remedyId: string, { template, why }: Wish) => {
      const place = placeOf(customerId, remedyId);
      const { version: expectedVersion, problem } = await seenNotice(place, template, session);
      const path = [...place, 'notices', template, 'close'];
      session.print(
        responseSchemas.closeNotice,
        await session.client().post(path, { why: reasonFor(why, problem), expectedVersion }),
        ({ notice }) => `The ${notice.template} of ${notice.remedyId} is off the list.`,
      );
    });
}

function addWriteCommand(notices: Command, session: Session): void {
  withWriting(withReason(notices.command('write')), 'what the customer reads, between greeting and signature')
    .description('write a mail that waits for its owner; it leaves within seconds')
    .argument('<customerId>')
    .argument('<remedyId>')
    .action(
      async (customerId: string, remedyId: string, { why, preview, ...writing }: Previewed & { why?: string }) => {
        const place = placeOf(customerId, remedyId);
        if (preview) return showMail(place, 'approve', writing, session);
        if (writing.message === undefined) throw new CommandError('Write what the customer reads, with --message "…".');
        const { version: expectedVersion, problem } = await seenRemedy(place, session, written);
        const body = { why: reasonFor(why, problem), ...writing, expectedVersion };
        await warn(place, 'approve', writing, session);
        const response = await session.client().post([...place, 'approve'], body);
        session.print(responseSchemas.decideHold, response, () => `The apology of ${remedyId} leaves in these words.`);
      },
    );
}

function written({ record, notices }: RemedyView): string | undefined {
  const waits = notices.some(({ state, words }) => state === 'held' && words?.approval === undefined);
  return waits ? undefined : `no mail of ${record.remedyId} waits to be written`;
}

function onNotice(command: Command): Command {
  return withReason(command, 'why: needed, and kept for ever, so without a mail address')
    .argument('<customerId>')
    .argument('<remedyId>')
    .addOption(new Option('--template <template>', 'which mail').choices(noticeTemplates).default('apology'));
}

function noticesPage({ notices, isComplete }: NoticeListView): string {
  if (notices.length === 0) return 'There is none.';
  const rows = notices.map((one) => [
    timeText(one.since),
    one.template,
    known[one.trouble],
    one.customerId,
    one.remedyId,
    one.reference,
    one.failureType,
    one.amounts.map(moneyText).join(' + '),
    one.writeUntil === undefined ? one.why : `until ${timeText(one.writeUntil)}, then a plain notice leaves`,
  ]);
  const heading = ['SINCE', 'EMAIL', 'KNOWN', 'CUSTOMER', 'REMEDY', 'REFERENCE', 'TYPE', 'GIVEN', 'WHY'];
  return [tableOf(heading, rows), ...(isComplete ? [] : ['There is more; narrow the filter.'])].join('\n');
}

/** What is known of a mail, in as few words as a column holds. */
const known: Record<ListedTrouble, string> = {
  bounced: 'bounced',
  complained: 'called spam',
  suppressed: 'address is suppressed',
  'no-address': 'never handed over: no address',
  'address-refused': 'never handed over: address refused',
  'service-failed': 'in doubt: SES answered with an error',
  'no-answer': 'in doubt: SES did not answer',
  'attempt-lost': 'in doubt: the attempt died',
  'not-reported': 'in doubt: SES reports nothing',
  unwritten: 'its owner has to write it',
};
