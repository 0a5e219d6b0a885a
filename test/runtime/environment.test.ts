import { defaultLimits } from '../../lambdas/model/limits';
import {
  apologySettings,
  deliverySettings,
  operateSettings,
  reconcileSettings,
  remedySettings,
  SettingsError,
  sweepSettings,
  webhookSettings,
} from '../../lambdas/runtime/environment';

const ledger = { LEDGER_TABLE_NAME: 'ledger' };
const limited = { ...ledger, EVENT_BUS_NAME: 'bus', LIMITS: '{}' };
const stripe = { REFUND_PROVIDER: 'stripe', STRIPE_SECRET_NAME: 's', STRIPE_API_URL: 'https://api.stripe.com' };
const endpoint = {
  REFUND_PROVIDER: 'http',
  REFUND_ENDPOINT_SECRET_NAME: 'e',
  REFUND_ENDPOINT_URL: 'https://payments.example.com/amends',
};
const queue = { queueUrl: 'https://sqs/undelivered', parkedQueueUrl: 'https://sqs/parked', functionName: 'remedy' };
const sweep = { ...limited, REFUNDS_PER_SECOND: '12.5', UNDELIVERED_QUEUES: JSON.stringify([queue]) };

/** The settings that a reader objects to. */
function objections(read: () => unknown): readonly string[] {
  try {
    read();
  } catch (error) {
    if (error instanceof SettingsError) return error.settings;
    throw error;
  }
  return [];
}

it('names every setting that is missing or malformed, at once', () => {
  const environment = { LEDGER_TABLE_NAME: 'ledger', REFUND_PROVIDER: 'stripe', STRIPE_API_URL: 'not a url' };
  expect(() => remedySettings(environment)).toThrow(SettingsError);
  expect(() => remedySettings(environment)).toThrow(/EVENT_BUS_NAME, LIMITS, STRIPE_SECRET_NAME, STRIPE_API_URL/);
});

it('says which prop a missing sender comes from', () => {
  expect(() => apologySettings({})).toThrow(/SENDER_EMAIL.*RefundAutomation/);
});

it.each([
  ['Stripe', stripe],
  ['a refund endpoint', endpoint],
])('takes what it needs and leaves the rest, where %s pays', (_, provider) => {
  expect(remedySettings({ ...limited, ...provider, PATH: '/bin' })).toEqual({
    ...limited,
    ...provider,
    LIMITS: defaultLimits,
  });
  expect(reconcileSettings({ ...ledger, ...provider, PATH: '/bin' })).toEqual({ ...ledger, ...provider });
});

it('needs to be told who pays, and then all that belongs to it', () => {
  expect(objections(() => remedySettings({ ...limited, STRIPE_SECRET_NAME: 's' }))).toEqual(['REFUND_PROVIDER']);
  expect(objections(() => remedySettings({ ...limited, ...stripe, REFUND_PROVIDER: 'http' }))).toEqual([
    'REFUND_ENDPOINT_SECRET_NAME',
    'REFUND_ENDPOINT_URL',
  ]);
});

it('sets limits over the default ones', () => {
  const { LIMITS } = operateSettings({ ...limited, LIMITS: '{"perRemedy":{"EUR":700},"perDay":{"remedies":3}}' });
  expect(LIMITS).toEqual({
    ...defaultLimits,
    perRemedy: { EUR: 700 },
    perDay: { ...defaultLimits.perDay, remedies: 3 },
  });
});

it.each(['{', '7', '{"perRemedy":{"EUR":-1}}', '{"perRemeddy":{}}'])('refuses the limits %s', (LIMITS) => {
  expect(objections(() => operateSettings({ ...limited, LIMITS }))).toEqual(['LIMITS']);
});

it('reads a rate as a number, and the queues as a list', () => {
  expect(sweepSettings({ ...sweep, ...endpoint })).toMatchObject({
    REFUNDS_PER_SECOND: 12.5,
    UNDELIVERED_QUEUES: [queue],
  });
});

it.each([
  ['REFUNDS_PER_SECOND', '0'],
  ['REFUNDS_PER_SECOND', 'many'],
  ['REFUNDS_PER_SECOND', ''],
  ['UNDELIVERED_QUEUES', '[{}]'],
  ['UNDELIVERED_QUEUES', 'none'],
])('refuses %s "%s"', (name, value) => {
  expect(objections(() => sweepSettings({ ...sweep, ...stripe, [name]: value }))).toEqual([name]);
});

it('wants the secret with which Stripe signs its news, and none more of a refund endpoint', () => {
  expect(objections(() => webhookSettings({ ...limited, ...stripe }))).toEqual(['STRIPE_WEBHOOK_SECRET_NAME']);
  expect(webhookSettings({ ...limited, ...stripe, STRIPE_WEBHOOK_SECRET_NAME: 'w' })).toMatchObject({
    STRIPE_WEBHOOK_SECRET_NAME: 'w',
  });
  expect(webhookSettings({ ...limited, ...endpoint })).toMatchObject(endpoint);
});

it('needs the ledger to write down how mails fared', () => {
  expect(objections(() => deliverySettings({}))).toEqual(['LEDGER_TABLE_NAME']);
  expect(deliverySettings(ledger)).toEqual(ledger);
});
