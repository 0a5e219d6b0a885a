import type { Stack } from 'aws-cdk-lib';
import type { Template } from 'aws-cdk-lib/assertions';
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

describe('a channel on which messages are begun with a key of the company', () => {
  const begun = (begins: object | undefined) =>
    new TeamStack((scope) => ({
      failures: oneFailure,
      channels: [
        Channel.wechat({
          appId: 'wxba5fad812f8e6fb9',
          pushKeys: secretOf(scope, 'team/wechat-signs'),
          appSecret: secretOf(scope, 'team/wechat-writes'),
          serviceTemplates: {
            'zh-CN': { id: 'a'.repeat(43), company: 'thing1', gist: 'thing2', reference: 'character_string3' },
          },
          begins,
        }),
      ],
    })).template();
  const writes = 'AmendsApologyMailApologise';
  const variablesOf = (of: Template): string =>
    JSON.stringify(resourceOf(of, 'AWS::Lambda::Function', writes).Properties['Environment']);

  it('lets the function that writes read that key, and tells it which templates there are', () => {
    const beginning = begun({ dayBudgetUsd: 5 });
    expect(rightsOf(beginning, writes)).toContainEqual(readingSecret('team/wechat-writes'));
    expect(variablesOf(beginning)).toMatch(/MESSAGE_CHANNELS.*wechat.*thing1.*team\/wechat-writes/);
    expect(JSON.stringify(rightsOf(beginning, writes))).not.toContain('team/wechat-signs');
  });

  it('does nothing of it where none are', () => {
    const answering = begun(undefined);
    expect(JSON.stringify(rightsOf(answering, writes))).not.toContain('wechat');
    expect(variablesOf(answering)).not.toContain('MESSAGE_CHANNELS');
  });
});

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
