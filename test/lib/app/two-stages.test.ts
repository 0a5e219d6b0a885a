import { Stack } from 'aws-cdk-lib';
import type { Template } from 'aws-cdk-lib/assertions';
import { LedgerStack } from '../../../lib/app/ledger-stack';
import { localStage } from '../../../lib/app/local-stage';
import { RefundStack } from '../../../lib/app/refund-stack';
import { checkedStage } from '../../../lib/app/stage-config';
import { account, region, testApp } from '../synthesize';
import { wholeTemplate } from '../whole-template';

/** Names that others may have too: of another resource, or for people. */
const sharedNames = ['DisplayName', 'EventBusName', 'MetricName'];

interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

/** A stage as it is deployed to the one account, with everything that a stage may name. */
function stage(name: string, settings: Readonly<Record<string, unknown>> = {}): readonly Template[] {
  const app = testApp();
  const role = 'arn:aws:iam::111111111111:role/player';
  const config = checkedStage(
    {
      ...localStage,
      // Beside all else they are more than a stack may have.
      channels: undefined,
      stage: name,
      account,
      region,
      publishers: [{ role, failures: ['VideoPlaybackFailed'] }],
      operators: [{ role, may: ['look'] }],
      logGroupPrefix: '/films/amends',
      alarmEmail: 'on-call@example.com',
      ...settings,
    },
    'This stage',
  );
  // As bin/amends.ts names them.
  const { ledger, audit } = new LedgerStack(app, `AmendsLedger-${name}`, config);
  return [Stack.of(ledger), new RefundStack(app, `AmendsRefunds-${name}`, { config, ledger, audit })].map((stack) =>
    wholeTemplate(stack),
  );
}

/** What an account and region can have only one of: names that are not left to CloudFormation. */
function fixedNames(templates: readonly Template[]): readonly string[] {
  const resources = templates.flatMap((template) =>
    Object.values((template.toJSON() as { readonly Resources: Readonly<Record<string, Resource>> }).Resources),
  );
  return resources.flatMap(({ Type, Properties = {} }) =>
    Object.entries(Properties)
      .filter(([key]) => /(Name|StatementId|EmailIdentity)$/.test(key) && !sharedNames.includes(key))
      .flatMap(([key, value]) => (typeof value === 'string' ? [`${Type} ${key} ${value}`] : [])),
  );
}

describe('two stages in one account and region', () => {
  const ofTest = fixedNames(stage('test'));

  test('have no name in common where the second one uses the sender’s identity of the first', () => {
    const prod = fixedNames(stage('prod', { senderIdentity: 'example.com' }));
    expect(ofTest.filter((name) => prod.includes(name))).toEqual([]);
    // Both have some, or nothing was compared.
    const kinds = (names: readonly string[]) => new Set(names.map((name) => name.split(' ')[0]));
    expect([...kinds(prod)]).toEqual(
      expect.arrayContaining(['AWS::Events::EventBus', 'AWS::Events::EventBusPolicy', 'AWS::Logs::LogGroup']),
    );
  });

  test('have nothing but that identity in common where neither does', () => {
    const prod = fixedNames(stage('prod'));
    expect(ofTest.filter((name) => prod.includes(name))).toEqual(['AWS::SES::EmailIdentity EmailIdentity example.com']);
  });
});
