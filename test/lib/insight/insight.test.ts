import { Duration, Size } from 'aws-cdk-lib';
import { insightColumns } from '../../../lambdas/insight/insight-record';
import { questionNames, questionOf } from '../../../lambdas/insight/questions/question';
import { FailureType } from '../../../lib';
import { videoPlaybackFailed } from '../../../lambdas/failures/video-playback-failed/video-playback-failed';
import { rightsOf } from '../rights';
import { arnOf, live, oneFailure, operatorApi, resourceOf, resourcesOf, TeamStack } from '../synthesize';

const team = new TeamStack(() => ({
  failures: oneFailure,
  insight: {
    retention: Duration.days(90),
    bytesPerQuestion: Size.gibibytes(2),
    weekly: { 'com.example.video': { email: 'owner@films.test', title: 'Films' } },
  },
}));
const template = team.template();
const start = 'AmendsInsight';
const bucket = resourceOf(template, 'AWS::S3::Bucket', `${start}Files`);
const keys = resourceOf(template, 'AWS::DynamoDB::GlobalTable', `${start}Keys`);
const stream = resourceOf(template, 'AWS::KinesisFirehose::DeliveryStream', start);
const lambda = resourceOf(template, 'AWS::Lambda::Function', `${start}Record`);
const table = resourceOf(template, 'AWS::Glue::Table', start);
const workGroup = resourceOf(template, 'AWS::Athena::WorkGroup', start);
const destination = stream.Properties['ExtendedS3DestinationConfiguration'] as Record<string, unknown>;

it('without the option there is nothing of it', () => {
  const json = JSON.stringify(new TeamStack(() => ({ failures: oneFailure })).template().toJSON());
  expect(json).not.toMatch(/Firehose|Athena|Glue|INSIGHT_/);
});

it('outcomes, mails that went wrong and mails that arrived go to the stream', () => {
  const rules = Object.values(resourcesOf(template, 'AWS::Events::Rule')).filter(({ Properties }) =>
    JSON.stringify(Properties['Targets']).includes(stream.id),
  );
  const patterns = rules.map(({ Properties }) => Properties['EventPattern']);
  expect(patterns).toEqual([
    {
      ...live,
      source: ['amends'],
      'detail-type': expect.arrayContaining(['RemedyIssued', 'RemedyHeld', 'MailUndelivered']),
    },
    {
      ...live,
      source: ['aws.ses'],
      detail: { eventType: ['Delivery'], mail: { tags: { 'ses:configuration-set': [expect.anything()] } } },
    },
  ]);
});

it('the stream is encrypted, has lines made by the function, and writes them as Parquet below their day', () => {
  expect(stream.Properties['DeliveryStreamEncryptionConfigurationInput']).toEqual({ KeyType: 'AWS_OWNED_CMK' });
  expect(destination).toMatchObject({
    Prefix: 'insight/day=!{timestamp:yyyy-MM-dd}/',
    ErrorOutputPrefix: 'failed/!{firehose:error-output-type}/day=!{timestamp:yyyy-MM-dd}/',
    DataFormatConversionConfiguration: {
      Enabled: true,
      OutputFormatConfiguration: { Serializer: { ParquetSerDe: { Compression: 'SNAPPY' } } },
      SchemaConfiguration: { TableName: { Ref: table.id }, VersionId: 'LATEST' },
    },
  });
  expect(JSON.stringify(destination['ProcessingConfiguration'])).toContain(lambda.id);
});

it('what could not be made a line of is tried again for long, because it is kept with its name, and then for four days', () => {
  expect(JSON.stringify(destination['ProcessingConfiguration'])).toContain(
    '"ParameterName":"NumberOfRetries","ParameterValue":"300"',
  );
  const { Rules: rules } = bucket.Properties['LifecycleConfiguration'] as { readonly Rules: readonly object[] };
  expect(rules).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ Prefix: 'insight/', ExpirationInDays: 90 }),
      expect.objectContaining({ Prefix: 'failed/', ExpirationInDays: 4 }),
      expect.objectContaining({ Prefix: 'answers/', ExpirationInDays: 1 }),
    ]),
  );
});

it('the table has the columns of a line, and a folder for each day that nobody has to tell it', () => {
  const { TableInput: input } = table.Properties as {
    readonly TableInput: {
      readonly StorageDescriptor: { readonly Columns: readonly { readonly Name: string }[] };
      readonly Parameters: object;
    };
  };
  expect(input.StorageDescriptor.Columns.map(({ Name }) => Name)).toEqual(Object.keys(insightColumns));
  expect(input.Parameters).toMatchObject({
    'projection.enabled': 'true',
    'projection.day.type': 'date',
    'projection.day.format': 'yyyy-MM-dd',
    'storage.location.template': { 'Fn::Join': ['', ['s3://', { Ref: bucket.id }, '/insight/day=${day}/']] },
  });
});

it('a question reads no more than was said, and every question is there with its name', () => {
  expect(workGroup.Properties).toMatchObject({
    WorkGroupConfiguration: { EnforceWorkGroupConfiguration: true, BytesScannedCutoffPerQuery: 2 * 1024 ** 3 },
  });
  const named = Object.values(resourcesOf(template, 'AWS::Athena::NamedQuery')).map(
    ({ Properties }) => Properties['Name'],
  );
  expect(named.toSorted()).toEqual(questionNames.map((name) => questionOf(name).title).toSorted());
});

it('the function that makes lines may find and make keys, and nothing else', () => {
  const rights = rightsOf(template, `${start}Record`).filter(({ actions }) =>
    actions.some((action) => !/^(logs|xray):/.test(action)),
  );
  expect(rights).toEqual([
    { actions: ['dynamodb:BatchGetItem', 'dynamodb:UpdateItem'], resources: [arnOf(keys.id)], condition: undefined },
  ]);
});

it('the stream may write below its two folders, read the table and ask the one function', () => {
  const rights = rightsOf(template, `${start}StreamRole`);
  const resources = JSON.stringify(
    rights.filter(({ actions }) => actions.includes('s3:PutObject')).map(({ resources: of }) => of),
  );
  expect(resources.match(/"\/(\w+)\/\*"/g)).toEqual(['"/failed/*"', '"/insight/*"']);
  expect(rights.flatMap(({ actions }) => actions).toSorted()).toEqual([
    'glue:GetTable',
    'glue:GetTableVersion',
    'glue:GetTableVersions',
    'lambda:GetFunctionConfiguration',
    'lambda:InvokeFunction',
    'logs:PutLogEvents',
    's3:AbortMultipartUpload',
    's3:GetBucketLocation',
    's3:GetObject',
    's3:ListBucket',
    's3:ListBucketMultipartUploads',
    's3:PutObject',
  ]);
});

it('operators ask questions there and forget keys, and never read one', () => {
  const rights = rightsOf(template, operatorApi);
  const onKeys = rights.filter(({ resources }) => JSON.stringify(resources).includes(keys.id));
  expect(onKeys.map(({ actions }) => actions)).toEqual([['dynamodb:UpdateItem']]);
  const asking = rights.find(({ actions }) => actions.includes('athena:StartQueryExecution'));
  expect(JSON.stringify(asking?.resources)).toContain('workgroup/');
  const { Variables } = resourceOf(template, 'AWS::Lambda::Function', operatorApi).Properties['Environment'] as {
    readonly Variables: object;
  };
  expect(Variables).toMatchObject({ INSIGHT_KEYS_TABLE_NAME: { Ref: keys.id }, INSIGHT_WORKGROUP: expect.any(String) });
});

it('keys have no recovery: what was forgotten comes back with no backup', () => {
  expect(JSON.stringify(keys.Properties)).not.toContain('"PointInTimeRecoveryEnabled":true');
});

it('of a type that only one system publishes it knows whose product it is', () => {
  const { Variables } = lambda.Properties['Environment'] as { readonly Variables: Record<string, string> };
  const [only] = FailureType.of(videoPlaybackFailed).sources;
  expect(JSON.parse(Variables['ONLY_SOURCES'] ?? '')).toEqual({ VideoPlaybackFailed: only });
});

it('rings where figures come late, are turned away or fit no column, and says that money goes on', () => {
  const alarms = Object.values(resourcesOf(template, 'AWS::CloudWatch::Alarm'))
    .map(({ Properties }) => Properties)
    .filter(({ Namespace }) => Namespace === 'AWS/Firehose');
  const rings = alarms.map(({ AlarmName, MetricName, Threshold }) => [AlarmName, MetricName, Threshold]);
  expect(rings).toEqual([
    ['Team/Amends/Insight/Alarms/Late', 'DeliveryToS3.DataFreshness', 900],
    ['Team/Amends/Insight/Alarms/Throttled', 'ThrottledRecords', 0],
    ['Team/Amends/Insight/Alarms/Unwritten', 'FailedConversion.Records', 0],
  ]);
  for (const { Dimensions, AlarmDescription, TreatMissingData } of alarms) {
    expect(Dimensions).toEqual([{ Name: 'DeliveryStreamName', Value: { Ref: stream.id } }]);
    expect(AlarmDescription).toMatch(
      /^For customers: Money and mails go on\..*\n.*\nRunbook: docs\/runbooks\/insight\.md\n/,
    );
    expect(TreatMissingData).toBe('notBreaching');
  }
});
