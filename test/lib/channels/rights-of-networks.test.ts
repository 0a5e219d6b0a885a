import type { Stack } from 'aws-cdk-lib';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { complaintRaised } from '../../../lambdas/failures/complaint-raised/complaint-raised';
import { Channel, FailureType, type ChannelOptions } from '../../../lib';
import { logging, readingSecret, right, rightsOf, tracing } from '../rights';
import { arnOf, oneFailure, resourceOf, secretOf, TeamStack } from '../synthesize';

type Common = Pick<ChannelOptions, 'complaints' | 'customers'>;

/** Each network with the names of its two secrets: with the first it signs, by the second the company writes. */
const networks: Readonly<Record<string, (secret: (name: string) => ISecret, common: Common) => Channel>> = {
  x: (secret, common) =>
    Channel.x({
      user: '1716450569358098432',
      consumerSecret: secret('team/x-signs'),
      accountKeys: secret('team/x-writes'),
      ...common,
    }),
  wechat: (secret, common) =>
    Channel.wechat({
      appId: 'wxba5fad812f8e6fb9',
      pushKeys: secret('team/wechat-signs'),
      appSecret: secret('team/wechat-writes'),
      ...common,
    }),
  odnoklassniki: (secret, common) =>
    Channel.odnoklassniki({
      group: '70000001',
      addressKey: secret('team/odnoklassniki-signs'),
      groupToken: secret('team/odnoklassniki-writes'),
      ...common,
    }),
  linkedin: (secret, common) =>
    Channel.linkedin({
      organization: '96072893',
      clientSecret: secret('team/linkedin-signs'),
      pageToken: secret('team/linkedin-writes'),
      ...common,
    }),
};

function channelsOn(scope: Stack): Channel[] {
  const customers = { url: 'https://shop.example.com/amends', secret: secretOf(scope, 'team/customers') };
  const common = { complaints: { counts: 'every-message' }, customers } as const;
  return Object.values(networks).map((make) => make((name) => secretOf(scope, name), common));
}

const template = new TeamStack((scope) => ({
  failures: [...oneFailure, FailureType.of(complaintRaised)],
  channels: channelsOn(scope),
})).template();
const table = resourceOf(template, 'AWS::DynamoDB::GlobalTable');

describe.each(Object.keys(networks))('the functions of %s', (name) => {
  const start = `AmendsChannel${name}`;

  it('in public reads the secret with which the network signs, and puts messages on one queue: nothing else', () => {
    expect(rightsOf(template, `${start}Receive`)).toEqual([
      logging(template, `${start}Receive`),
      right(['sqs:SendMessage'], arnOf(resourceOf(template, 'AWS::SQS::Queue', `${start}Queue`).id)),
      readingSecret(`team/${name}-signs`),
      tracing,
    ]);
  });

  it('reading asks who wrote and publishes, and has neither the ledger nor a secret of the network', () => {
    const rights = JSON.stringify(rightsOf(template, `${start}Read`));
    expect(rights).toContain('team/customers');
    expect(rights).not.toMatch(/dynamodb|-signs|-writes/);
  });

  it('answering alone has the key to write, and of the ledger its answers', () => {
    const rights = rightsOf(template, `${start}Answer`);
    expect(rights).toContainEqual(readingSecret(`team/${name}-writes`));
    expect(rights).toContainEqual({
      ...right(['dynamodb:GetItem', 'dynamodb:PutItem'], arnOf(table.id)),
      condition: {
        'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['ANSWER#*'] },
        Null: { 'dynamodb:LeadingKeys': 'false' },
      },
    });
    expect(JSON.stringify(rights)).not.toMatch(/-signs|customers/);
  });
});
