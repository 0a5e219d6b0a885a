import { choiceIn, type Choice } from '../../channels/consent/choice-in';
import { contactKey, hasStopped, noteContact, type ContactStore } from '../../channels/consent/contact';
import type { OptOutList } from '../../channels/consent/opt-out-list';
import type { ReportPublisher } from '../../channels/events/channel-events';
import type { InboundMessage } from '../../channels/port/inbound-message';
import type { TopicItem, MessageReport } from '../../channels/port/topic-channel';
import type { ChannelPublisher } from '../../channels/events/channel-events';
import { takeMessage, type MessagePorts } from './take-message';

/** What hearing a channel works with on which the company begins messages too. */
export interface HearPorts extends Omit<MessagePorts, 'publisher'> {
  readonly publisher: ChannelPublisher & ReportPublisher;
  readonly contacts: ContactStore;
  /** The network's own list. @default - it has none */
  readonly optOuts?: OptOutList | undefined;
}

/** What something that was heard is taken for. */
export type HeardAs = 'complaint' | 'for-a-person' | 'stop' | 'start' | 'report' | 'nothing';

/**
 * What follows from something that a network tells: of a message, as on every channel, but STOP and its like, which end
 * the channel at once; of a report, that whoever keeps notices hears of it.
 *
 * @throws where it has to be told again
 */
export async function hear(item: TopicItem, ports: HearPorts): Promise<HeardAs> {
  return item.type === 'report' ? hearReport(item, ports) : hearMessage(item.message, ports);
}

async function hearMessage(message: InboundMessage, ports: HearPorts): Promise<HeardAs> {
  const { author, replyTo, text } = message;
  const { network, writtenAt: at } = replyTo;
  const { handle } = author;
  const choice = choiceIn(text);
  if (handle !== undefined) {
    const contact = await noteContact(network, handle, { choice, at }, ports.contacts);
    // Told out of order: what they chose later stands.
    if (choice && contact.choice?.made === choice)
      await enforce(choice, network, handle, 'the customer wrote it', ports);
  }
  // It is said to a machine. Whoever wants a person writes more.
  return choice ?? (await takeMessage(message, ports)).judgedAs;
}

async function hearReport(report: MessageReport, ports: HearPorts): Promise<HeardAs> {
  const { network, stopped, at, tag, state, reference, reason } = report;
  if (stopped !== undefined) {
    await noteContact(network, stopped, { choice: 'stop', at }, ports.contacts);
    await enforce('stop', network, stopped, 'the network reports it', ports);
  }
  if (tag === undefined) return 'nothing';
  await ports.publisher.report({ schemaVersion: 1, network, tag, state, reference, reason, at });
  return 'report';
}

async function enforce(
  choice: Choice,
  network: string,
  handle: string,
  why: string,
  { optOuts, contacts, observer }: HearPorts,
): Promise<void> {
  if (choice === 'stop') await optOuts?.add(handle);
  const removed = choice === 'start' ? await optOuts?.remove(handle) : undefined;
  // Whoever said STOP meanwhile was on the list before this took them off it.
  if (removed === 'removed' && hasStopped(await contacts.find(contactKey(network, handle)))) await optOuts?.add(handle);
  const kept = removed === 'not-allowed' ? ', and the network lets nobody off its list so soon' : '';
  observer.step({ step: choice === 'stop' ? 'channel-stopped' : 'channel-started', network, why: `${why}${kept}` });
}
