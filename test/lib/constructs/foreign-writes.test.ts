import { Template } from 'aws-cdk-lib/assertions';
import { LedgerStack } from '../../../lib/app/ledger-stack';
import { readStage } from '../../../lib/app/stage-config';
import { arnOf, oneFailure, resourceOf, resourcesOf, TeamStack, testApp } from '../synthesize';
import { compileEventPattern, matches } from '../../../local/emulator/event-pattern/event-pattern';

const watched = new TeamStack(() => ({
  failures: oneFailure,
  rolePath: '/amends/prod/',
  watchesLedger: true,
})).template();

test('every function has its role below the path, so that ours are told from others', () => {
  const functions = Object.values(resourcesOf(watched, 'AWS::Lambda::Function'));
  const roles = Object.entries(resourcesOf(watched, 'AWS::IAM::Role'));
  const paths = functions.map(({ Properties: { Role } }) => {
    const [, role] = roles.find(([id]) => JSON.stringify(Role) === JSON.stringify(arnOf(id))) ?? [];
    return role?.Properties['Path'];
  });
  expect(paths.length).toBeGreaterThan(4);
  expect(new Set(paths)).toEqual(new Set(['/amends/prod/']));
});

describe('a write to the ledger rings', () => {
  const table = 'arn:aws:dynamodb:eu-west-1:111111111111:table/ledger';
  const rule = resourceOf(watched, 'AWS::Events::Rule', 'AmendsForeignWritesRule').Properties;
  const pattern = JSON.parse(
    JSON.stringify(rule['EventPattern'])
      .replace(/\{"Fn::GetAtt":\["AmendsLedgerTable[^\]]*\]\}/, JSON.stringify(table))
      .replace(/\{"Fn::Join":\["",\["arn:",\{"Ref":"AWS::Partition"\},"([^"]*)"\]\]\}/, '"arn:aws$1"'),
  ) as object;
  const compiled = compileEventPattern(pattern);
  const by = (userIdentity: object, change: object = {}) => ({
    source: 'aws.dynamodb',
    'detail-type': 'AWS API Call via CloudTrail',
    detail: { eventName: 'PutItem', readOnly: false, resources: [{ ARN: table }], userIdentity, ...change },
  });
  const session = (role: string) => ({
    type: 'AssumedRole',
    sessionContext: { sessionIssuer: { arn: `arn:aws:iam::111111111111:role${role}` } },
  });

  it.each([
    ['by the role of an administrator', by(session('/Admin'))],
    ['by a role of another stage', by(session('/amends/test/Sweep'))],
    ['by a user', by({ type: 'IAMUser' })],
  ])('%s', (_, event) => expect(matches(compiled, event)).toBe(true));

  it.each([
    ['not by our functions', by(session('/amends/prod/Sweep'))],
    ['not where it is only read', by(session('/Admin'), { readOnly: true })],
    ['not of another table', by(session('/Admin'), { resources: [{ ARN: `${table}-2` }] })],
  ])('%s', (_, event) => expect(matches(compiled, event)).toBe(false));

  it('calls somebody, and what was done waits for them', () => {
    const alarm = resourceOf(watched, 'AWS::CloudWatch::Alarm', 'AmendsForeignWritesFound').Properties;
    expect(alarm['AlarmDescription']).toMatch(/runbooks\/foreign-write\.md/);
    const queue = resourceOf(watched, 'AWS::SQS::Queue', 'AmendsForeignWritesQueue');
    expect(rule['Targets']).toMatchObject([{ Arn: arnOf(queue.id) }]);
  });
});

test('without a path ours could not be told from others, and that is refused', () => {
  expect(() => new TeamStack(() => ({ failures: oneFailure, watchesLedger: true }))).toThrow(/rolePath/);
});

test('a stage that wants it records each write to its table, beside the audit trail', () => {
  const stack = new LedgerStack(testApp(), 'Ledger', readStage('example', { ledgerTrail: true }));
  const template = Template.fromStack(stack);
  const { id: tableId } = resourceOf(template, 'AWS::DynamoDB::GlobalTable');
  const { id: bucketId } = resourceOf(template, 'AWS::S3::Bucket');
  expect(resourceOf(template, 'AWS::CloudTrail::Trail').Properties).toMatchObject({
    S3BucketName: { Ref: bucketId },
    IsLogging: true,
    EnableLogFileValidation: true,
    AdvancedEventSelectors: [
      {
        FieldSelectors: [
          { Field: 'eventCategory', Equals: ['Data'] },
          { Field: 'resources.type', Equals: ['AWS::DynamoDB::Table'] },
          { Field: 'resources.ARN', Equals: [arnOf(tableId)] },
          { Field: 'readOnly', Equals: ['false'] },
        ],
      },
    ],
  });
  const plain = Template.fromStack(new LedgerStack(testApp(), 'Plain', readStage('example')));
  expect(resourcesOf(plain, 'AWS::CloudTrail::Trail')).toEqual({});
});
