import { ConnectInstance } from '../../../../local/emulator/connect/connect-instance';
import { readFlow, runFlow } from '../../../../local/emulator/contact-flows/contact-flow';
import { taskFlow } from '../../../flow/phone/phone-world';

// Whatever the reference of Amazon Connect refuses, the emulated one does, too.

const instanceArn = 'arn:aws:connect:eu-west-1:111122223333:instance/in-1';
const dayMs = 86_400_000;
let now = new Date('2026-11-30T12:00:00Z');
let events: Record<string, unknown>[] = [];
let instance: ConnectInstance;

beforeEach(() => {
  now = new Date('2026-11-30T12:00:00Z');
  events = [];
  const flows = new Map([['f-1', readFlow(taskFlow)]]);
  const publish = ({ detail }: { readonly detail: object }): void => void events.push({ ...detail });
  instance = new ConnectInstance({ instanceArn, queueId: 'q-1', flows, clock: () => now, publish });
});

const refusalOf = (type: string): Error => expect.objectContaining({ type }) as Error;

const task = { InstanceId: 'in-1', ContactFlowId: 'f-1', Name: 'Call', ClientToken: 't-1' };
const call = { InstanceId: 'in-1', ContactFlowId: 'f-1', DestinationPhoneNumber: '+4721930000', QueueId: 'q-1' };
const inDays = (days: number): number => (now.getTime() + days * dayMs) / 1_000;

it.each([
  ['no name', { Name: undefined }, 'InvalidParameterException'],
  ['a name that is too long', { Name: 'x'.repeat(513) }, 'InvalidParameterException'],
  ['a description that is too long', { Description: 'x'.repeat(4_097) }, 'InvalidParameterException'],
  ['a token that is too long', { ClientToken: 'x'.repeat(501) }, 'InvalidParameterException'],
  ['an attribute that no flow could name', { Attributes: { 'a b': 'c' } }, 'InvalidParameterException'],
  ['too many attributes', { Attributes: { a: 'x'.repeat(32_768) } }, 'InvalidParameterException'],
  ['a reference of no kind', { References: { a: { Type: 'ATTACHMENT', Value: 'x' } } }, 'InvalidParameterException'],
  ['a parameter that there is not', { Tags: {} }, 'InvalidParameterException'],
  ['a time that is over', { ScheduledTime: inDays(-1) }, 'InvalidParameterException'],
  ['a time in a week', { ScheduledTime: inDays(7) }, 'InvalidParameterException'],
  ['no flow', { ContactFlowId: undefined }, 'InvalidRequestException'],
  ['a flow that there is not', { ContactFlowId: 'f-9' }, 'ResourceNotFoundException'],
  ['another instance', { InstanceId: 'in-2' }, 'ResourceNotFoundException'],
])('a task with %s is refused', (_, change, type) => {
  expect(() => instance.startTask({ ...task, ...change })).toThrow(refusalOf(type));
  expect(instance.all).toEqual([]);
});

it.each([
  ['no number', { DestinationPhoneNumber: '0123' }, 'InvalidParameterException'],
  [
    'a mobile phone of the United Kingdom',
    { DestinationPhoneNumber: '+447700900123' },
    'DestinationNotAllowedException',
  ],
  ['nothing that it comes from', { QueueId: undefined }, 'InvalidRequestException'],
  ['another queue', { QueueId: 'q-9' }, 'ResourceNotFoundException'],
  ['a ring that is too long', { RingTimeoutInSeconds: 61 }, 'InvalidParameterException'],
])('a call to %s is refused', (_, change, type) => {
  expect(() => instance.startCall({ ...call, ...change })).toThrow(refusalOf(type));
  expect(instance.all).toEqual([]);
});

it('a token stands for one contact for seven days', () => {
  const first = instance.startTask(task);
  expect(instance.startTask({ ...task, Name: 'Other' })).toEqual(first);
  now = new Date(now.getTime() + 7 * dayMs);
  expect(instance.startTask(task)).not.toEqual(first);
});

it('a task waits for its time, is queued by its flow, and expires', () => {
  const expiry = { 'connect:ContactExpiry': { ValueMap: { ExpiryDuration: { ValueInteger: 60 } } } };
  instance.startTask({ ...task, ScheduledTime: inDays(1), SegmentAttributes: expiry });
  expect(instance.all.map(({ state }) => state)).toEqual(['scheduled']);
  now = new Date(now.getTime() + dayMs);
  expect(instance.all.map(({ state }) => state)).toEqual(['queued']);
  now = new Date(now.getTime() + 3_600_000);
  expect(instance.all.map(({ state }) => state)).toEqual(['ended']);
  expect(events.map(({ eventType }) => eventType)).toEqual(['INITIATED', 'QUEUED', 'DISCONNECTED', 'COMPLETED']);
});

it('a phone rings for a minute, and an event of what nobody answered has no agent and no answer in it', () => {
  instance.startCall(call);
  now = new Date(now.getTime() + 60_000);
  expect(instance.all.map(({ state }) => state)).toEqual(['ended']);
  const ended = events.find(({ eventType }) => eventType === 'DISCONNECTED');
  expect(ended).not.toHaveProperty('agentInfo');
  expect(ended).not.toHaveProperty('connectedToSystemTimestamp');
});

it('figures by channel need the channel, and count no agent who has something to do as available', () => {
  const figures = { Filters: { Queues: ['q-1'], Channels: ['VOICE'] }, Groupings: ['QUEUE', 'CHANNEL'] };
  const CurrentMetrics = [
    { Name: 'AGENTS_AVAILABLE', Unit: 'COUNT' },
    { Name: 'SLOTS_AVAILABLE', Unit: 'COUNT' },
  ];
  const values = () => JSON.stringify(instance.metrics('in-1', { ...figures, CurrentMetrics })).match(/"Value":\d/g);
  expect(values()).toEqual(['"Value":1', '"Value":1']);
  const { ContactId } = instance.startTask(task);
  instance.accept(ContactId);
  expect(values()).toEqual(['"Value":0', '"Value":1']);
  const without = { ...figures, Filters: { Queues: ['q-1'] }, CurrentMetrics };
  expect(() => instance.metrics('in-1', without)).toThrow(refusalOf('InvalidParameterException'));
});

it('a flow with a block that is not run here, or that leads nowhere, is refused', () => {
  const flow = JSON.parse(taskFlow) as { Actions: object[] };
  const other = { Identifier: 'say', Type: 'MessageParticipant', Parameters: { Text: 'x' }, Transitions: {} };
  expect(() => readFlow(JSON.stringify({ ...flow, Actions: [...flow.Actions, other] }))).toThrow();
  expect(() => readFlow(JSON.stringify({ ...flow, StartAction: 'nowhere' }))).toThrow();
  expect(runFlow(readFlow(taskFlow), { attributes: {}, agents: [], queueIds: [] })).toEqual({ disconnected: true });
});
