import { randomUUID } from 'node:crypto';
import type { ServiceEvent } from '../bus/put-events';
import { refuse } from './connect-error';
import { checkedRequest } from './connect-request';
import { contactEventOf, type Contact, type ContactEventType, type InstancePlace } from './contact';
import { runFlow, type ContactFlow, type FlowEnd } from '../contact-flows/contact-flow';

export interface ConnectInstanceOptions extends InstancePlace {
  /** By their ids. */
  readonly flows: ReadonlyMap<string, ContactFlow>;
  readonly clock: () => Date;
  /** Takes events for the account's default bus. */
  readonly publish: (event: ServiceEvent) => void;
}

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** So long a token stands for the contact that it began. */
const tokenMs = 7 * dayMs;

/** A task can be put off for so long. */
const mostAheadMs = 6 * dayMs;

/** Open tasks that an instance takes at a time, before somebody asks for more: its default quota. */
const mostTasks = 2_500;

/** Numbers that no instance may dial before AWS has allowed it: mobile phones of the United Kingdom. */
const notAllowed = /^\+447/;

/**
 * One instance of Amazon Connect with one queue and one agent: it begins tasks and calls, runs them through flows,
 * and tells on the bus what happens to them. Who looks after it says what people do: agents accept and end, customers
 * answer or do not. By the API reference and the administrator guide, as of November 2026.
 */
export class ConnectInstance {
  /** The agent of this machine. */
  readonly agentArn: string;
  /** Whether the agent could take a call beside a task. */
  hasRoomForCall = true;
  private readonly contacts = new Map<string, Contact>();
  private readonly tokens = new Map<string, { readonly contactId: string; readonly at: number }>();

  constructor(private readonly options: ConnectInstanceOptions) {
    this.agentArn = `${options.instanceArn}/agent/00000000-0000-4000-8000-000000000001`;
  }

  get instanceId(): string {
    return this.options.instanceArn.split('/').at(-1) ?? '';
  }

  /** All contacts, the newest first, as they are by now. */
  get all(): readonly Contact[] {
    this.tick();
    return [...this.contacts.values()].toReversed();
  }

  startTask(input: unknown): { readonly ContactId: string } {
    const request = checkedRequest('startTask', input);
    this.checkInstance(request.InstanceId);
    const known = this.startedWith(request.ClientToken);
    if (known !== undefined) return { ContactId: known };
    const { ContactFlowId: flowId, ScheduledTime } = request;
    if (flowId === undefined) return refuse('InvalidRequestException', 'a task needs a flow');
    this.flowOf(flowId);
    const now = this.options.clock();
    const scheduledAt = ScheduledTime === undefined ? undefined : new Date(ScheduledTime * 1_000);
    const aheadMs = scheduledAt ? scheduledAt.getTime() - now.getTime() : 0;
    if (aheadMs < 0 || aheadMs > mostAheadMs) {
      return refuse('InvalidParameterException', 'the scheduled time is in the past, or more than 6 days ahead');
    }
    const open = this.all.filter(({ channel, state }) => channel === 'TASK' && state !== 'ended');
    if (open.length >= mostTasks) return refuse('ServiceQuotaExceededException', 'there are too many open tasks');
    const minutes = request.SegmentAttributes?.['connect:ContactExpiry'].ValueMap.ExpiryDuration.ValueInteger;
    return this.begin(request, {
      channel: 'TASK',
      flowId,
      scheduledAt,
      state: 'scheduled',
      endsAt: new Date((scheduledAt ?? now).getTime() + (minutes === undefined ? 7 * dayMs : minutes * minuteMs)),
    });
  }

  startCall(input: unknown): { readonly ContactId: string } {
    const request = checkedRequest('startCall', input);
    this.checkInstance(request.InstanceId);
    const known = this.startedWith(request.ClientToken);
    if (known !== undefined) return { ContactId: known };
    const { DestinationPhoneNumber: to, QueueId, SourcePhoneNumber, ContactFlowId: flowId } = request;
    this.flowOf(flowId);
    if (QueueId === undefined && SourcePhoneNumber === undefined) {
      return refuse('InvalidRequestException', 'a call needs a queue or a number that it comes from');
    }
    if (QueueId !== undefined) this.checkQueue(QueueId);
    if (notAllowed.test(to)) return refuse('DestinationNotAllowedException', 'this number may not be dialled');
    const endsAt = new Date(this.options.clock().getTime() + request.RingTimeoutInSeconds * 1_000);
    return this.begin(request, { channel: 'VOICE', flowId, state: 'dialling', to, endsAt });
  }

  stop(input: unknown): object {
    const { InstanceId, ContactId } = checkedRequest('stop', input);
    this.checkInstance(InstanceId);
    const contact = this.contacts.get(ContactId) ?? refuse('ResourceNotFoundException', 'there is no such contact');
    if (contact.state !== 'ended') this.end(contact);
    else if (contact.channel === 'VOICE') refuse('ContactNotFoundException', 'the contact is not active');
    return {};
  }

  attributesOf(instanceId: string, contactId: string): object {
    this.checkInstance(instanceId);
    const contact = this.contacts.get(contactId) ?? refuse('ResourceNotFoundException', 'there is no such contact');
    return { Attributes: contact.attributes };
  }

  metrics(instanceId: string, input: unknown): object {
    const { Filters, CurrentMetrics } = checkedRequest('metrics', input);
    this.checkInstance(instanceId);
    for (const queue of Filters.Queues) this.checkQueue(queue);
    const isBusy = this.all.some(({ state }) => state === 'connected');
    const values = {
      AGENTS_ONLINE: 1,
      AGENTS_AVAILABLE: isBusy || !this.hasRoomForCall ? 0 : 1,
      SLOTS_AVAILABLE: this.hasRoomForCall && !this.hasCall ? 1 : 0,
      SLOTS_ACTIVE: this.hasCall ? 1 : 0,
    };
    const { instanceArn, queueId: Id } = this.options;
    return {
      MetricResults: (Filters.Channels ?? ['VOICE']).map((Channel) => ({
        Dimensions: { Queue: { Id, Arn: `${instanceArn}/queue/${Id}` }, Channel },
        Collections: CurrentMetrics.map((Metric) => ({ Metric, Value: values[Metric.Name] })),
      })),
      DataSnapshotTime: this.options.clock().getTime() / 1_000,
    };
  }

  /** The agent takes a task, or a customer who has answered. */
  accept(contactId: string): void {
    const contact = this.expect(contactId, ['queued', 'answered']);
    contact.agentArn = this.agentArn;
    contact.joinedAt = this.options.clock();
    contact.state = 'connected';
    this.report(contact, 'CONNECTED_TO_AGENT');
  }

  /** The customer answers, or a machine does: the flow begins. */
  answer(contactId: string): void {
    const contact = this.expect(contactId, ['dialling']);
    contact.answeredAt = this.options.clock();
    contact.state = 'answered';
    this.report(contact, 'CONNECTED_TO_SYSTEM');
    this.route(contact);
  }

  /** It ends: somebody hangs up, nobody answers, or the agent is done with a task. */
  finish(contactId: string): void {
    this.end(this.expect(contactId, ['scheduled', 'queued', 'dialling', 'answered', 'connected']));
  }

  /** What the agent's workspace sets on a contact. */
  setAttribute(contactId: string, name: string, value: string): void {
    const contact = this.contacts.get(contactId);
    if (contact) contact.attributes[name] = value;
  }

  /** Whatever time alone brings: tasks are due, and nobody has answered for too long. */
  tick(): void {
    const now = this.options.clock();
    for (const contact of this.contacts.values()) {
      if (contact.state === 'scheduled' && (contact.scheduledAt ?? now) <= now) this.route(contact);
      const isWaiting = contact.state === 'queued' || contact.state === 'dialling';
      if (isWaiting && contact.endsAt <= now) this.end(contact);
    }
  }

  private get hasCall(): boolean {
    return this.all.some(
      ({ channel, state }) => channel === 'VOICE' && (state === 'answered' || state === 'connected'),
    );
  }

  private begin(
    request: {
      readonly ClientToken?: string | undefined;
      readonly Name: string;
      readonly Description: string;
      readonly References: Contact['references'];
      readonly Attributes: Readonly<Record<string, string>>;
      readonly RelatedContactId?: string | undefined;
    },
    kind: Pick<Contact, 'channel' | 'flowId' | 'scheduledAt' | 'state' | 'to' | 'endsAt'>,
  ): { readonly ContactId: string } {
    const { clock } = this.options;
    const contact: Contact = {
      contactId: randomUUID(),
      name: request.Name,
      description: request.Description,
      references: request.References,
      attributes: { ...request.Attributes },
      relatedContactId: request.RelatedContactId,
      begunAt: clock(),
      ...kind,
    };
    const { contactId } = contact;
    this.contacts.set(contactId, contact);
    if (request.ClientToken !== undefined) {
      this.tokens.set(request.ClientToken, { contactId, at: clock().getTime() });
    }
    this.report(contact, 'INITIATED');
    this.tick();
    return { ContactId: contactId };
  }

  private route(contact: Contact): void {
    const { queueId } = this.options;
    const agents = [this.agentArn];
    const place = { attributes: contact.attributes, agents, queueIds: [queueId] };
    const end: FlowEnd = runFlow(this.flowOf(contact.flowId), place);
    if ('disconnected' in end) return this.end(contact);
    if ('agentArn' in end) contact.forAgent = end.agentArn;
    if (contact.channel === 'TASK') contact.state = 'queued';
    this.report(contact, 'QUEUED');
  }

  private end(contact: Contact): void {
    contact.state = 'ended';
    contact.endedAt = this.options.clock();
    this.report(contact, 'DISCONNECTED');
    this.report(contact, 'COMPLETED');
  }

  private report(contact: Contact, eventType: ContactEventType): void {
    const { instanceArn } = this.options;
    this.options.publish({
      source: 'aws.connect',
      detailType: 'Amazon Connect Contact Event',
      resources: [instanceArn, `${instanceArn}/contact/${contact.contactId}`],
      detail: contactEventOf(contact, eventType, this.options),
    });
  }

  private startedWith(token: string | undefined): string | undefined {
    const known = token === undefined ? undefined : this.tokens.get(token);
    return known && this.options.clock().getTime() - known.at < tokenMs ? known.contactId : undefined;
  }

  private expect(contactId: string, states: readonly Contact['state'][]): Contact {
    this.tick();
    const contact = this.contacts.get(contactId);
    if (contact && states.includes(contact.state)) return contact;
    throw new Error(`the contact ${contactId} is ${contact?.state ?? 'unknown'}, and not ${states.join(' or ')}`);
  }

  private flowOf(flowId: string): ContactFlow {
    const id = flowId.split('/').at(-1) ?? '';
    return this.options.flows.get(id) ?? refuse('ResourceNotFoundException', `there is no flow ${flowId}`);
  }

  private checkInstance(instanceId: string): void {
    if (instanceId !== this.instanceId) refuse('ResourceNotFoundException', `there is no instance ${instanceId}`);
  }

  private checkQueue(queue: string): void {
    const { instanceArn, queueId } = this.options;
    const isKnown = queue === queueId || queue === `${instanceArn}/queue/${queueId}`;
    if (!isKnown) refuse('ResourceNotFoundException', `there is no queue ${queue}`);
  }
}
