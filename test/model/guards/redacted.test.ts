import { redacted } from '../../../lambdas/model/guards/redacted';

const key = ['sk', 'live', '51Hx0000000000000000Wq'].join('_');
const accessKey = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLE9Ke';
const jwt = ['eyJhbGciOiJIUzI1NiJ9', 'eyJzdWIiOiJ6b2UifQ', 'dBjftJeZ4CVP'].join('.');
const pem = `-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMGByqGSM49\nAgEGCCqGSM49\n-----END PRIVATE KEY-----`;

/** What others may repeat, and what of it must not be left. */
const secrets = [
  ['a key of Stripe', `Invalid API Key provided: ${key}`, '51Hx'],
  ['a restricted key', `${key.replace('sk', 'rk')} lacks a permission`, '51Hx'],
  ['a client secret of a payment', 'No such intent: pi_3MtwBw_secret_YrKJUKribcBjcG8HV', 'YrKJ'],
  ['a signing secret', 'signed with whsec_MfKQ9r8GKYqrTwjU', 'MfKQ9'],
  ['an access key', 'The key AKIAIOSFODNN7EXAMPLE is not valid', 'IOSFODNN7'],
  ['a secret access key', `the key ${accessKey} is not valid`, accessKey.slice(0, 8)],
  ['a secret access key by name', `AWS_SECRET_ACCESS_KEY=${accessKey}`, accessKey.slice(0, 8)],
  ['a session token', `token IQoJb3JpZ2luX2VjE${'Ab1/'.repeat(40)} has expired`, 'IQoJ'],
  ['a bearer token', 'refused: Authorization: Bearer abcdef123456.x-y', 'abcdef'],
  ['a header in capitals', 'AUTHORIZATION: abcdef123456', 'abcdef'],
  ['a header as JSON', '{"authorization":"Basic dXNlcjpwYXNz"}', 'dXNlcj'],
  ['an x-api-key', 'sent x-api-key: 7f3c9a2b, answered 403', '7f3c9a2b'],
  ['an x-api-key as JSON', '{"X-Api-Key": "7f3c9a2b"}', '7f3c9a2b'],
  ['a cookie', 'Cookie: session=7f3c9a2b', '7f3c9a2b'],
  ['a JSON web token', `not accepted: ${jwt}`, 'dBjft'],
  ['a JSON web token without a signature', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJ6b2UifQ. is none', 'eyJzdWIi'],
  ['a password', 'password=hunter2 was refused', 'hunter2'],
  ['a password as JSON', '{"password": "hunter2"}', 'hunter2'],
  ['a client secret', 'grant_type=x&client_secret=hunter2&scope=y', 'hunter2'],
  ['an access token', 'GET /me?access_token=hunter2&x=1', 'hunter2'],
  ['a secret', "secret = 'hunter2'", 'hunter2'],
  ['a private key', `cannot read ${pem} as a key`, 'MIGHAg'],
  ['a private key that was cut off', pem.slice(0, 50), 'MIGHAg'],
  ['a signed address of S3', 'https://b.example.com/x?X-Amz-Credential=AK%2F1&X-Amz-Signature=abc123def', 'abc123'],
  [
    'a signed address of CloudFront',
    'https://c.example.com/x?Policy=eyJTdGF0&Signature=abc123&Key-Pair-Id=K2JC',
    'K2JC',
  ],
  ['a signed address of others', 'https://d.example.com/x?se=2026-11-20&sig=abc123%3D', 'abc123'],
  ['an address with a password', 'https://zoe:hunter2@example.com/x', 'hunter2'],
  ['a mail address', 'Address is not verified: <zoe+film@mail.example.com>.', 'zoe+film'],
  ['a card number', 'declined for 4242 4242 4242 4242, try another', '4242 4242'],
  ['a card number without spaces', 'declined for 4242424242424242.', '42424242'],
  ['an IBAN', 'IBAN DE89370400440532013000', '0532013'],
  ['an IBAN in groups', 'IBAN DE89 3704 0044 0532 0130 00 is closed', '0532 0130'],
  ['a phone number', 'cannot call +442079460123', '2079460123'],
  ['a phone number in groups', 'cannot call +44 20 7946 0123.', '7946'],
  ['a phone number in brackets', 'cannot call +1 (415) 555-2671', '555'],
  ['a phone number with its area', 'cannot call (020) 7946 0123', '7946'],
  ['a phone number of a country', 'cannot call 020 7946 0123 or 02079460123', '7946'],
] as const;

it.each(secrets)('%s does not stay', (_, text, secret) => {
  expect(redacted(text)).not.toContain(secret);
});

it.each([
  ['ids of remedies and parts', 'rem_a9ce2ee1a5c706e91e0feafd1e0b80d7 and rem_a9ce2ee1a5c706e91e0feafd1e0b80d7_1'],
  ['ids of a provider', 'refund re_3MTxYzExample of pi_3MtwBwLkdIwHu7ix, ch_3PqZ0eExample'],
  ['times', 'at 2026-11-20T20:45:00.000Z, 2026-11-20T20:45:00+01:00 and 2026-11-20T20:45:00+0100'],
  ['days and sums', 'from 2026-11-20 to 2026-11-21: 250.00 GBP, 1,234,567.89 USD, 5800 JPY, 05:30'],
  ['ARNs', 'arn:aws:iam::012345678901:role/amends/prod/Sweep-1A2B is not authorized to perform dynamodb:PutItem'],
  [
    'ids of requests',
    '1b4e28ba-2fa1-11d2-883f-0016d3cca427, 11111111-2222-3333-4444-555566667777 and req_a1b2C3d4E5f6G7',
  ],
  ['hashes', 'da39a3ee5e6b4b0d3255bfef95601890afd80709 and sha256:9f86d081884c7d659a2feaa0c55ad015'],
  ['permissions and codes', 'rak_charge_write, status 503, ERR_TLS_CERT_ALTNAME_INVALID, InvalidParameterValue'],
  [
    'names of secrets',
    'the secret amends/prod/stripe-key is not there, and no token was sent: the password is asked for',
  ],
  ['customers', 'cus_501, customer-4711 and order ord_2026_000123'],
  ['queues', 'https://sqs.eu-west-1.amazonaws.com/012345678901/Amends-Prod-RetryQueue'],
])('%s stay', (_, text) => {
  expect(redacted(text)).toBe(text);
});

it('is said twice without a loss', () => {
  for (const [, text] of secrets) expect(redacted(redacted(text))).toBe(redacted(text));
});

it.each(['a', ' ', '-', '+1', '0 ', '-----BEGIN A-----', 'eyJ', 'secret=', '4 ', '(', 'A1/', 'DE89 '])(
  'takes a time that grows with the text, of %j again and again',
  (part) => {
    const text = part.repeat(200_000 / part.length);
    const begun = performance.now();
    redacted(text);
    expect(performance.now() - begun).toBeLessThan(5_000);
  },
);
