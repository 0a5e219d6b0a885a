import { checkSigningSecrets } from '../../../../cli/doctor/secrets/signing-secrets';
import type { Deployment } from '../../../../cli/doctor/stage/deployment';
import { stateOfSecret } from '../../../../lambdas/fulfilment/keys/secret-state';
import { awsError, fakeAws, type AwsAnswers } from '../../../fakes/fake-aws';

const now = new Date('2026-11-30T00:00:00Z');

const functions = [
  { service: 'detector-parcels-door', environment: { SIGNAL_SECRET_NAME: 'team/easypost' } },
  { service: 'detector-parcels', environment: { SHOP_SECRET_NAME: 'team/shop' } },
  {
    service: 'report-intake',
    environment: { SHOP_SECRET_NAME: 'team/shop', REPORT_LINK_SECRET_NAME: 'team/links' },
  },
  { service: 'feedback-intake', environment: { FEEDBACK_LINK_SECRET_NAME: 'team/feedback-links' } },
  { service: 'feed-intake', environment: { FEED_LINK_SECRET_NAME: 'team/feed-links' } },
  // They answer requests of people and events, and no question about secrets.
  { service: 'apology-mail', environment: { FEEDBACK_LINK_SECRET_NAME: 'team/feedback-links' } },
  { service: 'operator-api', environment: { REPORT_LINK_SECRET_NAME: 'team/links' } },
].map(({ service, environment }) => ({ name: `fn-${service}`, service, environment }));

const deployment = { functions } as unknown as Deployment;

const fit = {
  SIGNAL_SECRET_NAME: 'fit',
  SHOP_SECRET_NAME: 'fit',
  REPORT_LINK_SECRET_NAME: 'fit',
  FEEDBACK_LINK_SECRET_NAME: 'fit',
  FEED_LINK_SECRET_NAME: 'fit',
};

function answers(other: AwsAnswers = {}, worth: object = fit): AwsAnswers {
  return {
    DescribeSecretCommand: () => ({ LastChangedDate: new Date('2026-10-01T00:00:00Z') }),
    InvokeCommand: ({ Payload }: { readonly Payload: string }) => {
      expect(JSON.parse(Payload)).toEqual({ ask: 'secrets' });
      return { Payload: Buffer.from(JSON.stringify(worth)) };
    },
    ...other,
  };
}

it('each secret of signals, links and the shop is looked at once, and said to be ready', async () => {
  const checks = await checkSigningSecrets(deployment, fakeAws(answers()), now);
  expect(checks.map(({ what, state }) => [what, state])).toEqual([
    ['secret team/easypost', 'ready'],
    ['secret team/shop', 'ready'],
    ['secret team/links', 'ready'],
    ['secret team/feedback-links', 'ready'],
    ['secret team/feed-links', 'ready'],
  ]);
});

it.each<[string, AwsAnswers, object, string, RegExp]>([
  [
    'one that is not there',
    {
      DescribeSecretCommand: () => {
        throw awsError('ResourceNotFoundException');
      },
    },
    fit,
    'not-ready',
    /it is not there/,
  ],
  ['one that is about to go', { DescribeSecretCommand: () => ({ DeletedDate: now }) }, fit, 'not-ready', /deleted/],
  ['an empty one', {}, { ...fit, SIGNAL_SECRET_NAME: 'missing' }, 'not-ready', /it is empty/],
  ['a placeholder', {}, { ...fit, SIGNAL_SECRET_NAME: 'placeholder' }, 'not-ready', /was to be replaced/],
  ['one that can be guessed', {}, { ...fit, SIGNAL_SECRET_NAME: 'short' }, 'not-ready', /can be guessed/],
  [
    'one that is years old',
    { DescribeSecretCommand: () => ({ LastChangedDate: new Date('2024-11-30T00:00:00Z') }) },
    fit,
    'advice',
    /the same for 730 days/,
  ],
  [
    'one of which nobody says anything',
    { InvokeCommand: () => ({ FunctionError: 'Unhandled' }) },
    fit,
    'not-seen',
    /did not say/,
  ],
])('%s is told', async (_, other, worth, state, found) => {
  const [check] = await checkSigningSecrets(deployment, fakeAws(answers(other, worth)), now);
  expect(check).toMatchObject({ what: 'secret team/easypost', state, found: expect.stringMatching(found) });
});

it.each([
  ['<your secret here>', 'placeholder'],
  ['CHANGE_ME_BEFORE_THE_FIRST_DEPLOYMENT', 'placeholder'],
  ['file://key.txt', 'placeholder'],
  ['xxxxxxxxxxxxxxxxxxxxxxxx', 'placeholder'],
  ['', 'short'],
  ['k3yk3y', 'short'],
  ['8b1f0c2de94a47bfa3c6', 'fit'],
  ['8b1f0c2de94a47bfa3c6\nthe-one-before-it-that-is-still-believed', 'fit'],
  ['{"token":"aToken","encodingAesKey":"8b1f0c2de94a47bfa3c68b1f0c2de94a47bfa3c6abc"}', 'fit'],
  ['{\n  "clientId": "77abc",\n  "refreshToken": "AQX8b1f0c2de94a47bfa3c6"\n}', 'fit'],
  ['{"consumerKey":"8b1f0c2de94a47bfa3c6","accessToken":"…"}', 'placeholder'],
  ['{"token":"aToken"}', 'short'],
  ['{}', 'placeholder'],
  ['{YOUR TOKEN}', 'placeholder'],
])('a secret is judged by its first line, or by what its JSON holds: %j', (value, state) => {
  expect(stateOfSecret(value)).toBe(state);
});
