import { Template } from 'aws-cdk-lib/assertions';
import { LedgerStack } from '../../lib/ledger-stack';
import { RefundStack } from '../../lib/refund-stack';
import { stageConfig } from '../../lib/stage-config';
import { rightsOf } from './rights';
import { apology, remedy, resourceOf, resourcesOf, testApp } from './synthesize';

function templateOf(context: Readonly<Record<string, unknown>> = {}): Template {
  const app = testApp(context);
  const config = stageConfig(app.node);
  const { ledger } = new LedgerStack(app, 'Ledger');
  return Template.fromStack(new RefundStack(app, 'Refunds', { config, ledger }));
}

const template = templateOf();

test('tells what somebody who deployed it does next', () => {
  const outputs = template.findOutputs('*') as Record<string, { Value: unknown; Description: string }>;
  expect(Object.keys(outputs)).toEqual([
    'EventBusName',
    'EventBusArn',
    'AlarmTopicArn',
    'UndeliveredVideoPlaybackFailed',
    'UndeliveredApologies',
    'NextStep',
    'SenderDnsRecords',
  ]);
  expect(outputs['NextStep']?.Value).toContain('amends/local/stripe');
  expect(JSON.stringify(outputs['SenderDnsRecords']?.Value)).toMatch(/DkimDNSTokenName1.* CNAME .*DkimDNSTokenValue3/);
});

test('makes nothing up: the secret is the deployer’s', () => {
  expect(resourcesOf(template, 'AWS::SecretsManager::Secret')).toEqual({});
});

test('keeps nothing that must not be lost: the ledger is another stack, which it holds fast', () => {
  expect(resourcesOf(template, 'AWS::DynamoDB::GlobalTable')).toEqual({});
  for (const start of [remedy, apology]) {
    const { Properties } = resourceOf(template, 'AWS::Lambda::Function', start);
    expect(Properties['Environment']).toMatchObject({
      Variables: { LEDGER_TABLE_NAME: { 'Fn::ImportValue': expect.stringMatching(/^Ledger:/) } },
    });
  }
});

test('can be shown by CloudFormation, which forgets letters outside ASCII', () => {
  expect(JSON.stringify(template.toJSON())).toMatch(/^[\x20-\x7e]*$/);
});

describe('context values', () => {
  const roles = ['arn:aws:iam::111111111111:role/apps/player', 'arn:aws:iam::111111111111:role/tv'];
  const described = templateOf({
    stage: 'prod',
    sender: 'care@films.test',
    senderName: 'Films Ltd',
    replyTo: 'help@films.test',
    signatory: 'Zoe Park',
    signatoryRole: 'Managing Director',
    senderIdentity: 'films.test',
    stripeSecretName: 'payments/stripe',
    alarmEmail: 'on-call@films.test',
    sources: 'VideoPlaybackFailed=com.films.player',
    publishers: roles.map((role) => `VideoPlaybackFailed=${role}`).join(','),
  });

  test('name who says sorry, and who pays', () => {
    expect(resourceOf(described, 'AWS::Lambda::Function', apology).Properties['Environment']).toMatchObject({
      Variables: {
        SENDER_EMAIL: 'care@films.test',
        SENDER_NAME: 'Films Ltd',
        REPLY_TO_EMAIL: 'help@films.test',
        SIGNATORY_NAME: 'Zoe Park',
        SIGNATORY_ROLE: 'Managing Director',
      },
    });
    expect(resourceOf(described, 'AWS::Lambda::Function', remedy).Properties['Environment']).toMatchObject({
      Variables: { STRIPE_SECRET_NAME: 'payments/stripe' },
    });
    expect(resourcesOf(described, 'AWS::SES::EmailIdentity')).toEqual({});
    expect(JSON.stringify(rightsOf(described, apology))).toContain(':identity/films.test');
  });

  test('name where failures come from, and who publishes them', () => {
    expect(resourceOf(described, 'AWS::Events::Rule', 'AmendsVideo').Properties['EventPattern']).toMatchObject({
      source: ['com.films.player'],
    });
    const guard = resourceOf(described, 'AWS::Events::EventBusPolicy', 'AmendsPublishersFailures');
    expect(guard.Properties['Statement']).toMatchObject({
      Condition: { ArnNotEquals: { 'aws:PrincipalArn': expect.arrayContaining(roles) } },
    });
    const grants = Object.entries(resourcesOf(described, 'AWS::IAM::ManagedPolicy')).filter(([id]) =>
      id.startsWith('AmendsPublishers'),
    );
    expect(grants.map(([, { Properties }]) => Properties['Roles'])).toEqual([['player'], ['tv']]);
  });

  test('name who hears alarms', () => {
    expect(resourceOf(described, 'AWS::SNS::Subscription').Properties).toMatchObject({
      Protocol: 'email',
      Endpoint: 'on-call@films.test',
    });
  });
});
