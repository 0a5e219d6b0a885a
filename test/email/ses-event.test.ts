import { emailEventIn } from '../../lambdas/email/ses-event';
import { fromTag, toTag } from '../../lambdas/email/ses-tag';

const tags = { remedyId: ['rem_1'], customer: [toTag('kunde/42 ü')], template: ['apology'], 'ses:from-domain': ['x'] };

function event(eventType: string, bounce?: object) {
  return { eventType, mail: { messageId: 'm', tags }, ...(bounce && { bounce }) };
}

it.each([
  [event('Delivery'), 'delivered'],
  [event('Complaint'), 'complained'],
  [event('Reject'), 'suppressed'],
  [event('Bounce', { bounceType: 'Permanent', bounceSubType: 'General' }), 'bounced'],
  [event('Bounce', { bounceType: 'Undetermined', bounceSubType: 'Undetermined' }), 'bounced'],
  [event('Bounce', { bounceType: 'Permanent', bounceSubType: 'Suppressed' }), 'suppressed'],
  [event('Bounce', { bounceType: 'Permanent', bounceSubType: 'OnAccountSuppressionList' }), 'suppressed'],
] as const)('%j reports about our mail', (detail, state) => {
  expect(emailEventIn(detail)).toEqual({ remedyId: 'rem_1', customerId: 'kunde/42 ü', template: 'apology', state });
});

it.each([
  ['a transient bounce, after which SES goes on trying', event('Bounce', { bounceType: 'Transient' })],
  ['a mail that was only accepted', event('Send')],
  ['an open', event('Open')],
  ['a mail of somebody else', { eventType: 'Delivery', mail: { tags: {} } }],
  ['a mail without tags', { eventType: 'Delivery', mail: {} }],
  ['not an event of SES', { hello: 'world' }],
  ['nothing', undefined],
])('%s reports nothing', (_, detail) => {
  expect(emailEventIn(detail)).toBeUndefined();
});

it.each(['cus_501', 'a b/c', 'ü€', ''])('%j comes out of its tag as it went in', (text) => {
  expect(fromTag(toTag(text))).toBe(text);
});
