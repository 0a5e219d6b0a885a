import { oauthSignature } from '../../../lambdas/channels/x/send/oauth-header';
import { weightedLength } from '../../../lambdas/channels/x/send/weighted-length';

it('signs the request of the reference as the reference does', () => {
  // https://docs.x.com/fundamentals/authentication/oauth-1-0a/creating-a-signature
  const signature = oauthSignature(
    {
      method: 'POST',
      url: 'https://api.x.com/1.1/statuses/update.json',
      parameters: {
        status: 'Hello Ladies + Gentlemen, a signed OAuth request!',
        include_entities: 'true',
        oauth_consumer_key: 'xvz1evFS4wEEPTGEFPHBog',
        oauth_nonce: 'kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg',
        oauth_signature_method: 'HMAC-SHA1',
        oauth_timestamp: '1318622958',
        oauth_token: '370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb',
        oauth_version: '1.0',
      },
    },
    {
      consumerSecret: 'kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw',
      accessTokenSecret: 'LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE',
    },
  );
  expect(signature).toBe('Ls93hJiZbQ3akF3HF3x1Bz8/zU4=');
});

it.each([
  ['Hello, world! 👋', 16],
  ['café', 4],
  ['cafe\u0301', 4],
  ['👨‍👩‍👧‍👦', 2],
  ['🙋🏽', 2],
  ['https://example.com', 23],
  ['https://example.com/very/long/path', 23],
  ['對不起', 6],
  ['看https://example.com/a。對不起', 2 + 23 + 8],
  ['(https://example.com/a?b=c#d).', 1 + 23 + 2],
  ['https://example.com/straße', 23],
  ['Wir haben’s – ehrlich …', 23 + 1],
])('counts %s as X does', (text, weight) => {
  expect(weightedLength(text)).toBe(weight);
});
