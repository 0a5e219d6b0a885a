import { Template } from 'aws-cdk-lib/assertions';
import { LedgerStack } from '../../../lib/app/ledger-stack';
import { RefundStack } from '../../../lib/app/refund-stack';
import { readStage } from '../../../lib/app/stage-config';
import { resourceOf, resourcesOf, testApp } from '../synthesize';

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
  const [waiting] = table.Properties['GlobalSecondaryIndexes'] as readonly object[];
  expect([waiting]).toEqual([
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

test('people find remedies by the indexes that a stage wants, which hold keys alone, and by no other', () => {
  const [, ...ofLocal] = table.Properties['GlobalSecondaryIndexes'] as readonly object[];
  expect(ofLocal).toEqual(
    [
      ['reference', 'evidence'],
      ['order', 'orderId'],
      ['payment', 'paymentId'],
    ].map(([IndexName, AttributeName]) => ({
      IndexName,
      KeySchema: [
        { AttributeName, KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'KEYS_ONLY' },
    })),
  );
  const others = new LedgerStack(testApp(), 'Unsearched', readStage('example'));
  const { Properties } = resourceOf(Template.fromStack(others), 'AWS::DynamoDB::GlobalTable');
  expect(Properties['GlobalSecondaryIndexes']).toHaveLength(1);
});

test('all of a stage has its tag, which CloudFormation puts on what is in a stack', () => {
  expect(stack.tags.tagValues()).toEqual({ 'amends-stage': 'local' });
});

describe('only the functions write it', () => {
  const breakGlassRole = 'arn:aws:iam::111111111111:role/BreakGlass';
  const named = new LedgerStack(testApp(), 'Named', readStage('example', { breakGlassRole }));
  const [replica] = resourceOf(Template.fromStack(named), 'AWS::DynamoDB::GlobalTable').Properties[
    'Replicas'
  ] as readonly { readonly ResourcePolicy: { readonly PolicyDocument: { readonly Statement: readonly object[] } } }[];
  const statements = replica?.ResourcePolicy.PolicyDocument.Statement ?? [];

  test('whatever a policy allows to others: every way to change an item is denied but below the path of the stage', () => {
    expect(statements).toEqual([
      {
        Sid: 'OnlyTheFunctionsWrite',
        Effect: 'Deny',
        Principal: '*',
        Action: [
          'dynamodb:BatchWriteItem',
          'dynamodb:DeleteItem',
          'dynamodb:PartiQLDelete',
          'dynamodb:PartiQLInsert',
          'dynamodb:PartiQLUpdate',
          'dynamodb:PutItem',
          'dynamodb:UpdateItem',
        ],
        Resource: '*',
        Condition: { ArnNotLike: { 'aws:PrincipalArn': [expect.anything(), breakGlassRole] } },
      },
    ]);
    expect(JSON.stringify(statements)).toContain(':role/amends/example/*');
  });

  test('which is the path of the roles of all its functions', () => {
    const [app, config] = [testApp(), readStage('example')];
    const { ledger, audit } = new LedgerStack(app, 'Kept', config);
    const refunds = new RefundStack(app, 'Refunds', { config, ledger, audit });
    const roles = Object.values(resourcesOf(Template.fromStack(refunds), 'AWS::IAM::Role'));
    const ofFunctions = roles.filter(({ Properties }) => JSON.stringify(Properties).includes('lambda.amazonaws.com'));
    expect(ofFunctions.length).toBeGreaterThan(10);
    expect(new Set(ofFunctions.map(({ Properties }) => Properties['Path']))).toEqual(new Set(['/amends/example/']));
  });
});
