import { Stack, Validations, type App } from 'aws-cdk-lib';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { AwsSolutionsChecks, NagPack, NIST80053R5Checks, PCIDSS321Checks, ServerlessChecks } from 'cdk-nag';
import type { IConstruct } from 'constructs';
import { Channel } from '../../lib';
import { addComplianceChecks } from '../../lib/compliance-checks';
import { localStage } from '../../lib/app/local-stage';
import { secretOf, TeamStack, testApp } from './synthesize';
import {
  answered,
  consoled,
  insightful,
  prod,
  queued,
  rehearsed,
  reporting,
  strict,
  wholeApp,
  wholeStages,
} from './whole-stages';

// The report of a failed check goes to the console also where it is expected, and so does what a rule reads of CDK.
jest.spyOn(console, 'error').mockReturnValue();
jest.spyOn(console, 'warn').mockReturnValue();

test.each(wholeStages)('the stage %s has no finding', (_, stage) => {
  const app = wholeApp(stage);
  addComplianceChecks(app);
  expect(() => app.synth()).not.toThrow();
});

test('our construct has no finding in the app of another team', () => {
  const app = testApp();
  new TeamStack(undefined, app);
  addComplianceChecks(app);
  expect(() => app.synth()).not.toThrow();
});

test('nor do its channels have one', () => {
  const app = testApp();
  new TeamStack((scope) => ({ channels: channelsOf(scope) }), app);
  addComplianceChecks(app);
  expect(() => app.synth()).not.toThrow();
});

function channelsOf(scope: Stack): Channel[] {
  const customers = { url: 'https://shop.example.com/amends', secret: secretOf(scope, 'team/customers') };
  return [
    Channel.facebook({
      page: '103871',
      appSecret: secretOf(scope, 'team/facebook-app'),
      pageToken: secretOf(scope, 'team/facebook-page'),
      verifyToken: 'a-token-that-we-made-up',
      complaints: { counts: 'every-message' },
      customers,
    }),
    Channel.instagram({
      account: '17841',
      appSecret: secretOf(scope, 'team/instagram-app'),
      accessToken: secretOf(scope, 'team/instagram-token'),
      verifyToken: 'a-token-that-we-made-up',
    }),
    Channel.x({
      user: '1716450569358098432',
      consumerSecret: secretOf(scope, 'team/x-consumer'),
      accountKeys: secretOf(scope, 'team/x-account'),
      customers,
    }),
    Channel.wechat({
      appId: 'wxba5fad812f8e6fb9',
      pushKeys: secretOf(scope, 'team/wechat-push'),
      appSecret: secretOf(scope, 'team/wechat-app'),
      customers,
    }),
    Channel.odnoklassniki({
      group: '70000001',
      addressKey: secretOf(scope, 'team/ok-key'),
      groupToken: secretOf(scope, 'team/ok-group'),
      customers,
    }),
    Channel.linkedin({
      organization: '96072893',
      clientSecret: secretOf(scope, 'team/linkedin-client'),
      pageToken: secretOf(scope, 'team/linkedin-page'),
      customers,
    }),
    Channel.vk({
      group: '2210',
      secret: secretOf(scope, 'team/vk-events'),
      groupToken: secretOf(scope, 'team/vk-group'),
      confirmation: '693d0ba9',
      customers,
    }),
    Channel.http({
      secret: secretOf(scope, 'team/messages'),
      answers: { url: 'https://reviews.example.com', secret: secretOf(scope, 'team/answers') },
    }),
    Channel.sms({
      origination: 'arn:aws:sms-voice:eu-west-1:111111111111:pool/pool-1f9c',
      optOutList: 'arn:aws:sms-voice:eu-west-1:111111111111:opt-out-list/customers',
      customers,
      begins: {},
    }),
    Channel.whatsapp({
      phoneNumber: 'arn:aws:social-messaging:eu-west-1:111111111111:phone-number-id/976c72a7',
      begins: {},
    }),
  ];
}

test('a finding fails the synthesis, and says where', () => {
  const app = wholeApp(localStage);
  new Queue(new Stack(app, 'Careless'), 'Plain');
  addComplianceChecks(app);
  expect(() => app.synth()).toThrow(/Careless\/Plain\/Resource[\s\S]*AwsSolutions-SQS4/);
});

/** What a stage has that `prod` has not. */
const onlyIn = new Map<object, string>([
  [queued, '/Rule/Queue'],
  [consoled, '/Console/'],
  [insightful, '/Insight'],
  [rehearsed, '/Rehearsal/'],
  [reporting, '/Reports/'],
  [answered, '/Replies/'],
  [strict, '/OperatorApi/Serve/Api'],
]);

describe.each([
  ['prod', prod],
  ['prod with queues', queued],
  ['prod with a console', consoled],
  ['prod with insight', insightful],
  ['prod with an archive to rehearse with', rehearsed],
  ['prod with reports of customers', reporting],
  ['prod where customers answer', answered],
  ['prod in an account with rules of its own', strict],
])('each acknowledgement in %s', (_, stage) => {
  const app = wholeApp(stage);
  // A retry queue needs none where another queue names it as its dead-letter queue, and may have it all the same.
  const isNamedByQueue = ({ rule, path }: Acknowledgement): boolean =>
    rule === 'AwsSolutions-SQS3' && path.endsWith('Webhook/Apply/RetryQueue');
  const acknowledged = app.node
    .findAll()
    .flatMap(acknowledgementsOf)
    .filter((acknowledgement) => !isNamedByQueue(acknowledgement))
    .filter(({ path }) => path.includes(onlyIn.get(stage) ?? ''));
  const hidden = findingsRegardless(app);

  test.each(acknowledged)('$rule at $path says why in a sentence', ({ reason }) => {
    expect(reason).toMatch(/^[A-Z].{60,}\.$/);
  });

  test.each(acknowledged)('$rule at $path is still needed, and stands beside what it concerns', ({ rule, path }) => {
    const concerned = hidden.filter((finding) => finding.rule === rule && `${finding.path}/`.startsWith(`${path}/`));
    expect(concerned).toHaveLength(1);
    expect([path, `${path}/Resource`]).toContain(concerned[0]?.path);
  });
});

interface Acknowledgement {
  readonly rule: string;
  readonly path: string;
  readonly reason: string;
}

function acknowledgementsOf(construct: IConstruct): Acknowledgement[] {
  return construct.node.metadata
    .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
    .flatMap(({ data }) => Object.entries(data as Record<string, string>))
    .map(([id, reason]) => ({ rule: id.replace(/^annotation::/i, ''), path: construct.node.path, reason }));
}

/** What the rules find when nothing is acknowledged. */
function findingsRegardless(app: App): { readonly rule: string; readonly path: string }[] {
  const spy = jest.spyOn(NagPack.prototype as unknown as { isAcknowledged(): boolean }, 'isAcknowledged');
  spy.mockReturnValue(false);
  const packs = [new AwsSolutionsChecks(), new ServerlessChecks(), new NIST80053R5Checks(), new PCIDSS321Checks()];
  const findings = packs
    .flatMap((pack) => pack.validateScope(app).violations)
    .flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(({ constructPath = '' }) => ({ rule: ruleName, path: constructPath })),
    );
  spy.mockRestore();
  return findings;
}
