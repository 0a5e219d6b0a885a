import { initialControls } from '../../../lambdas/model/controls';
import { defaultLimits } from '../../../lambdas/model/limits';
import {
  apologySettings,
  emailEventSettings,
  operatorApiSettings,
  reconcileSettings,
  remedySettings,
  SettingsError,
  sweepInput,
  SweepInputError,
  sweepSettings,
  partUpdateSettings,
  webhookSettings,
} from '../../../lambdas/runtime/environment/environment';

const ledger = { LEDGER_TABLE_NAME: 'ledger' };
const publicKey = 'x'.repeat(43);
const judging = { SEAL_KEYS: JSON.stringify({ 1: publicKey }) };
const sealing = { ...judging, SEAL_SECRET_NAME: 'amends/seals' };
const limited = { ...ledger, ...sealing, EVENT_BUS_NAME: 'bus', LIMITS: '{}' };
const stripe = { REFUND_PROVIDER: 'stripe', STRIPE_SECRET_NAME: 's', STRIPE_API_URL: 'https://api.stripe.com' };
const endpoint = {
  REFUND_PROVIDER: 'http',
  REFUND_ENDPOINT_SECRET_NAME: 'e',
  REFUND_ENDPOINT_URL: 'https://payments.example.com/amends',
};
const queue = { queueUrl: 'https://sqs/retry', deadLetterQueueUrl: 'https://sqs/dead-letter', functionName: 'remedy' };
const operatorApi = {
  ...limited,
  FAILURE_TYPES: 'VideoPlaybackFailed,TrainDelayed',
  SOURCES: 'com.example.video,com.example.trains',
  AUDIT_BUCKET_NAME: 'audit',
  APOLOGY_FUNCTION_NAME: 'apologise',
  QUEUE_DIRECTORY_URLS: 'https://sqs.eu-central-1.amazonaws.com/111111111111/directory',
};
const inEvents = { credits: 'events', replacements: 'events', entitlements: 'events', callbacks: 'events' };
const OWNERS = '{"marketing":["VideoPlaybackFailed"],"contact center":["ParcelLost","ParcelStolen"]}';
const sweep = { ...limited, OWNERS, REFUNDS_PER_SECOND: '12.5' };

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
  expect(() => remedySettings(environment)).toThrow(
    /EVENT_BUS_NAME, LIMITS, SEAL_KEYS, SEAL_SECRET_NAME, POLICY, STRIPE_API_URL, STRIPE_SECRET_NAME/,
  );
});

it('says which prop a missing sender comes from', () => {
  expect(() => apologySettings({})).toThrow(/SENDER_EMAIL.*RefundAutomation/);
});

const { STRIPE_SECRET_NAME: _payingKey, ...keyless } = stripe;
const { REFUND_ENDPOINT_SECRET_NAME: _payingSecret, ...unsigned } = endpoint;
const readingEndpoint = { ...unsigned, REFUND_ENDPOINT_READ_SECRET_NAME: 'amends/prod/refund-endpoint-read' };
const readingStripe = { ...keyless, STRIPE_READ_SECRET_NAME: 'amends/prod/stripe-read' };

it.each([
  ['Stripe', stripe, readingStripe, { STRIPE_CONNECT: {} }],
  ['a refund endpoint', endpoint, readingEndpoint, {}],
])('reads what it needs and leaves the rest, where %s is the provider', (_, provider, read, byDefault) => {
  const remedy = { ...limited, POLICY: '{"minStalledSeconds":60}' };
  expect(remedySettings({ ...remedy, ...provider, PATH: '/bin' })).toEqual({
    ...limited,
    ...provider,
    ...byDefault,
    SEAL_KEYS: { 1: publicKey },
    LIMITS: defaultLimits,
    FIRST_MODE: initialControls,
    POLICY: { minStalledSeconds: 60 },
    PARTNERS: inEvents,
  });
  const reconciled = { ...ledger, ...judging, ...read };
  const SEAL_KEYS = { 1: publicKey };
  expect(reconcileSettings({ ...reconciled, PATH: '/bin' })).toEqual({ ...reconciled, ...byDefault, SEAL_KEYS });
});

it('needs the provider, and then all its settings', () => {
  expect(objections(() => remedySettings({ ...limited, POLICY: '{}', STRIPE_SECRET_NAME: 's' }))).toEqual([
    'REFUND_PROVIDER',
  ]);
  expect(objections(() => remedySettings({ ...limited, POLICY: '{}', ...stripe, REFUND_PROVIDER: 'http' }))).toEqual([
    'REFUND_ENDPOINT_SECRET_NAME',
    'REFUND_ENDPOINT_URL',
  ]);
});

it('sets limits over the default ones', () => {
  const { LIMITS } = operatorApiSettings({
    ...operatorApi,
    LIMITS: '{"perRemedy":{"EUR":700},"perDay":{"remedies":3}}',
  });
  expect(LIMITS).toEqual({
    ...defaultLimits,
    perRemedy: { EUR: 700 },
    perDay: { ...defaultLimits.perDay, remedies: 3 },
  });
});

it.each(['{', '7', '{"perRemedy":{"EUR":-1}}', '{"perRemeddy":{}}'])('refuses the limits %s', (LIMITS) => {
  expect(objections(() => operatorApiSettings({ ...operatorApi, LIMITS }))).toEqual(['LIMITS']);
});

it('reads the failure types that can be switched, also those of a team’s own', () => {
  expect(operatorApiSettings(operatorApi).FAILURE_TYPES).toEqual(['VideoPlaybackFailed', 'TrainDelayed']);
  expect(operatorApiSettings(operatorApi).SOURCES).toEqual(['com.example.video', 'com.example.trains']);
  const lacking = ['APOLOGY_FUNCTION_NAME', 'AUDIT_BUCKET_NAME', 'FAILURE_TYPES', 'QUEUE_DIRECTORY_URLS', 'SOURCES'];
  expect([...objections(() => operatorApiSettings(limited))].sort()).toEqual(lacking);
});

it('reads the mode that holds until somebody switches, in each function that goes by it', () => {
  const FIRST_MODE = 'shadow';
  const begins = { version: 0, all: { mode: 'shadow' }, types: {} };
  const provided = { ...limited, ...stripe, POLICY: '{}', FIRST_MODE };
  expect(remedySettings(provided).FIRST_MODE).toEqual(begins);
  expect(sweepSettings({ ...sweep, ...stripe, FIRST_MODE }).FIRST_MODE).toEqual(begins);
  expect(operatorApiSettings({ ...operatorApi, FIRST_MODE }).FIRST_MODE).toEqual(begins);
  expect(objections(() => operatorApiSettings({ ...operatorApi, FIRST_MODE: 'sahdow' }))).toEqual(['FIRST_MODE']);
});

it.each(['', 'none', '[]', '{"one":"x"}', '{"1":"too short"}'])(
  'refuses the public keys %j of the seals',
  (SEAL_KEYS) => {
    expect(objections(() => operatorApiSettings({ ...operatorApi, SEAL_KEYS }))).toEqual(['SEAL_KEYS']);
  },
);

it('reads a rate as a number', () => {
  expect(sweepSettings({ ...sweep, ...endpoint })).toMatchObject({ REFUNDS_PER_SECOND: 12.5 });
});

it('reads the retry queues from the input of the sweep', () => {
  expect(sweepInput({ retryQueues: [queue] })).toEqual({ retryQueues: [queue] });
});

it.each([{}, { retryQueues: [{}] }, { retryQueues: 'none' }, null])(
  'refuses a sweep without its retry queues, as with %j',
  (event) => {
    expect(() => sweepInput(event)).toThrow(SweepInputError);
    expect(() => sweepInput(event)).toThrow(/schedule/);
  },
);

it.each([
  ['REFUNDS_PER_SECOND', '0'],
  ['REFUNDS_PER_SECOND', 'many'],
  ['REFUNDS_PER_SECOND', ''],
])('refuses %s "%s"', (name, value) => {
  expect(objections(() => sweepSettings({ ...sweep, ...stripe, [name]: value }))).toEqual([name]);
});

it.each([
  ['stripe', 'STRIPE_WEBHOOK_SECRET_NAME'],
  ['refund-endpoint', 'REFUND_WEBHOOK_SECRET_NAME'],
  ['partner-endpoint', 'PARTNER_WEBHOOK_SECRET_NAME'],
])('a public function needs the secret with which %s signs, its queue, and nothing else', (of, secret) => {
  const source = { UPDATE_QUEUE_URL: 'https://queue', WEBHOOK_OF: of };
  expect(objections(() => webhookSettings(source))).toEqual([secret]);
  expect(objections(() => webhookSettings({ WEBHOOK_OF: of, [secret]: 'w' }))).toEqual(['UPDATE_QUEUE_URL']);
  expect(webhookSettings({ ...source, [secret]: 'w' })).toMatchObject({ ...source, [secret]: 'w' });
});

it('the function behind it needs to know whose updates are in its queue', () => {
  const { LEDGER_TABLE_NAME, EVENT_BUS_NAME } = limited;
  const publishing = { LEDGER_TABLE_NAME, ...judging, EVENT_BUS_NAME };
  expect(objections(() => partUpdateSettings(publishing))).toEqual(['UPDATE_SCOPE']);
  expect(partUpdateSettings({ ...publishing, UPDATE_SCOPE: 'parts' })).toEqual({
    ...publishing,
    SEAL_KEYS: { 1: publicKey },
    UPDATE_SCOPE: 'parts',
  });
});

it('needs the ledger to record what became of mails, the bus to tell owners of it, and who they are', () => {
  expect(objections(() => emailEventSettings({}))).toEqual(['LEDGER_TABLE_NAME', 'EVENT_BUS_NAME', 'OWNERS']);
  const { LEDGER_TABLE_NAME, EVENT_BUS_NAME } = limited;
  const publishing = { LEDGER_TABLE_NAME, EVENT_BUS_NAME };
  const owners = { marketing: ['VideoPlaybackFailed'], 'contact center': ['ParcelLost', 'ParcelStolen'] };
  expect(emailEventSettings({ ...publishing, OWNERS })).toEqual({ ...publishing, OWNERS: owners });
  expect(objections(() => emailEventSettings({ ...publishing, OWNERS: '{"a":"ParcelLost"}' }))).toEqual(['OWNERS']);
});

describe('partners', () => {
  const withPartners = (setting: object) => operatorApiSettings({ ...operatorApi, PARTNERS: JSON.stringify(setting) });

  it('are reached by events by default', () => {
    expect(operatorApiSettings(operatorApi).PARTNERS).toEqual(inEvents);
  });

  it('are those of the setting, reached as it says', () => {
    const endpointOfShop = { url: 'https://shop.example.com/amends', secretName: 'shop' };
    const setting = { replacements: 'endpoint', endpoint: endpointOfShop };
    expect(withPartners(setting).PARTNERS).toEqual({ ...inEvents, ...setting });
  });

  it.each([
    ['an endpoint that nobody knows how to reach', { callbacks: 'endpoint' }],
    ['an endpoint for entitlements that nobody knows how to reach', { entitlements: 'endpoint' }],
    ['a Stripe that nobody knows how to reach', { credits: 'stripe' }],
    ['somebody else', { credits: 'bank' }],
  ])('cannot be %s', (_, setting) => {
    expect(objections(() => withPartners(setting))).toEqual(['PARTNERS']);
  });
});
