import { estimateCost } from '../../../cli/doctor/cost/cost-estimate';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runAmends } from '../../../cli/program';
import type { Diagnosis } from '../../../cli/doctor/diagnosis';
import { awsError, fakeAws, type AwsAnswers } from '../../fakes/fake-aws';
import { reconciliation } from '../../lib/synthesize';
import { DeployedStage, payload, sealKeys, trustDocument } from './deployed-stage';

const careOf = {
  role: 'arn:aws:iam::111111111111:role/customer-care',
  may: ['look', 'approve', 'switch'],
  bindsSessionName: true,
};
let stage: DeployedStage;
let controls: object;
const realFetch = globalThis.fetch;
beforeAll(() => (stage = new DeployedStage('prod', { queued: ['VideoPlaybackFailed'], operators: [careOf] })));
beforeEach(() => {
  controls = { version: 0, all: { mode: 'auto' }, types: {} };
  // The operator API is at an address of AWS.
  globalThis.fetch = () => Promise.resolve(Response.json({ controls, history: [], failureTypes: [] }));
});
afterEach(() => (globalThis.fetch = realFetch));

/** What a person types, and gets to see. */
async function doctor(other: AwsAnswers = {}, args: readonly string[] = ['--stage', 'prod'], stagesFolder?: string) {
  let out = '';
  let complaints = '';
  const context = {
    environment: {},
    credentials: { accessKeyId: 'ada', secretAccessKey: 'secret' },
    localSystems: () => [
      {
        port: 4510,
        environment: {
          AMENDS_OPERATOR_URL: 'https://operate.lambda-url.eu-west-1.on.aws/',
          AMENDS_RECONCILE_FUNCTION: 'Reconcile',
          AMENDS_SWEEP_FUNCTION: 'Sweep',
          AMENDS_BROKEN_ORDERS: 'ord_999',
          AWS_ENDPOINT_URL_SQS: 'http://127.0.0.1:4513',
          AWS_REGION: 'eu-west-1',
        },
      },
    ],
    stagesFolder,
    clock: () => new Date('2026-11-20T20:00:00Z'),
    untilStopped: async () => undefined,
    write: (text: string) => void (out += text),
    writeError: (text: string) => void (complaints += text),
  };
  const aws = fakeAws({ ...stage.answers(), ...other });
  const exitCode = await runAmends(
    args.includes('--local') ? ['--local', 'doctor'] : ['doctor', ...args],
    context,
    undefined,
    () => aws,
  );
  return { exitCode, out, complaints };
}

/** Where the doctor looks, with that region in the environment. */
async function regionLookedAt(args: readonly string[], AWS_REGION?: string) {
  const folder = mkdtempSync(join(tmpdir(), 'amends-doctor-'));
  writeFileSync(join(folder, 'prod.ts'), `export default { stage: 'prod', region: 'eu-central-1' };`);
  let out = '';
  let region: string | undefined;
  const context = {
    environment: { AWS_REGION },
    credentials: { accessKeyId: 'ada', secretAccessKey: 'secret' },
    localSystems: () => [],
    stagesFolder: folder,
    clock: () => new Date('2026-11-20T20:00:00Z'),
    untilStopped: async () => undefined,
    write: (text: string) => void (out += text),
    writeError: (text: string) => void (out += text),
  };
  const missing = {
    DescribeSecretCommand: () => {
      throw awsError('ResourceNotFoundException');
    },
  };
  await runAmends(args, context, undefined, (_context, given) => {
    region = given;
    return fakeAws({ ...stage.answers(), ...missing });
  });
  rmSync(folder, { recursive: true });
  return { region, out };
}

it.each([
  ['as its file says', ['doctor', '--stage', 'prod'], undefined, 'eu-central-1'],
  ['whatever the environment is set to', ['doctor', '--stage', 'prod'], 'us-east-1', 'eu-central-1'],
  ['or as a flag says', ['--region', 'eu-west-2', 'doctor', '--stage', 'prod'], 'us-east-1', 'eu-west-2'],
  ['and stacks of another app in that of the environment', ['doctor', '--stack', 'Team'], 'us-east-1', 'us-east-1'],
])('a stage is looked at in its region, %s', async (_, args, environment, region) => {
  expect((await regionLookedAt(args, environment)).region).toBe(region);
});

it('a stage without a file here is looked at where the environment says', async () => {
  expect((await regionLookedAt(['doctor', '--stage', 'test'], 'us-east-1')).region).toBe('us-east-1');
});

it('the command that mends something names the region, whichever the reader’s profile has', async () => {
  const { out } = await regionLookedAt(['doctor', '--stage', 'prod']);
  expect(out).toMatch(/aws --region eu-central-1 secretsmanager create-secret --name amends\/example\/stripe /);
  expect(out.match(/^ +aws (?!--region eu-central-1 )/gm)).toBeNull();
});

async function found(other: AwsAnswers = {}): Promise<{ exitCode: number; diagnosis: Diagnosis }> {
  const { exitCode, out } = await doctor(other, ['--stage', 'prod', '--json']);
  return { exitCode, diagnosis: JSON.parse(out) as Diagnosis };
}

it('a stage that is as it should be is ready, and nothing is left unseen', async () => {
  const { exitCode, out } = await doctor();
  expect(out).toMatch(/^stage prod: ready\. \d+ looked at\n/);
  expect(out).not.toMatch(/Not ready|Could not be seen|Good to know/);
  expect(exitCode).toBe(0);
});

interface Fault {
  readonly fault: string;
  readonly answers: AwsAnswers;
  readonly what: string;
  readonly found: RegExp;
  readonly mend: RegExp;
}

const healthy = { ProductionAccessEnabled: true, SendingEnabled: true, EnforcementStatus: 'HEALTHY' };
const quota = { MaxSendRate: 50, Max24HourSend: 50_000, SentLast24Hours: 12 };

const faults: readonly Fault[] = [
  {
    fault: 'a deployment that was rolled back',
    answers: { DescribeStacksCommand: () => ({ Stacks: [{ StackStatus: 'UPDATE_ROLLBACK_COMPLETE' }] }) },
    what: 'stack AmendsRefunds-prod',
    found: /its last deployment failed/,
    mend: /npx cdk deploy --all -c stage=prod/,
  },
  {
    fault: 'a table without recovery, as one that was restored',
    answers: { DescribeContinuousBackupsCommand: () => ({}) },
    what: 'ledger',
    found: /point-in-time recovery is off/,
    mend: /aws dynamodb update-continuous-backups/,
  },
  {
    fault: 'a secret that was never made',
    answers: {
      DescribeSecretCommand: () => {
        throw awsError('ResourceNotFoundException');
      },
    },
    what: 'secret amends/example/stripe',
    found: /it is not there, and should hold the API key of Stripe/,
    mend: /aws secretsmanager create-secret --name amends\/example\/stripe/,
  },
  {
    fault: 'a key that lacks a permission',
    answers: {
      InvokeCommand: () =>
        payload({
          provider: 'stripe',
          key: { state: 'accepted' },
          rights: [
            {
              right: 'Refunds: write',
              without: 'no refund is made',
              reader: 'should-not',
              state: 'lacking',
              why: 'the key lacks rak_refund_write',
            },
          ],
          webhook: { state: 'registered' },
        }),
    },
    what: 'may: Refunds: write',
    found: /rak_refund_write\. Without it: no refund is made/,
    mend: /docs\/deploying\.md/,
  },
  {
    fault: 'a webhook that nobody registered',
    answers: {
      InvokeCommand: () =>
        payload({
          provider: 'stripe',
          key: { state: 'accepted' },
          rights: [],
          webhook: { state: 'missing', why: 'no endpoint' },
        }),
    },
    what: 'webhook',
    found: /no endpoint: https:\/\/.*lambda-url/,
    mend: /stripe webhook_endpoints create --url https:\/\/.*refund\.failed/,
  },
  {
    fault: 'a domain that SES has not verified',
    answers: { GetEmailIdentityCommand: () => ({ VerifiedForSendingStatus: false, VerificationStatus: 'PENDING' }) },
    what: 'sender',
    found: /is not verified \(PENDING\).*CNAME/,
    mend: /aws sesv2 get-email-identity/,
  },
  {
    fault: 'the sandbox',
    answers: { GetAccountCommand: () => ({ ...healthy, ProductionAccessEnabled: false, SendQuota: quota }) },
    what: 'SES sandbox',
    found: /verified recipients only/,
    mend: /aws sesv2 put-account-details --production-access-enabled/,
  },
  {
    fault: 'a day whose mails are nearly used up',
    answers: {
      GetAccountCommand: () => ({ ...healthy, SendQuota: { ...quota, SentLast24Hours: 49_000 } }),
    },
    what: 'sending rate',
    found: /49000 of 50000 mails used/,
    mend: /service-quotas/,
  },
  {
    fault: 'an alarm topic whose one subscriber has not confirmed',
    answers: {
      ListSubscriptionsByTopicCommand: () => ({ Subscriptions: [{ SubscriptionArn: 'PendingConfirmation' }] }),
    },
    what: 'alarm topic',
    found: /nobody hears an alarm: 1 waits/,
    mend: /aws sns subscribe/,
  },
  {
    fault: 'a new account, in which ten functions may run at once',
    answers: { GetAccountSettingsCommand: () => ({ AccountLimit: { UnreservedConcurrentExecutions: 10 } }) },
    what: 'concurrency',
    found: /10 functions may run at once, and the settings need \d+ \(4 read from queues/,
    mend: /L-B99A9384/,
  },
  {
    fault: 'a public URL that somebody closed in a flood',
    answers: { GetFunctionConcurrencyCommand: () => ({ ReservedConcurrentExecutions: 0 }) },
    what: 'public URLs',
    found: /provider-webhook is closed: .*true events are turned away/,
    mend: /aws lambda put-function-concurrency --function-name \S+ --reserved-concurrent-executions 5/,
  },
  {
    fault: 'a sweep whose schedule is off',
    answers: { GetScheduleCommand: () => ({ State: 'DISABLED' }) },
    what: 'clock of the sweep',
    found: /DISABLED: nothing that waits goes on/,
    mend: /cdk deploy/,
  },
  {
    fault: 'a sweep that does not run',
    answers: { GetMetricStatisticsCommand: () => ({ Datapoints: [] }) },
    what: 'clock of the sweep',
    found: /did not run in the last 10 minutes/,
    mend: /aws logs tail/,
  },
  {
    fault: 'an event that only a person can handle',
    answers: {
      GetQueueAttributesCommand: ({ QueueUrl }: { QueueUrl: string }) => ({
        Attributes: { ApproximateNumberOfMessages: /VideoPlaybackFailed.*DeadLetter/.test(QueueUrl) ? '3' : '0' },
      }),
    },
    what: 'queues',
    found: /3 messages in .*VideoPlaybackFailed.*only a person can help/,
    mend: /aws sqs receive-message/,
  },
  {
    fault: 'an alarm that rings',
    answers: {
      DescribeAlarmsCommand: ({ AlarmNames: [AlarmName] }: { AlarmNames: string[] }) => ({
        MetricAlarms: [{ AlarmName }],
      }),
    },
    what: 'alarms',
    found: /ring: /,
    mend: /describe-alarms/,
  },
];

it.each(faults)('$fault is named, with what mends it', async ({ answers, what, found: words, mend }) => {
  const { exitCode, diagnosis } = await found(answers);
  const check = diagnosis.checks.find((one) => one.what === what && one.state === 'not-ready');
  expect(check?.found).toMatch(words);
  expect(check?.mend).toMatch(mend);
  expect(exitCode).toBe(1);
});

it('another Amends on the bus is named by its statements', async () => {
  const Statement = [...stage.busStatements(), { Sid: 'Amends0badcafeOutcomes' }, { Sid: 'SomebodyElse' }];
  const { exitCode, diagnosis } = await found({
    DescribeEventBusCommand: () => ({ Policy: JSON.stringify({ Statement }) }),
  });
  const bus = diagnosis.checks.find(({ what }) => what === 'event bus');
  expect(bus?.found).toContain('(Amends0badcafe)');
  expect(bus?.found).not.toContain('SomebodyElse');
  expect(exitCode).toBe(1);
});

it('what could not be looked at is said to be unseen, and the rest is looked at', async () => {
  const { exitCode, diagnosis } = await found({
    GetAccountCommand: () => {
      throw awsError('AccessDeniedException', 'not authorized to perform ses:GetAccount');
    },
  });
  const unseen = diagnosis.checks.filter(({ state }) => state === 'not-seen');
  expect(unseen).toEqual([
    expect.objectContaining({ what: 'SES account', found: expect.stringContaining('ses:GetAccount') }),
  ]);
  expect(diagnosis.checks.at(-1)).toMatchObject({ what: 'mode', state: 'ready' });
  expect(exitCode).toBe(2);
});

it('a stage in shadow is ready, and the next step is a canary', async () => {
  controls = { version: 1, all: { mode: 'shadow' }, types: {} };
  const { exitCode, out } = await doctor();
  expect(out).toContain('all shadow: what would be given is decided, and nobody is paid or written to');
  expect(out).toContain('amends mode set all shadow --share 0.05');
  expect(exitCode).toBe(0);
});

it('an account that may send fewer mails a second than refunds are made is ready, and how to ask for more is said', async () => {
  const { exitCode, diagnosis } = await found({
    GetAccountCommand: () => ({ ...healthy, SendQuota: { ...quota, MaxSendRate: 14 } }),
  });
  const check = diagnosis.checks.find(({ what }) => what === 'sending rate');
  expect(check).toMatchObject({ state: 'advice', found: expect.stringContaining('14 mails a second') as string });
  expect(check?.mend).toContain('--service-code ses --quota-code L-CDEF9B6B --desired-value 20');
  expect(exitCode).toBe(0);
});

/** What the function of the reconciliation says of its key, and the sweep of the one that pays. */
function readingKeyWith(rights: readonly object[]): AwsAnswers {
  const { InvokeCommand: answer = () => ({}) } = stage.answers();
  const reading = () => payload({ provider: 'stripe', key: { state: 'accepted' }, mode: 'live', rights });
  return {
    InvokeCommand: (input: { FunctionName: string }) =>
      input.FunctionName.startsWith(reconciliation) ? reading() : answer(input as never),
  };
}

it('a comparison whose key can refund works, and is named', async () => {
  const writing = { right: 'Refunds: write', without: 'no refund is made', reader: 'should-not', state: 'given' };
  const { exitCode, diagnosis } = await found(readingKeyWith([writing]));
  expect(diagnosis.checks).toContainEqual({
    what: 'provider key that reads',
    state: 'advice',
    found: 'it may do more than read (Refunds: write): whoever gets hold of the comparison can refund',
    mend: expect.stringContaining('put-secret-value --secret-id amends/example/stripe-read ') as string,
  });
  expect(exitCode).toBe(0);
});

it.each([
  ['can refund, is named', 'given', 'advice', /may do more than read \(POST \/refunds\)/],
  ['cannot, is ready', 'lacking', 'ready', /only reads/],
])('the secret of a comparison with an endpoint, where it %s', async (_, state, expected, words) => {
  const { InvokeCommand: answer = () => ({}) } = stage.answers();
  const rights = [
    { right: 'GET /refunds', without: 'nothing is compared', reader: 'needs', state: 'given' },
    { right: 'POST /refunds', without: 'no refund is made', reader: 'should-not', state },
  ];
  const reading = payload({ provider: 'http', key: { state: 'accepted' }, rights });
  const { diagnosis } = await found({
    InvokeCommand: (input: { FunctionName: string }) =>
      input.FunctionName.startsWith(reconciliation) ? reading : answer(input as never),
  });
  const check = diagnosis.checks.find(({ what }) => what === 'provider key that reads');
  expect(check?.state).toBe(expected);
  expect(check?.found).toMatch(words);
});

it('a comparison whose key cannot read is not ready', async () => {
  const reading = { right: 'Disputes: read', without: 'nothing is seen', reader: 'needs', state: 'lacking' };
  const { exitCode, out } = await doctor(readingKeyWith([reading]));
  expect(out).toContain('it lacks Disputes: read. Without it nothing is compared');
  expect(exitCode).toBe(1);
});

it('an account that a breaker stopped is not ready', async () => {
  const breaker = {
    state: 'open',
    why: 'the API key has expired',
    since: '2026-11-20T19:00:00Z',
    tries: 3,
    nextTryAt: '2026-11-20T21:00:00Z',
  };
  controls = { version: 1, all: { mode: 'auto' }, types: {}, breakers: { stripe: breaker } };
  const { exitCode, out } = await doctor();
  expect(out).toContain('account stripe: in trouble since 2026-11-20T19:00:00Z: the API key has expired');
  expect(exitCode).toBe(1);
});

it('a stage that is not there could not be looked at, and how to deploy it is said', async () => {
  const { exitCode, complaints } = await doctor({}, ['--stage', 'test']);
  expect(complaints).toContain('There is no stack AmendsLedger-test in this account and region');
  expect(complaints).toContain('npx cdk deploy --all -c stage=test');
  expect(exitCode).toBe(2);
});

it('the estimate of what it costs counts what the stage has, and names its prices', async () => {
  const { diagnosis } = await found();
  const alarms = stage.ofType('AWS::CloudWatch::Alarm');
  // AWS charges an alarm for each metric that it looks at: one on a sum for each summand.
  const summands = alarms.flatMap(({ Properties }) => (Properties?.['Metrics'] ?? []) as { MetricStat?: object }[]);
  const single = alarms.filter(({ Properties }) => Properties?.['MetricName'] !== undefined);
  const metrics = single.length + summands.filter(({ MetricStat }) => MetricStat !== undefined).length;
  expect(metrics).toBeGreaterThan(alarms.length);
  expect(diagnosis.cost?.idleMonth.lines).toContainEqual({ what: 'alarms', usd: expect.closeTo(metrics * 0.1, 2) });
  expect(diagnosis.cost?.idleMonth.lines).toContainEqual({ what: 'dashboards', usd: 3 });
  expect(diagnosis.cost?.million.lines).toContainEqual({ what: 'mails', usd: 100 });
  expect(diagnosis.cost?.pricesAsOf).toMatch(/^\d{4}-\d{2}$/);
  expect(diagnosis.cost?.sources).toContain('https://aws.amazon.com/ses/pricing/');
});

it('a public URL without a bound is named, and is no reason to wait', async () => {
  const { exitCode, diagnosis } = await found({ GetFunctionConcurrencyCommand: () => ({}) });
  const check = diagnosis.checks.find(({ what }) => what === 'public URLs');
  expect(check).toMatchObject({ state: 'advice', found: expect.stringMatching(/provider-webhook may take all/) });
  expect(exitCode).toBe(0);
});

it('a webhook costs two runs and three requests to a queue for each event, and its queue is asked all the time', () => {
  const size = {
    alarmedMetrics: 0,
    dashboards: 0,
    keys: 0,
    secrets: 0,
    hourlyFailures: 0,
    retryQueues: 0,
    tableBytes: 0,
  };
  const lines = (webhooks: number) => estimateCost({ ...size, polledQueues: webhooks, webhooks });
  expect(lines(0).million.lines.map(({ what }) => what)).not.toContain('webhook events');
  const { million, idleMonth } = lines(1);
  expect(million.lines.find(({ what }) => what === 'webhook events')?.usd).toBeGreaterThan(2 * (2 * 0.2 + 3 * 0.4));
  expect(million.lines.map(({ what }) => what)).not.toContain('queues');
  expect(idleMonth.lines.find(({ what }) => what === 'asking queues')?.usd).toBeCloseTo(0.26, 2);
});

it('a stage with synthetic failures pays for one remedy an hour, and for metrics that are written every hour', () => {
  const size = {
    alarmedMetrics: 31,
    dashboards: 1,
    keys: 1,
    secrets: 2,
    retryQueues: 12,
    polledQueues: 0,
    webhooks: 0,
    tableBytes: 0,
  };
  const [without, one] = [0, 1].map((hourlyFailures) => estimateCost({ ...size, hourlyFailures }));
  const line = 'synthetic failures, once an hour';
  expect(without?.idleMonth.lines.map(({ what }) => what)).not.toContain(line);
  const usd = one?.idleMonth.lines.find(({ what }) => what === line)?.usd ?? 0;
  // Seven metrics, and 730 mails with what leads to them.
  expect(usd).toBeGreaterThan(7 * 0.3 + 0.07);
  expect(usd).toBeLessThan(2.5);
  expect((one?.idleMonth.usd ?? 0) - (without?.idleMonth.usd ?? 0)).toBeCloseTo(usd, 2);
});

it('what stands in a nested stack is looked at as well', async () => {
  const nested = 'arn:aws:cloudformation:eu-west-1:111111111111:stack/AmendsRefunds-prod-Amends/1';
  const { ListStackResourcesCommand: list = () => ({}) } = stage.answers();
  const inNested = {
    ListStackResourcesCommand: ({ StackName, ...page }: { StackName: string }) => {
      if (StackName === nested) return list({ StackName: 'AmendsRefunds-prod', ...page } as never);
      if (StackName !== 'AmendsRefunds-prod') return list({ StackName, ...page } as never);
      const Nested = { ResourceType: 'AWS::CloudFormation::Stack', PhysicalResourceId: nested };
      const moved = {
        ResourceType: 'AWS::Lambda::Function',
        PhysicalResourceId: 'Gone',
        ResourceStatus: 'DELETE_SKIPPED',
      };
      return {
        StackResourceSummaries: [
          { LogicalResourceId: 'Nested', ...Nested },
          { LogicalResourceId: 'Gone', ...moved },
        ],
      };
    },
  };
  const { out: flat } = await doctor();
  const { out } = await doctor(inNested);
  expect(out).toBe(flat);
});

it('stacks of an app of a team, which have no outputs of ours, are looked at by what is in them', async () => {
  const bare = { DescribeStacksCommand: () => ({ Stacks: [{ StackStatus: 'CREATE_COMPLETE' }] }) };
  const { out } = await doctor(bare, ['--stack', 'AmendsRefunds-prod', 'AmendsLedger-prod']);
  expect(out).toContain('belongs to this deployment alone');
  expect(out).toContain('1 confirmed subscription');
  expect(out).toContain('?? mode: no output names the operator API');
});

it('the local system is looked at as far as it has what a stage has, and the rest is said to be at AWS', async () => {
  const QueueUrls = ['http://127.0.0.1/q/AmendsVideoPlaybackFailedDeadLetterQueue'];
  const { exitCode, out } = await doctor({ ListQueuesCommand: () => ({ QueueUrls }) }, ['--local']);
  expect(out).toMatch(/^the local system: ready/);
  expect(out).toContain('-  sender, SES account: ');
  expect(out).not.toContain('cloudformation');
  expect(exitCode).toBe(0);
});

describe('the dead-letter queue of the local system', () => {
  const name = 'AmendsVideoPlaybackFailedDeadLetterQueue';
  const withMessages = (...orderIds: string[]) =>
    doctor(
      {
        ListQueuesCommand: () => ({ QueueUrls: [`http://127.0.0.1:43901/000000000000/${name}`] }),
        GetQueueAttributesCommand: () => ({ Attributes: { ApproximateNumberOfMessages: String(orderIds.length) } }),
        ReceiveMessageCommand: () => ({ Messages: orderIds.map((orderId) => ({ Body: JSON.stringify({ orderId }) })) }),
      },
      ['--local'],
    );

  it('holds what the demo broke on purpose, which is no fault', async () => {
    const { exitCode, out } = await withMessages('ord_999');
    expect(out).toMatch(/^the local system: ready/);
    expect(out).toContain(`1 message in ${name}: the demo broke it on purpose`);
    expect(exitCode).toBe(0);
  });

  it.each([
    ['another event', ['ord_1']],
    ['another event beside it', ['ord_999', 'ord_1']],
    ['an event of an order with a longer number', ['ord_9990']],
  ])('is not ready with %s', async (_, orderIds) => {
    const { exitCode, out } = await withMessages(...orderIds);
    expect(out).toContain(`in ${name}: only a person can help these customers`);
    expect(exitCode).toBe(1);
  });

  it('is shown by a command that needs no credentials and names an address that answers', async () => {
    const { out } = await withMessages('ord_1');
    expect(out).toContain(
      `aws --endpoint-url http://127.0.0.1:4513 --no-sign-request --region eu-west-1 sqs receive-message --queue-url http://127.0.0.1:4513/000000000000/${name} `,
    );
    expect(out).not.toContain('43901');
  });
});

describe('operators', () => {
  const care = 'arn:aws:iam::111111111111:role/customer-care';
  const foundIn = async (operators: readonly object[], answers: AwsAnswers = {}) => {
    const { out } = await doctor(
      {
        ...answers,
        GetFunctionConfigurationCommand: (input: never) => {
          const answer = stage.answers()['GetFunctionConfigurationCommand']?.(input) as {
            readonly Environment: { readonly Variables: Record<string, string> };
          };
          const { Variables } = answer.Environment;
          const isOperators = Variables['POWERTOOLS_SERVICE_NAME'] === 'operator-api';
          const changed = isOperators && { OPERATORS: JSON.stringify(operators) };
          return { Environment: { Variables: { ...Variables, ...changed } } };
        },
      },
      ['--stage', 'prod', '--json'],
    );
    const { checks } = JSON.parse(out) as Diagnosis;
    return checks.filter(({ what }) => what === 'operators');
  };
  const openPolicy = trustDocument({
    Effect: 'Allow',
    Principal: { AWS: 'arn:aws:iam::111111111111:root' },
    Action: 'sts:AssumeRole',
  });
  const roleWith = (Arn: string, AssumeRolePolicyDocument = openPolicy): AwsAnswers => ({
    GetRoleCommand: () => ({ Role: { Arn, AssumeRolePolicyDocument } }),
  });
  const all = ['look', 'approve', 'switch'];

  it('a role that is said to bind the name of its sessions, and does not, is not ready', async () => {
    expect(await foundIn([{ arn: care, may: all, isBound: true }], roleWith(care))).toEqual([
      {
        what: 'operators',
        state: 'not-ready',
        found: expect.stringMatching(
          /one person may decide as two .*customer-care .*nothing says what sts:RoleSessionName/,
        ),
        mend: expect.stringContaining('aws iam update-assume-role-policy --role-name customer-care'),
      },
    ]);
  });

  it('a role that binds the name, and is not said to, is good to know', async () => {
    const [found] = await foundIn([{ arn: care, may: all }]);
    expect(found).toMatchObject({ state: 'advice', found: expect.stringContaining('with bindsSessionName') });
  });

  it.each([
    [
      'that nobody here may read',
      { GetRoleCommand: () => refuse('AccessDenied', 'not authorized: iam:GetRole') },
      /iam:GetRole/,
    ],
    ['that is not there', { GetRoleCommand: () => refuse('NoSuchEntityException') }, /this account has no such role/],
    ['of another account', roleWith(care.replaceAll('1111', '2222')), /this account has no such role/],
    ['with a policy of another form', roleWith(care, '{}'), /does not know/],
    [
      'that IAM does not answer about',
      { GetRoleCommand: () => refuse('Throttling') },
      /AWS gave no answer \(Throttling\)/,
    ],
  ])('a role %s cannot be checked, and is not called ready', async (_, answers, why) => {
    const claimed = await foundIn([{ arn: care, may: all, isBound: true }], answers);
    expect(claimed).toEqual([
      expect.objectContaining({ state: 'not-seen', found: expect.stringMatching(/cannot be checked/) }),
    ]);
    expect(claimed[0]?.found).toMatch(why);
    const [unclaimed] = await foundIn([{ arn: care, may: all }], answers);
    expect(unclaimed).toMatchObject({ state: 'advice', found: expect.stringContaining('count as one') });
  });

  it('of roles that a pattern names each is read', async () => {
    const path = 'arn:aws:iam::111111111111:role/aws-reserved/sso.amazonaws.com/eu-west-1';
    const ofDirectory = trustDocument({
      Effect: 'Allow',
      Principal: { Federated: 'arn:aws:iam::111111111111:saml-provider/AWSSSO_0_DO_NOT_DELETE' },
      Action: ['sts:AssumeRoleWithSAML', 'sts:TagSession'],
    });
    const rolesWith = (second: string): AwsAnswers => ({
      ListRolesCommand: ({ PathPrefix, Marker }: { PathPrefix: string; Marker?: string }) => {
        expect(PathPrefix).toBe('/aws-reserved/sso.amazonaws.com/eu-west-1/');
        const first = { Arn: `${path}/AWSReservedSSO_Care_01`, AssumeRolePolicyDocument: ofDirectory };
        const other = { Arn: `${path}/AWSReservedSSO_Other_01`, AssumeRolePolicyDocument: openPolicy };
        const last = { Arn: `${path}/AWSReservedSSO_Care_02`, AssumeRolePolicyDocument: second };
        return Marker === undefined
          ? { Roles: [first, other], IsTruncated: true, Marker: 'more' }
          : { Roles: [last], IsTruncated: false };
      },
    });
    const operators = [{ arn: `${path}/AWSReservedSSO_Care_*`, may: all, isBound: true }];
    expect(await foundIn(operators, rolesWith(ofDirectory))).toMatchObject([{ state: 'ready' }]);
    expect(await foundIn(operators, rolesWith(openPolicy))).toMatchObject([{ state: 'not-ready' }]);
    expect(await foundIn(operators, { ListRolesCommand: () => ({}) })).toMatchObject([{ state: 'not-seen' }]);
  });

  it('who may approve in a role that binds no names are named, with how to look', async () => {
    const switching = { arn: 'arn:aws:iam::111111111111:role/on-call', may: ['switch'] };
    expect(await foundIn([{ arn: care, may: ['look', 'approve'] }, switching], roleWith(care))).toEqual([
      {
        what: 'operators',
        state: 'advice',
        found: expect.stringContaining(care),
        mend: expect.stringContaining('aws iam get-role --role-name customer-care'),
      },
    ]);
    const [found] = await foundIn([{ arn: care, may: ['approve'], isBound: true }, switching]);
    expect(found).toMatchObject({ state: 'ready', found: 'customer-care may approve; on-call may switch' });
  });

  it('that nobody may switch anything off is not ready', async () => {
    const [found] = await foundIn([{ arn: care, may: ['approve'], isBound: true }]);
    expect(found).toMatchObject({ state: 'not-ready', found: expect.stringContaining('nobody may switch') });
  });
});

function refuse(name: string, message?: string): never {
  throw awsError(name, message);
}

describe('the keys of the seals', () => {
  /** What the sweep says of them, and whatever else AWS answers. */
  const foundWith = async (answer: object, other: AwsAnswers = {}) => {
    const { InvokeCommand: otherwise = () => ({}) } = stage.answers();
    const { exitCode, diagnosis } = await found({
      ...other,
      InvokeCommand: (input: { readonly Payload: Uint8Array }) =>
        Buffer.from(input.Payload).toString().includes('"seals"') ? answer : otherwise(input as never),
    });
    return { exitCode, check: diagnosis.checks.find(({ what }) => what === 'seal keys') };
  };
  const read = { state: 'read', keys: sealKeys, sealsWith: 1 };

  it('are as they should be where the key that seals is known to everybody who judges', async () => {
    const { check } = await foundWith(payload(read));
    expect(check).toMatchObject({
      state: 'ready',
      found: expect.stringMatching(/^key 1 seals, and \d\d functions judge by it$/),
    });
  });

  it.each([
    ['the secret holds none', { ...read, keys: {}, sealsWith: undefined }, /holds no key that the functions know/],
    ['a new one reached no function', { ...read, keys: { ...sealKeys, '2': 'b' } }, /sweep does not know key 2/],
    ['functions believe another one', { ...read, keys: { '1': 'b' } }, /sweep has another public half of key 1/],
    ['functions believe one that is gone', { ...read, keys: { '2': 'b' } }, /sweep believes key 1, which is not in/],
    [
      'they cannot be used',
      { state: 'unusable', why: 'it holds what is no key' },
      /what is no key: nothing is promised/,
    ],
  ])('are not ready where %s', async (_, answer, words) => {
    const { exitCode, check } = await foundWith(payload(answer));
    expect(check).toMatchObject({ state: 'not-ready', mend: 'npx cdk deploy --all -c stage=prod' });
    expect(check?.found).toMatch(words);
    expect(exitCode).toBe(1);
  });

  it.each([
    ['is gone', () => refuse('ResourceNotFoundException'), /is not there: nothing is promised or paid/],
    ['is empty', () => ({}), /is empty: nothing is promised or paid/],
    ['is about to be deleted', () => ({ DeletedDate: new Date(0) }), /about to be deleted/],
  ])('are not ready where their secret %s', async (_, describeSecret, words) => {
    const { DescribeSecretCommand: otherwise = () => ({}) } = stage.answers();
    const { check } = await foundWith(payload(read), {
      DescribeSecretCommand: (input: { readonly SecretId: string }) =>
        input.SecretId.includes('Seal') ? describeSecret() : otherwise(input as never),
    });
    expect(check?.state).toBe('not-ready');
    expect(check?.found).toMatch(words);
  });

  it.each([
    ['cannot read them', payload({ state: 'not-seen', why: 'AccessDeniedException' }), /AccessDeniedException/],
    ['fails', { FunctionError: 'Unhandled' }, /gave no answer/],
    ['is of an older version', payload({ resumed: 0, troubled: 0 }), /deploy the version of this command/],
  ])('could not be seen where the sweep %s', async (_, answer, words) => {
    const { exitCode, check } = await foundWith(answer);
    expect(check?.state).toBe('not-seen');
    expect(check?.found).toMatch(words);
    expect(exitCode).toBe(2);
  });
});

describe('the audit trail', () => {
  /** What is found where AWS answers so, with that lock in the stage's file. */
  const foundWith = async (answers: AwsAnswers, auditLock?: object) => {
    const folder = mkdtempSync(join(tmpdir(), 'amends-doctor-'));
    writeFileSync(join(folder, 'prod.ts'), `export default ${JSON.stringify({ stage: 'prod', auditLock })};`);
    const { exitCode, out } = await doctor(answers, ['--stage', 'prod', '--json'], folder);
    rmSync(folder, { recursive: true });
    const { checks } = JSON.parse(out) as Diagnosis;
    return { exitCode, checks: checks.filter(({ what }) => what === 'audit trail') };
  };
  const locked = (DefaultRetention: object): AwsAnswers => ({
    GetObjectLockConfigurationCommand: () => ({ ObjectLockConfiguration: { Rule: { DefaultRetention } } }),
  });
  const sevenYears = { mode: 'compliance', days: 2555 };

  it('is as it should be by the policy of our own bucket, and what is without a lock says so', async () => {
    const { exitCode, checks } = await foundWith({});
    expect(checks).toMatchObject([
      { state: 'ready', found: expect.stringMatching(/^nobody may delete from \S+, until somebody .*no lock$/) },
    ]);
    expect(exitCode).toBe(0);
  });

  it.each([
    ['as the stage says', { Mode: 'COMPLIANCE', Days: 2555 }, sevenYears],
    ['in years', { Mode: 'COMPLIANCE', Years: 7 }, sevenYears],
    ['for longer', { Mode: 'GOVERNANCE', Days: 31 }, { mode: 'governance', days: 30 }],
    ['against more people', { Mode: 'COMPLIANCE', Days: 30 }, { mode: 'governance', days: 30 }],
    ['though the stage asks for none', { Mode: 'GOVERNANCE', Days: 30 }, undefined],
  ])('is as it should be where it is locked %s', async (_, lock, wanted) => {
    expect((await foundWith(locked(lock), wanted)).checks).toMatchObject([{ state: 'ready' }]);
  });

  it.each([
    ['not at all', {}, sevenYears, /without a lock, and the stage says 2555 days, compliance/],
    [
      'for too short',
      locked({ Mode: 'COMPLIANCE', Days: 30 }),
      sevenYears,
      /for 30 days by a lock \(compliance\), and/,
    ],
    ['so that some may end it', locked({ Mode: 'GOVERNANCE', Days: 2555 }), sevenYears, /lock \(governance\), and/],
  ])('is not ready where it is locked %s', async (_, answers: AwsAnswers, wanted, words) => {
    const { exitCode, checks } = await foundWith(answers, wanted);
    expect(checks).toMatchObject([{ state: 'not-ready', mend: 'npx cdk deploy --all -c stage=prod' }]);
    expect(checks[0]?.found).toMatch(words);
    expect(exitCode).toBe(1);
  });

  it.each([
    ['has no bucket', { GetBucketVersioningCommand: () => refuse('NoSuchBucket') }, /is not there: operators can/],
    ['keeps no versions', { GetBucketVersioningCommand: () => ({}) }, /keeps no versions/],
    [
      'has no policy',
      { GetBucketPolicyCommand: () => refuse('NoSuchBucketPolicy') },
      /lets people delete.*lets people write over/s,
    ],
  ])('is not ready where it %s', async (_, answers: AwsAnswers, words) => {
    const { checks } = await foundWith(answers);
    expect(new Set(checks.map(({ state }) => state))).toEqual(new Set(['not-ready']));
    expect(checks.map(({ found: text }) => text).join('\n')).toMatch(words);
  });

  it('could not be seen where nobody here may look', async () => {
    const { exitCode, checks } = await foundWith({ GetBucketPolicyCommand: () => refuse('AccessDenied') });
    expect(checks).toMatchObject([{ state: 'not-seen' }]);
    expect(exitCode).toBe(2);
  });
});
