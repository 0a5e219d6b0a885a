import type { PassedOver } from '../../channels/choice/channel-for';
import { noteContact } from '../../channels/consent/contact';
import type { AnswerOutcome } from '../../channels/port/answer';
import { messageTag } from '../../channels/port/message-tag';
import { quietUntil } from '../../channels/rules/quiet-hours';
import { NotAttemptedError } from '../../fulfilment/port/refund-provider';
import {
  beginOnChannel,
  isJustRefused,
  mayGoOn,
  notYetOnChannel,
  waitForDay,
  withoutWay,
} from '../../ledger/notice/channel-transitions';
import type { Notice } from '../../ledger/notice/notice';
import { redacted } from '../../model/guards/redacted';
import { unreachable } from '../../model/unreachable';
import type { UndeliveredMail } from '../../outcomes/undelivered-mail';
import { ApologyInProgressError } from '../notify/apology-delivery';
import { sendingLeaseMs } from '../notify/apologise';
import { noteMove } from '../notify/send-mail';
import { tellOwner } from '../notify/tell-owner';
import { readMailAgain, type MailAgain } from '../notify/wanted-again';
import { writeNotice } from '../record/notice-writer';
import { chooseChannel, takePrice, type ChosenChannel } from './choose-channel';
import { MessageWaitsError, type MessageResult, type MessagingContext } from './message-channel';
import { canBeShort, type MessageCase } from './message-of';

/** How often to read again after somebody else wrote first. */
const mostReads = 4;

/** Which mail did not arrive, and where it stood. */
export type Unread = Pick<UndeliveredMail, 'remedyId' | 'customerId' | 'template' | 'state' | 'noticeVersion'>;

/**
 * Says in a message what a mail could not, on the next channel that the customer allowed: once for each channel, and on
 * no other once nobody can know whether it left. It is the same notice as that of the mail, so whoever sends the mail
 * once more and this never do both.
 *
 * @throws where the event has to be delivered again
 */
export async function tellOnChannel(unread: Unread, context: MessagingContext): Promise<MessageResult> {
  const { remedyId } = unread;
  for (let reads = 0; reads < mostReads; reads++) {
    const again = await readMailAgain(unread, context);
    const notice = typeof again === 'string' ? await context.ledger.readNotice(unread) : again.notice;
    if (notice && isInDoubt(notice, unread)) await tellOwner(notice, context);
    if (notice && isRefusal(notice, unread)) {
      await tellOwner(notice, context);
      return { result: 'refused', remedyId };
    }
    if (typeof again === 'string' || !notice) return { result: 'not-true', remedyId };
    if (notice.state === 'sending' && notice.by !== undefined) return settleDead(notice, context);
    if (!mayGoOn(notice) || stillWaits(notice, context.clock()) || !canBeShort(notice.template)) {
      return { result: 'settled', remedyId };
    }
    const result = await attempt(again, context);
    if (result !== 'lost') return result;
  }
  throw new ApologyInProgressError(`${remedyId} is being written by others; this delivery has to come again`);
}

/**
 * Whoever noted that nobody knows whether a message left may have died before the owner was told. Who hears of that
 * itself says it no more.
 */
function isInDoubt({ state, by }: Notice, unread: Unread): boolean {
  return state === 'unknown' && by !== undefined && unread.state !== 'unknown';
}

/** The same of a network that takes it never. What the owner is told then looks for the next channel. */
function isRefusal(notice: Notice, { noticeVersion }: Unread): boolean {
  return isJustRefused(notice) && noticeVersion !== notice.version;
}

/** The sweep tells that it is day before it writes that, and its clock may be a little ahead. */
const clocksDifferMs = 10_000;

function stillWaits({ waitsUntil }: Notice, now: Date): boolean {
  return waitsUntil !== undefined && Date.parse(waitsUntil) - now.getTime() > clocksDifferMs;
}

async function settleDead(notice: Notice, context: MessagingContext): Promise<MessageResult> {
  const { remedyId, at, template } = notice;
  if (context.clock().getTime() - Date.parse(at) < sendingLeaseMs) {
    throw new ApologyInProgressError(`another attempt is sending the ${template} of ${remedyId}`);
  }
  return inDoubt(notice, { why: 'an attempt to send did not come back', trouble: 'attempt-lost' }, context);
}

async function attempt(again: MailAgain, context: MessagingContext): Promise<MessageResult | 'lost'> {
  const { record, notice, failure: kept } = again;
  const { remedyId } = record;
  const { definition, failure } = context.read(record.type, kept);
  const { template } = notice;
  const about: MessageCase = { template, record, notices: again.notices, failure, definition, brands: context.brands };
  const over: PassedOver[] = [];
  for (;;) {
    const chosen = await chooseChannel(about, notice, over, context);
    if (!chosen.channel) return giveUp(notice, chosen.why, context);
    const { network } = chosen.channel.rules;
    const { quiet } = chosen.channel;
    const until = quiet && quietUntil(quiet, failure.customer.timeZone, context.clock());
    if (until) {
      const waits = await writeNotice((stamp) => waitForDay(notice, until, network, stamp), context);
      if (waits.result === 'lost') return 'lost';
      observe('message-waiting', notice, network, 'it is night where the customer is', context);
      return { result: 'waiting', remedyId };
    }
    if ((await takePrice(chosen.channel, context)) === 'taken') return send(again, chosen, context);
    observe('message-over-budget', notice, network, 'the budget of the day is used up', context);
    over.push({ network, why: 'the budget of the day is used up' });
  }
}

async function send(
  { record, notice }: MailAgain,
  { channel, handle, text, template }: ChosenChannel,
  context: MessagingContext,
): Promise<MessageResult | 'lost'> {
  const { network } = channel.rules;
  const marked = await writeNotice((stamp) => beginOnChannel(record, notice.template, notice, network, stamp), context);
  if (marked.result === 'lost') return 'lost';
  const tag = messageTag(marked.notice);
  const outcome = await attempted(() => channel.sender.begin({ handle, text, tag, template }));
  if (outcome.state === 'refused' && outcome.hasStopped) {
    await noteContact(network, handle, { choice: 'stop', at: context.clock().toISOString() }, context.contacts);
    context.observer.step({ step: 'channel-stopped', network, why: 'the network says so' });
  }
  return settle(marked.notice, notice, outcome, context);
}

async function attempted(begin: () => Promise<AnswerOutcome>): Promise<AnswerOutcome> {
  try {
    return await begin();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { state: error instanceof NotAttemptedError ? 'later' : 'unknown', why };
  }
}

async function settle(
  marked: Notice,
  before: Notice,
  outcome: AnswerOutcome,
  context: MessagingContext,
): Promise<MessageResult> {
  const { remedyId, by: network = '' } = marked;
  switch (outcome.state) {
    case 'sent':
      await noteMove(marked, { to: 'sent', messageId: outcome.reference, why: `${network} took it` }, context);
      observe('message-sent', marked, network, 'in the place of a mail', context);
      return { result: 'sent', remedyId, network };
    case 'refused': {
      const why = `${network} takes it never: ${redacted(outcome.why)}`;
      observe('message-refused', marked, network, why, context);
      // The owner hears of it, and so does whoever looks for the next channel.
      const noted = await noteMove(marked, { to: 'suppressed', why, trouble: 'address-refused' }, context);
      if (noted) await tellOwner(noted, context);
      return { result: 'refused', remedyId };
    }
    case 'later': {
      const why = `${network} did not take it: ${redacted(outcome.why)}`;
      await writeNotice((stamp) => notYetOnChannel(marked, { why, trouble: before.trouble }, stamp), context);
      throw new MessageWaitsError(why);
    }
    case 'unknown':
      context.observer.trouble(remedyId, 'a message may or may not have been sent', new Error(redacted(outcome.why)));
      return inDoubt(marked, { why: `${network} did not say whether it took it`, trouble: 'no-answer' }, context);
    default:
      return unreachable(outcome);
  }
}

async function inDoubt(
  notice: Notice,
  doubt: { readonly why: string; readonly trouble: 'no-answer' | 'attempt-lost' },
  context: MessagingContext,
): Promise<MessageResult> {
  const noted = await noteMove(notice, { to: 'unknown', ...doubt }, context);
  observe('message-unknown', notice, notice.by ?? '', doubt.why, context);
  if (noted) await tellOwner(noted, context);
  return { result: 'unknown', remedyId: notice.remedyId };
}

/** Written once: a repetition says nothing new to the person who looks for a way. */
async function giveUp(notice: Notice, why: string, context: MessagingContext): Promise<MessageResult | 'lost'> {
  const { remedyId, type: failureType } = notice;
  if (notice.history.at(-1)?.why !== why) {
    const written = await writeNotice((stamp) => withoutWay(notice, why, stamp), context);
    if (written.result === 'lost') return 'lost';
  }
  context.observer.step({ step: 'message-without-way', remedyId, failureType, why });
  return { result: 'no-way', remedyId };
}

function observe(
  step: 'message-sent' | 'message-unknown' | 'message-refused' | 'message-waiting' | 'message-over-budget',
  { remedyId, type: failureType }: Notice,
  network: string,
  why: string,
  { observer }: Pick<MessagingContext, 'observer'>,
): void {
  observer.step({ step, remedyId, failureType, network, why });
}
