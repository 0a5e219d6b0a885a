import { Template } from 'aws-cdk-lib/assertions';
import { LedgerStack } from '../../../lib/app/ledger-stack';
import { RefundStack } from '../../../lib/app/refund-stack';
import { readStage } from '../../../lib/app/stage-config';
import { testApp } from '../synthesize';

interface Kept {
  readonly Type: string;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

const app = testApp();
const config = readStage('example', { queued: ['VideoPlaybackFailed'] });
const ledger = new LedgerStack(app, 'Ledger', config);
const refunds = new RefundStack(app, 'Refunds', { config, ledger: ledger.ledger, audit: ledger.audit });
const resources = [ledger, refunds].flatMap((stack) => {
  const { Resources } = Template.fromStack(stack).toJSON() as { readonly Resources: Readonly<Record<string, Kept>> };
  return Object.values(Resources);
});

/** How the resources of a type are treated when their stack is deleted, or its first deployment fails. */
function policiesOf(type: string): readonly (string | undefined)[] {
  return [...new Set(resources.filter(({ Type }) => Type === type).map(({ DeletionPolicy }) => DeletionPolicy))];
}

test.each(['AWS::SQS::Queue', 'AWS::Logs::LogGroup', 'AWS::KMS::Key', 'AWS::S3::Bucket', 'AWS::SES::EmailIdentity'])(
  '%s stays when the stack is deleted, and goes when its first deployment fails',
  (type) => {
    expect(policiesOf(type)).toEqual(['RetainExceptOnCreate']);
  },
);

test('the table stays in either case: it is protected from deletion, and a roll-back would fail', () => {
  expect(policiesOf('AWS::DynamoDB::GlobalTable')).toEqual(['Retain']);
});

test('nothing else stays, and what is kept on deletion is kept on replacement too', () => {
  const kept = resources.filter(({ DeletionPolicy }) => DeletionPolicy?.startsWith('Retain'));
  expect([...new Set(kept.map(({ Type }) => Type))].toSorted()).toEqual([
    'AWS::DynamoDB::GlobalTable',
    'AWS::KMS::Key',
    'AWS::Logs::LogGroup',
    'AWS::S3::Bucket',
    'AWS::SES::EmailIdentity',
    'AWS::SQS::Queue',
    'AWS::SecretsManager::Secret',
  ]);
  expect([...new Set(kept.map(({ UpdateReplacePolicy }) => UpdateReplacePolicy))]).toEqual(['Retain']);
});
