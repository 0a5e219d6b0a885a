import type { Stack } from 'aws-cdk-lib';
import { complaintRaised } from '../../../lambdas/failures/complaint-raised/complaint-raised';
import { Channel, FailureType } from '../../../lib';
import { logging, readingSecret, right, rightsOf, tracing } from '../rights';
import { arnOf, oneFailure, resourceOf, secretOf, TeamStack } from '../synthesize';

const customers = (scope: Stack) => ({
  complaints: { counts: 'every-message' as const },
  customers: { url: 'https://shop.example.com/amends', secret: secretOf(scope, 'team/customers') },
});

/** Each network with the names of its two secrets: with the first it signs, by the second the company writes. */
const networks: readonly (readonly [name: string, make: (scope: Stack) => Channel])[] = [
  [
    'x',
    (scope) =>
      Channel.x({
        user: '1716450569358098432',
        consumerSecret: secretOf(scope, 'team/x-signs'),
        accountKeys: secretOf(scope, 'team/x-writes'),
        ...customers(scope),
      }),
  ],
];

const template = new TeamStack((scope) => ({
  failures: [...oneFailure, FailureType.of(complaintRaised)],
  channels: networks.map(([, make]) => make(scope)),
})).template();
const table = resourceOf(template, 'AWS::DynamoDB::GlobalTable');

describe.each(networks.map(([name]) => name))('the functions of %s', (name) => {
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
