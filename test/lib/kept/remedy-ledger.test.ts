import { Template } from 'aws-cdk-lib/assertions';
import { LedgerStack } from '../../../lib/app/ledger-stack';
import { readStage } from '../../../lib/app/stage-config';
import { resourceOf, testApp } from '../synthesize';

const stack = new LedgerStack(testApp(), 'Ledger', readStage('local'));
const template = Template.fromStack(stack);
const table = resourceOf(template, 'AWS::DynamoDB::GlobalTable');

test('the ledger outlives its stack, and no mistake deletes it', () => {
  expect(table.DeletionPolicy).toBe('Retain');
  expect(table.UpdateReplacePolicy).toBe('Retain');
  expect(table.Properties).toMatchObject({
    Replicas: [
      {
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      },
    ],
  });
  expect(stack.terminationProtection).toBe(true);
});

test('its keys are what the functions read by, and its size costs nothing in advance', () => {
  expect(table.Properties).toMatchObject({
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
  });
});

test('only what carries the time to live expires', () => {
  expect(table.Properties['TimeToLiveSpecification']).toEqual({ AttributeName: 'expiresAtSeconds', Enabled: true });
});

test('what waits is found by when it is due, through an index that holds nothing else', () => {
  expect(table.Properties['GlobalSecondaryIndexes']).toEqual([
    {
      IndexName: 'waiting',
      KeySchema: [
        { AttributeName: 'waiting', KeyType: 'HASH' },
        { AttributeName: 'dueAt', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'KEYS_ONLY' },
    },
  ]);
});

test('all of a stage has its tag, which CloudFormation puts on what is in a stack', () => {
  expect(stack.tags.tagValues()).toEqual({ 'amends-stage': 'local' });
});
