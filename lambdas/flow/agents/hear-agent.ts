import { createHash } from 'node:crypto';
import { AuditedRequest } from '../../audit/audited-request';
import type { AuditTrail } from '../../audit/audit-trail';
import { actorOf, personOf, type Agent } from '../../conversation/owners/agent';
import {
  copiedLineIn,
  copyTemplate,
  isToAgents,
  markName,
  replyAddress,
  replyToken,
  tokenIn,
  type ReplyMark,
} from '../../conversation/reply-mark';
import type { Automatic } from '../../email/inbound/automatic-mail';
import { disbelievedBecause } from '../../email/inbound/believed-sender';
import { cutAnswer, type CutAnswer } from '../../email/inbound/cut-answer';
import { ownLines } from '../../email/inbound/own-lines';
import { forwardedText, type ForwardedMail, type ReturnedAnswer } from '../../email/owners/mail-forwarder';
import { envelopeDays } from '../../ledger/envelope';
import type { RemedyKey } from '../../ledger/port/ledger';
import { dayMs } from '../../model/durations';
import { referenceOf } from '../../model/remedy-id';
import {
  copy,
  mailboxFor,
  type AgentsMail,
  type HeardResult,
  type HearContext,
  type Parcel,
} from '../converse/hear-reply';
import { refused, type Refused } from '../operate/refused';
import { answerByMail } from './answer-by-mail';

export interface HearAgentsProps {
  readonly agents: readonly Agent[];
  readonly audit: Pick<AuditTrail, 'append'>;
  /** So many random bytes. */
  readonly random: (bytes: number) => Uint8Array;
}

/** As long as one that is written in the console. */
const longestAnswer = 4_000;

/**
 * Hears people of the company who answer the copy of a mail. What they write is an answer in its conversation, if SES
 * has proven who they are. Whatever else comes to the address of a copy goes to the mailbox, with the reason why
 * nothing of it left: to nobody else, so that whoever hears what strangers write writes to our own mailboxes alone.
 */
export class HearAgents implements AgentsMail {
  constructor(private readonly props: HearAgentsProps) {}

  async hear(parcel: Parcel, automatic: Automatic | undefined, context: HearContext): Promise<HeardResult | undefined> {
    const { received, mail } = parcel;
    if (!isToAgents(received.recipients, context.domain)) return undefined;
    const mark = await this.markOf(parcel, context);
    if (!mark) return this.giveBack({ notSent: 'it answers no copy that is known here' }, undefined, parcel, context);
    const agent = this.agentOf(parcel);
    if ('notSent' in agent) return this.giveBack(agent, mark, parcel, context);
    const by = agent.name;
    if (automatic) {
      const notSent = `a machine may have written it: ${automatic.why}`;
      return this.giveBack({ by, notSent }, mark, parcel, context);
    }
    const done = await this.answer(agent, mark, parcel, context);
    if (done.answer === 'refused') return this.giveBack({ by, notSent: done.why }, mark, parcel, context);
    if (mail.attached.length > 0) await this.tellOfAttached(by, mark, parcel, context);
    await context.raw.remove(received.id);
    return { result: 'answered', remedyId: mark.remedyId };
  }

  async addressFor(copied: ForwardedMail & RemedyKey, lineId: string, context: HearContext): Promise<string> {
    const { customerId, remedyId } = copied;
    const token = replyToken(this.props.random(16));
    const address = replyAddress(token, context.domain, 'agent');
    const lines = ownLines({ text: forwardedText({ ...copied, answersTo: address }), html: '' });
    const expiresAt = new Date(context.clock().getTime() + envelopeDays * dayMs).toISOString();
    const mark: ReplyMark = { customerId, remedyId, template: copyTemplate(lineId), lines, expiresAt };
    await context.marks.keepMark(markName('copy', token), mark);
    return address;
  }

  private async markOf({ received }: Parcel, { marks, domain, clock }: HearContext): Promise<ReplyMark | undefined> {
    const token = tokenIn(received.recipients, domain, 'agent');
    const mark = token === undefined ? undefined : await marks.readMark(markName('copy', token));
    return mark && Date.parse(mark.expiresAt) > clock().getTime() ? mark : undefined;
  }

  /** Who wrote it, by the address that SES has proven. The address of a copy says which conversation, and not who. */
  private agentOf({ mail, received }: Parcel): Agent | { readonly notSent: string } {
    const [from, ...others] = mail.from;
    const agent =
      others.length > 0
        ? undefined
        : this.props.agents.find(({ email }) => email.toLowerCase() === from?.trim().toLowerCase());
    if (!agent) return { notSent: 'it is not from one of the addresses that answer customers' };
    const why = disbelievedBecause(mail, received, agent.email);
    return why === undefined ? agent : { notSent: why };
  }

  /** Written down before and after, as every request of an operator is. */
  private async answer(
    agent: Agent,
    mark: ReplyMark,
    parcel: Parcel,
    context: HearContext,
  ): Promise<{ readonly answer: 'done' } | Refused> {
    const { customerId, remedyId } = mark;
    const actor = actorOf(agent);
    const asking = { requestId: parcel.received.id, actor, person: personOf(actor), operation: 'answerConversation' };
    const audited = new AuditedRequest({ ...asking, from: {} }, this.props.audit, context.clock);
    audited.says({
      params: { customerId, remedyId },
      query: {},
      body: { by: 'mail', message: '', signedBy: agent.name },
    });
    await audited.asked();
    const cut = cutOf(agent, mark, parcel, context);
    const done =
      cut.is === 'refused' ? refused(cut.why) : await answerByMail(answerOf(agent, mark, cut, parcel), context);
    await audited.answered(done.answer === 'done' ? 200 : 409, done.answer === 'done' ? {} : { why: done.why });
    return done;
  }

  private async giveBack(
    answer: ReturnedAnswer & { readonly notSent: string },
    mark: ReplyMark | undefined,
    parcel: Parcel,
    context: HearContext,
  ): Promise<HeardResult> {
    const { notSent: why } = answer;
    const view = mark && (await context.ledger.readMails(mark, ['apology']));
    const mailbox = view && mailboxFor(view, context);
    await copy({ remedyId: mark?.remedyId, customerId: mark?.customerId, answer, mailbox }, parcel, context);
    context.observer.step({ step: 'reply-handed-on', why: `an answer to a copy did not leave: ${why}` });
    return { result: 'handed-on', remedyId: mark?.remedyId, why };
  }

  private async tellOfAttached(
    by: string,
    { customerId, remedyId }: ReplyMark,
    { mail }: Parcel,
    context: HearContext,
  ): Promise<void> {
    const view = await context.ledger.readMails({ customerId, remedyId }, ['apology']);
    const of = { customerId, remedyId, reference: referenceOf(remedyId) };
    const answer = { by, leftOut: mail.attached };
    const { subject, from } = mail;
    await context.forwarder.forward({ ...of, mailbox: mailboxFor(view, context), answer, from: from[0], subject });
  }
}

function cutOf(
  { name, signature }: Agent,
  { customerId, remedyId, lines }: ReplyMark,
  { mail }: Parcel,
  { own, domain }: HearContext,
): CutAnswer {
  const inside = [customerId, remedyId, `@${domain}`, 'amends conversations'];
  const copied = { lines, addresses: [...own, `@${domain}`] };
  const cut = cutAnswer(mail.text, copied, { signatures: [name, signature ?? ''], inside });
  if (cut.is === 'answer' && cut.text.length > longestAnswer) {
    return { is: 'refused', why: `it has more than ${longestAnswer} letters` };
  }
  return cut;
}

/** The same mail that comes by two ways has one Message-ID, and is one answer. */
function answerOf(agent: Agent, mark: ReplyMark, { text }: { readonly text: string }, { mail, received }: Parcel) {
  const { customerId, remedyId } = mark;
  const hash = hashOf(`${agent.name}\n${text}`);
  const lineId = hashOf(`${remedyId}#${mail.mailId ?? received.id}#${hash}`).slice(0, 24);
  return { customerId, remedyId, agent, copiedLine: copiedLineIn(mark) ?? '', lineId, hash, text };
}

function hashOf(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
