import { emailEventIn } from '../../lambdas/email/ses/ses-event';
import { customerIn, customerTags, fromTag, toTag } from '../../lambdas/email/ses/ses-tag';

const tags = { remedyId: ['rem_1'], customer: [toTag('kunde/42 ü')], template: ['apology'], 'ses:from-domain': ['x'] };

function event(eventType: string, bounce?: object) {
  return { eventType, mail: { messageId: 'm', tags }, ...(bounce && { bounce }) };
}

it.each([
  [event('Delivery'), 'delivered'],
  [event('Complaint'), 'complained'],
  [event('Reject'), 'suppressed'],
  [event('Bounce', { bounceType: 'Permanent', bounceSubType: 'General' }), 'bounced'],
  // SES has tried for hours by then, and no other event follows.
  [event('Bounce', { bounceType: 'Transient', bounceSubType: 'MailboxFull' }), 'bounced'],
  [event('Bounce', { bounceType: 'Undetermined', bounceSubType: 'Undetermined' }), 'bounced'],
  [event('Bounce', { bounceType: 'Permanent', bounceSubType: 'Suppressed' }), 'suppressed'],
  [event('Bounce', { bounceType: 'Permanent', bounceSubType: 'OnAccountSuppressionList' }), 'suppressed'],
] as const)('%j reports about our mail', (detail, state) => {
  const expected = { remedyId: 'rem_1', customerId: 'kunde/42 ü', template: 'apology', state, messageId: 'm' };
  expect(emailEventIn(detail)).toMatchObject(expected);
});

it.each([
  ['a mail that was only accepted', event('Send')],
  ['an open', event('Open')],
  ['a mail of somebody else', { eventType: 'Delivery', mail: { tags: {} } }],
  ['a mail without tags', { eventType: 'Delivery', mail: {} }],
  ['not an event of SES', { hello: 'world' }],
  ['nothing', undefined],
])('%s reports nothing', (_, detail) => {
  expect(emailEventIn(detail)).toBeUndefined();
});

it('says in the words of SES why a mail bounced, and repeats nothing else', () => {
  const bounce = { bounceType: 'Transient', bounceSubType: 'MailboxFull', bouncedRecipients: ['zoe@example.com'] };
  expect(emailEventIn(event('Bounce', bounce))?.reason).toBe('Transient, MailboxFull');
  expect(emailEventIn(event('Bounce', { ...bounce, bounceSubType: 'zoe@example.com' }))?.reason).toBe('Transient');
});

it.each(['cus_501', 'ü'.repeat(200), '界'.repeat(200), '😀'.repeat(100)])(
  'whoever %s is, no tag is longer than SES takes, and they lead back to the customer',
  (customerId) => {
    const sent = customerTags(customerId);
    for (const { Name, Value } of sent) expect([Name, Value].join('')).toMatch(/^[A-Za-z0-9_-]{1,270}$/);
    expect(Math.max(...sent.map(({ Value }) => Value.length))).toBeLessThanOrEqual(256);
    const values = new Map(sent.map(({ Name, Value }) => [Name, Value]));
    expect(customerIn((name) => values.get(name))).toBe(customerId);
  },
);

it.each(['cus_501', 'a b/c', 'ü€', ''])('%j comes out of its tag as it went in', (text) => {
  expect(fromTag(toTag(text))).toBe(text);
});
