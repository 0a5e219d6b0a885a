import { contactFactOf } from '../../lambdas/phone/contact-event';

// The sample of the administrator guide, as AWS gives it: https://docs.aws.amazon.com/connect/latest/adminguide/contact-events.html
const instance = '12345678-1234-1234-1234-123456789012';
const sample = {
  initiationTimestamp: '2021-08-04T17:17:53.000Z',
  contactId: '11111111-1111-1111-1111-111111111111',
  channel: 'VOICE',
  instanceArn: `arn:aws::connect:us-west-2:123456789012:instance/${instance}`,
  initiationMethod: 'INBOUND',
  eventType: 'CONNECTED_TO_AGENT',
  agentInfo: {
    agentArn: `arn:aws::connect:us-west-2:123456789012:instance/${instance}/agent/12345678-1234-1234-1234-123456789012`,
    connectedToAgentTimestamp: '2021-08-04T17:29:09.000Z',
    hierarchyGroups: { level1: { arn: 'arn' } },
  },
  queueInfo: { queueType: 'type', queueArn: 'arn', enqueueTimestamp: '2021-08-04T17:29:04.000Z' },
};

it('reads AWS’s own sample, with fields that it does not know', () => {
  expect(contactFactOf(sample, instance)).toEqual({
    kind: 'joined',
    isTask: false,
    contactId: sample.contactId,
    ids: [sample.contactId],
    firstId: sample.contactId,
    agent: { arn: sample.agentInfo.agentArn, at: '2021-08-04T17:29:09.000Z' },
    begunAt: '2021-08-04T17:17:53.000Z',
  });
});

it('finds a call by its task, and what was passed on by what it was before', () => {
  const related = { ...sample, relatedContactId: 'task-1', initialContactId: 'first-1' };
  expect(contactFactOf(related, instance)?.ids).toEqual([sample.contactId, 'task-1', 'first-1']);
  const task = { ...sample, channel: 'Task', relatedContactId: 'of-others', initialContactId: 'first-1' };
  expect(contactFactOf(task, instance)?.ids).toEqual([sample.contactId, 'first-1']);
});

it('takes what is related to a task for a contact of its own, and what was passed on for the same', () => {
  const firstOf = (change: object) => contactFactOf({ ...sample, ...change }, instance)?.firstId;
  expect(firstOf({ relatedContactId: 'task-1' })).toBe(sample.contactId);
  expect(firstOf({ relatedContactId: 'task-1', initialContactId: 'task-1' })).toBe(sample.contactId);
  expect(firstOf({ relatedContactId: 'task-1', initialContactId: 'first-1' })).toBe('first-1');
});

it('knows for how long somebody who had answered was there', () => {
  const answered = { ...sample, eventType: 'DISCONNECTED', connectedToSystemTimestamp: '2021-08-04T17:29:09.000Z' };
  const ended = { ...answered, disconnectTimestamp: '2021-08-04T17:29:39.000Z' };
  expect(contactFactOf(ended, instance)?.answeredForMs).toBe(30_000);
  expect(contactFactOf({ ...ended, connectedToSystemTimestamp: undefined }, instance)?.answeredForMs).toBeUndefined();
});

it.each([
  ['another instance', { instanceArn: 'arn:aws:connect:us-west-2:123456789012:instance/another' }],
  ['a chat', { channel: 'CHAT' }],
  ['what does not matter', { eventType: 'QUEUED' }],
  ['a kind of event that comes some day', { eventType: 'SOMETHING_NEW' }],
  ['no id', { contactId: undefined }],
])('leaves alone what is about %s', (_, change) => {
  expect(contactFactOf({ ...sample, ...change }, instance)).toBeUndefined();
});

it('leaves alone what is no event at all', () => {
  for (const other of [undefined, null, 'text', 7, []]) expect(contactFactOf(other, instance)).toBeUndefined();
});
