import { diagnose } from '../../../cli/doctor/diagnosis';
import { stacksOfStage } from '../../../cli/doctor/stage/deployment';
import type { Check } from '../../../cli/doctor/checks/check';
import { awsError, fakeAws, type AwsAnswers } from '../../fakes/fake-aws';
import { DeployedStage } from './deployed-stage';

const console = { userPoolId: 'eu-west-1_Films0123', groups: { 'amends-approvers': ['look', 'approve'] } };
const now = new Date('2026-11-20T20:00:00Z');
const replies = { domain: 'replies.films.test' };
let stage: DeployedStage;
beforeAll(
  () => (stage = new DeployedStage('prod', { console, insight: true, rehearsal: { archiveDays: 14 }, replies })),
);

/** What AWS says where figures come. */
const figures: AwsAnswers = {
  GetTableMetadataCommand: () => ({ TableMetadata: { Name: 'lines' } }),
  GetWorkGroupCommand: () => ({ WorkGroup: { State: 'ENABLED' } }),
  ListObjectsV2Command: ({ Prefix }: { readonly Prefix: string }) => ({
    Contents: Prefix.includes('day=2026-11-20') ? [17, 19, 18].map((hour) => fileAt(hour)) : [],
  }),
  DescribeArchiveCommand: () => ({ State: 'ENABLED', RetentionDays: 14 }),
  DescribeActiveReceiptRuleSetCommand: () => activeSet('ours', ['replies.films.test']),
};

function activeSet(Name: string, Recipients: readonly string[]): object {
  return { Metadata: { Name }, Rules: [{ Recipients, Enabled: true }] };
}

const fileAt = (hour: number) => ({ Key: `${hour}.parquet`, LastModified: new Date(`2026-11-20T${hour}:50:00Z`) });

/** Datapoints of one metric of the stream. */
const metric = (name: string, point: object): AwsAnswers => ({
  GetMetricStatisticsCommand: ({ MetricName }: { readonly MetricName: string }) => ({
    Datapoints:
      MetricName === name ? [{ Sum: 0, Maximum: 0 }, point] : MetricName === 'Invocations' ? [{ Sum: 6 }] : [],
  }),
});

interface MetricAsked {
  readonly MetricName: string;
  readonly Dimensions: readonly [{ readonly Value: string }];
}

async function found(what: string, other: AwsAnswers = {}): Promise<readonly Check[]> {
  const aws = fakeAws({ ...stage.answers(), ...figures, ...other });
  const operatorAt = () => {
    throw new Error('nobody asks it here');
  };
  const { checks } = await diagnose(stacksOfStage('prod'), { aws, operatorAt, now, textsOf: async () => [] });
  return checks.filter((check) => check.what === what);
}

it('says how old the newest figures are, of all files of the day', async () => {
  expect(await found('insight')).toEqual([
    { what: 'insight', state: 'ready', found: 'the newest figures are 10 minutes old' },
  ]);
});

it('looks for them on the days before, and says so where there are none', async () => {
  const ofDay = (day: string): AwsAnswers => ({
    ListObjectsV2Command: ({ Prefix }: { readonly Prefix: string }) => ({
      Contents: Prefix.startsWith(`insight/day=${day}/`) ? [{ LastModified: new Date(`${day}T20:00:00Z`) }] : [],
    }),
  });
  expect(await found('insight', ofDay('2026-11-17'))).toMatchObject([{ found: 'the newest figures are 3 days old' }]);
  expect(await found('insight', ofDay('2026-10-01'))).toMatchObject([{ state: 'not-seen' }]);
});

it.each<[string, AwsAnswers, RegExp]>([
  [
    'the stream does not deliver',
    metric('DeliveryToS3.DataFreshness', { Maximum: 1_800 }),
    /waited 30 minutes in the stream/,
  ],
  ['events fit no column', metric('FailedConversion.Records', { Sum: 3 }), /fit no column/],
  ['events are turned away', metric('ThrottledRecords', { Sum: 3 }), /turned events away/],
  [
    'the table is not there',
    {
      GetTableMetadataCommand: () => {
        throw awsError('MetadataException', 'EntityNotFoundException: Entity Not Found');
      },
    },
    /the table .* is not there/,
  ],
  [
    'the workgroup is not there',
    {
      GetWorkGroupCommand: () => {
        throw awsError('InvalidRequestException', 'WorkGroup is not found.');
      },
    },
    /the workgroup .* is not there/,
  ],
  ['the workgroup is off', { GetWorkGroupCommand: () => ({ WorkGroup: { State: 'DISABLED' } }) }, /is switched off/],
])('is not ready where %s, and names a command', async (_, answers, problem) => {
  const checks = await found('insight', answers);
  const [open] = checks.filter(({ state }) => state === 'not-ready');
  expect(open?.found).toMatch(problem);
  expect(open?.mend).toMatch(/^(aws|npx) /);
});

it('does not take a right that lacks for a table that does', async () => {
  const GetTableMetadataCommand = () => {
    throw awsError('MetadataException', 'User is not authorized to perform glue:GetTable');
  };
  expect(await found('insight', { GetTableMetadataCommand })).toMatchObject([{ state: 'not-seen' }]);
});

it('says for how long failures are kept that nobody can erase, and where they are not', async () => {
  expect(await found('archive')).toMatchObject([{ state: 'ready', found: expect.stringContaining('for 14 days') }]);
  const failed = { DescribeArchiveCommand: () => ({ State: 'CREATE_FAILED', StateReason: 'no room' }) };
  expect(await found('archive', failed)).toMatchObject([
    { state: 'not-ready', found: expect.stringContaining('no room') },
  ]);
});

it('says whether SES receives what customers answer: by an active rule set that has our rule', async () => {
  expect(await found('answers')).toMatchObject([{ state: 'ready', found: expect.stringContaining('rule set ours') }]);
  const other = { DescribeActiveReceiptRuleSetCommand: () => activeSet('company-mail', ['other.films.test']) };
  expect(await found('answers', other)).toMatchObject([
    { state: 'not-ready', found: expect.stringContaining('company-mail') },
  ]);
  expect(await found('answers', { DescribeActiveReceiptRuleSetCommand: () => ({}) })).toMatchObject([
    { state: 'not-ready' },
  ]);
});

it('says of each detector whether it was ever connected, which no alarm can', async () => {
  stage = new DeployedStage('prod', {
    detectors: { parcels: {}, health: {} },
    shop: { url: 'https://shop.films.test' },
  });
  const asked: string[] = [];
  const connected: AwsAnswers = {
    GetMetricStatisticsCommand: ({ MetricName, Dimensions: [{ Value }] }: MetricAsked) => {
      if (MetricName !== 'SignalReceived') return { Datapoints: [{ Sum: 6 }] };
      asked.push(Value);
      return { Datapoints: Value === 'detector-parcels' ? [{ Sum: 40 }, { Sum: 2 }] : [] };
    },
  };
  expect(await found('detector parcels', connected)).toEqual([
    { what: 'detector parcels', state: 'ready', found: '42 signals came in 14 days' },
  ]);
  expect(await found('detector health', connected)).toMatchObject([
    { state: 'not-ready', found: expect.stringContaining('no signal came in 14 days') },
  ]);
  expect(new Set(asked)).toEqual(new Set(['detector-parcels', 'detector-health']));
});

it('a stage without them has nothing of it', async () => {
  stage = new DeployedStage('prod');
  expect([...(await found('insight')), ...(await found('archive')), ...(await found('answers'))]).toEqual([]);
});
