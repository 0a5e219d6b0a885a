import type { ChannelPublisher } from '../../channels/events/channel-events';
import { complaintOf, complaintRemedyId } from '../../channels/complaints/complaint-of';
import type { AmplifiedCause } from '../../channels/amplification/amplification';
import { causeOf, judgeMessage, type ComplaintRule, type Judgement } from '../../channels/complaints/complaint-rule';
import { answeredTo, type AnswerWay, type WayTo } from '../../channels/port/answer';
import type { CustomerLink, InboundMessage } from '../../channels/port/inbound-message';
import type { KnownCustomers } from '../../channels/port/known-customers';
import { mayWrite } from '../../channels/rules/may-write';
import type { NetworkRules } from '../../channels/rules/network-rules';
import { hourMs } from '../../model/durations';
import type { Observer } from '../record/observer';
import { watchCause, type CauseWatch } from './watch-cause';

/** What reading a channel works with. */
export interface MessagePorts {
  /** Undefined where nobody can say whose handle it is. */
  readonly customers: KnownCustomers | undefined;
  readonly publisher: ChannelPublisher;
  readonly rule: ComplaintRule;
  /** Undefined where nobody asked what many people write about. */
  readonly watch?: CauseWatch | undefined;
  readonly rules: readonly NetworkRules[];
  /** How messages may be answered. Undefined where whoever answers has to know it. */
  readonly wayTo?: WayTo | undefined;
  readonly observer: Observer;
  readonly clock: () => Date;
}

/**
 * What follows from a message on a channel: everybody who answers hears of it, and a complaint by rule is a failure
 * too. It keeps nothing: delivered again it publishes the same again, and the ledger knows a complaint by its post.
 *
 * @throws where the customer cannot be asked for now, or the bus takes nothing
 */
export async function takeMessage(message: InboundMessage, ports: MessagePorts): Promise<Judgement> {
  const { publisher, rule, observer } = ports;
  const link = message.link ?? (await whoWrote(message, ports));
  const judgement = judgeMessage(message, link !== undefined, rule);
  const amplified = await amplifiedBy(message, ports);
  if (link && judgement.judgedAs === 'complaint') {
    await publisher.complain(complaintOf(message, link, amplified?.incidentId));
  }
  await publisher.receive(receivedOf(message, link, judgement, ports, amplified));
  observer.step({ step: 'message-received', network: message.replyTo.network, ...judgement });
  return judgement;
}

/** Whoever writes about a cause counts, known or not. What makes it an incident is told before the message itself. */
async function amplifiedBy(
  message: InboundMessage,
  { rule, watch, publisher, observer, clock }: MessagePorts,
): Promise<AmplifiedCause | undefined> {
  const cause = watch && causeOf(message, rule);
  if (!watch || cause === undefined) return undefined;
  const amplified = await watchCause(message, cause, watch, clock());
  if (!amplified?.isOpening) return amplified;
  const { network, account } = message.replyTo;
  const { incidentId, openedAt } = amplified;
  await publisher.amplify({
    schemaVersion: 1,
    network,
    account,
    cause,
    ...watch.amplification,
    incidentId,
    openedAt,
  });
  observer.step({ step: 'complaints-amplified', network, incidentId });
  return amplified;
}

function whoWrote({ replyTo, author }: InboundMessage, { customers }: MessagePorts) {
  const { handle } = author;
  if (handle === undefined) return undefined;
  return customers?.whoIs({ network: replyTo.network, account: replyTo.account, handle });
}

function receivedOf(
  message: InboundMessage,
  link: CustomerLink | undefined,
  judgement: Judgement,
  { rule, watch, rules, wayTo, clock }: MessagePorts,
  amplified: AmplifiedCause | undefined,
) {
  const { replyTo, place: channel, author, text, isPublic, attachments, url } = message;
  const now = clock();
  const ofNetwork = rules.find(({ network }) => network === replyTo.network);
  const contact = { lastWroteAt: replyTo.writtenAt };
  const verdict = ofNetwork && mayWrite(ofNetwork, contact, { isPersonal: false, by: 'person' }, now);
  const until = verdict?.may ? verdict.until : undefined;
  const cause = watch && causeOf(message, rule);
  const isComplaint = link !== undefined && judgement.judgedAs === 'complaint';
  return {
    schemaVersion: 1,
    replyTo,
    channel,
    author,
    text,
    isPublic,
    attachments,
    ...(url !== undefined && { url }),
    ...judgement,
    ...(link && { customerId: link.customer.id }),
    ...(isComplaint && { remedyId: complaintRemedyId(message, link) }),
    receivedAt: now.toISOString(),
    ...(until && { answerBy: until.toISOString() }),
    ...(wayTo && { ways: waysOf(message, wayTo, now) }),
    ...(cause !== undefined && { cause }),
    ...(amplified && { incidentId: amplified.incidentId }),
  } as const;
}

/** Those on which a person may answer at this moment, with their ends. */
function waysOf({ replyTo, isPublic }: InboundMessage, wayTo: WayTo, now: Date): AnswerWay[] {
  return answeredTo.flatMap((to) => {
    // Nothing is said in public to whoever wrote in private, also where a network of the company's own would take it.
    const way = to === 'public' && !isPublic ? undefined : wayTo(replyTo, to);
    if (!way) return [];
    const { rules, longestText } = way;
    const contact = { lastWroteAt: replyTo.writtenAt };
    const verdict = mayWrite(rules, contact, { isPersonal: to !== 'public', by: 'person' }, now);
    if (!verdict.may) return [{ to, name: rules.name, longestText, until: windowEnd(rules, replyTo.writtenAt) }];
    return [{ to, name: rules.name, longestText, ...(verdict.until && { until: verdict.until.toISOString() }) }];
  });
}

/** Of a message that came too late to be answered: it was over before. */
function windowEnd({ windowHours = 0 }: NetworkRules, writtenAt: string): string {
  return new Date(Date.parse(writtenAt) + windowHours * hourMs).toISOString();
}
