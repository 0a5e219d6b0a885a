import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AuditBucket, type AuditLock } from '../../../lib';
import { arnOf, resourceOf, testApp } from '../synthesize';

function templateOf(lock?: AuditLock): Template {
  const stack = new Stack(testApp(), 'Audit');
  new AuditBucket(stack, 'Audit', { lock });
  return Template.fromStack(stack);
}

const template = templateOf();
const bucket = resourceOf(template, 'AWS::S3::Bucket');
const below = (place: string) => ({ 'Fn::Join': ['', [arnOf(bucket.id), place]] });
const policy = resourceOf(template, 'AWS::S3::BucketPolicy').Properties as {
  readonly PolicyDocument: { readonly Statement: readonly { readonly Effect: string }[] };
};

test('nobody writes over what was written, and nobody deletes it', () => {
  const everybody = { Effect: 'Deny', Principal: { AWS: '*' } };
  expect(policy.PolicyDocument.Statement).toEqual(
    expect.arrayContaining([
      {
        ...everybody,
        Sid: 'DenyOverwriting',
        Action: 's3:PutObject',
        Resource: below('/requests/*'),
        Condition: { Null: { 's3:if-none-match': 'true' }, Bool: { 's3:ObjectCreationOperation': 'true' } },
      },
      {
        ...everybody,
        Sid: 'DenyDeleting',
        Action: ['s3:DeleteObject', 's3:DeleteObjectVersion'],
        Resource: below('/*'),
      },
    ]),
  );
  expect(policy.PolicyDocument.Statement.every(({ Effect }) => Effect === 'Deny')).toBe(true);
});

test('it outlives its stack, and a lock can be put on it at any time', () => {
  expect(bucket).toMatchObject({
    DeletionPolicy: 'RetainExceptOnCreate',
    UpdateReplacePolicy: 'Retain',
    Properties: { ObjectLockEnabled: true, VersioningConfiguration: { Status: 'Enabled' } },
  });
  expect(bucket.Properties).not.toHaveProperty('ObjectLockConfiguration');
});

test.each([
  ['governance', 'GOVERNANCE'],
  ['compliance', 'COMPLIANCE'],
] as const)('a lock of the mode %s is on every event from its first moment', (mode, name) => {
  const locked = resourceOf(templateOf({ mode, days: 2_555 }), 'AWS::S3::Bucket').Properties;
  expect(locked['ObjectLockConfiguration']).toEqual({
    ObjectLockEnabled: 'Enabled',
    Rule: { DefaultRetention: { Mode: name, Days: 2_555 } },
  });
});

test.each([0, 1.5, -1, 36_501])('a lock for %s days is refused', (days) => {
  expect(() => templateOf({ mode: 'governance', days })).toThrow(/whole number of days from 1 to 36500/);
});
