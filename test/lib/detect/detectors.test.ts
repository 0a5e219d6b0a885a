import type { Stack } from 'aws-cdk-lib';
import { Detector, FailureType, Shop } from '../../../lib';
import { parcelLost } from '../../../lambdas/failures/parcel-lost/parcel-lost';
import { videoPlaybackFailed } from '../../../lambdas/failures/video-playback-failed/video-playback-failed';
import { administrator, DeployedBus } from '../deployed-bus';
import { logging, onlyEvents, readingSecret, right, rightsOf, tracing } from '../rights';
import { arnOf, resourceOf, resourcesOf, secretOf, sweep, TeamStack } from '../synthesize';

const shopFor = (scope: Stack) =>
  Shop.http({ url: 'https://shop.example.com/amends', secret: secretOf(scope, 'team/shop') });

const team = new TeamStack((scope) => {
  const signalSecret = secretOf(scope, 'team/easypost');
  return {
    failures: [FailureType.of(parcelLost), FailureType.of(videoPlaybackFailed)],
    shop: shopFor(scope),
    detectors: [Detector.parcels({ signalSecret, signalsEveryHours: 6 })],
  };
});
const template = team.template();

const door = 'AmendsDetectorsparcelsReceive';
const judge = 'AmendsDetectorsparcelsJudge';
const queue = resourceOf(template, 'AWS::SQS::Queue', 'AmendsDetectorsparcelsQueue');
const table = resourceOf(template, 'AWS::DynamoDB::GlobalTable', 'AmendsDetectors');
const bus = resourceOf(template, 'AWS::Events::EventBus');

/** The right to publish what it sees: its own source, and the type of it that is handled. */
const publishing = {
  ...right(['events:PutEvents'], arnOf(bus.id)),
  condition: onlyEvents(['detector.parcels'], ['ParcelLost']),
};

const watching = [
  right(['dynamodb:GetItem', 'dynamodb:PutItem'], arnOf(table.id)),
  right(['dynamodb:Query'], { 'Fn::Join': ['', [arnOf(table.id), '/index/due']] }),
];

test('what everybody reaches holds nothing: one secret, and one queue', () => {
  expect(resourceOf(template, 'AWS::Lambda::Url', door).Properties).toMatchObject({ AuthType: 'NONE' });
  expect(rightsOf(template, door)).toEqual([
    logging(template, door),
    right(['sqs:SendMessage'], arnOf(queue.id)),
    readingSecret('team/easypost'),
    tracing,
  ]);
});

test('who judges knows neither the ledger nor what signs signals or pays, and publishes in its own name', () => {
  const rights = rightsOf(template, judge);
  for (const needed of [...watching, readingSecret('team/shop'), publishing]) expect(rights).toContainEqual(needed);
  const ledger = Object.keys(resourcesOf(template, 'AWS::DynamoDB::GlobalTable')).filter((id) => id !== table.id);
  for (const other of [...ledger, 'team/easypost', 'team/stripe']) expect(JSON.stringify(rights)).not.toContain(other);
});

test('every quarter of an hour it looks at what time alone has changed', () => {
  const schedule = resourceOf(template, 'AWS::Scheduler::Schedule', 'AmendsDetectorsparcels');
  expect(schedule.Properties).toMatchObject({
    ScheduleExpression: 'rate(15 minutes)',
    Target: { Arn: arnOf(resourceOf(template, 'AWS::Lambda::Function', judge).id), Input: '{"look":"due"}' },
  });
});

test('a look that fails in each of two hours calls somebody', () => {
  const alarm = resourceOf(template, 'AWS::CloudWatch::Alarm', 'AmendsDetectorsparcelsAlarmsLookFailed').Properties;
  expect(alarm).toMatchObject({
    MetricName: 'LookFailed',
    Dimensions: [{ Name: 'service', Value: 'detector-parcels' }],
    ComparisonOperator: 'GreaterThanThreshold',
    ...{ Threshold: 0, Period: 3_600, EvaluationPeriods: 2 },
  });
});

test('the bus lets nobody else publish from the source of a detector, administrators neither', () => {
  const deployed = new DeployedBus(template);
  const event = { source: 'detector.parcels', type: 'ParcelLost' };
  const elsewhere = 'arn:aws:iam::111111111111:role/administrator';
  expect(deployed.takes(elsewhere, [event], administrator)).toBe(false);
  expect(deployed.takes(deployed.roleArn(judge), [event])).toBe(true);
  expect(deployed.takes(deployed.roleArn(judge), [{ ...event, source: 'com.example.shop' }])).toBe(false);
});

test('a product system is granted its type as before, without saying which source it means', () => {
  const granted = new TeamStack((scope) => ({
    shop: shopFor(scope),
    detectors: [Detector.parcels({ signalSecret: secretOf(scope, 'team/easypost') })],
  }));
  const { role } = granted.automation.apologyMail.function;
  expect(() => granted.automation.grantPublish(role, 'ParcelLost')).not.toThrow();
  expect(() => granted.automation.grantPublish(role, { type: 'ParcelLost', source: 'detector.parcels' })).toThrow(
    /is no source/,
  );
});

test('pages of browsers may send to it from the origins that are named, and from no other', () => {
  const playing = new TeamStack((scope) => ({
    shop: shopFor(scope),
    detectors: [
      Detector.playback({
        signalSecret: secretOf(scope, 'team/players'),
        allowedOrigins: ['https://films.example.com'],
      }),
    ],
  })).template();
  expect(resourceOf(playing, 'AWS::Lambda::Url', 'AmendsDetectorsplaybackReceive').Properties['Cors']).toEqual({
    AllowOrigins: ['https://films.example.com'],
    AllowMethods: ['POST'],
    AllowHeaders: ['content-type'],
    MaxAge: 3_600,
  });
  expect(resourceOf(template, 'AWS::Lambda::Url', door).Properties).not.toHaveProperty('Cors');
});

test('operators list what could not be joined, and reach nothing else of what detectors keep', () => {
  const listing = right(['dynamodb:Query'], { 'Fn::Join': ['', [arnOf(table.id), '/index/unjoined']] });
  const ofTable = rightsOf(template, 'AmendsOperatorApi').filter((one) => JSON.stringify(one).includes(table.id));
  expect(ofTable).toEqual([listing]);
});

test('a detector that hears nothing for hours calls somebody', () => {
  expect(
    resourceOf(template, 'AWS::CloudWatch::Alarm', 'AmendsDetectorsparcelsAlarmsSilence').Properties,
  ).toMatchObject({
    MetricName: 'SignalReceived',
    ComparisonOperator: 'LessThanThreshold',
    Threshold: 1,
    Period: 3_600,
    EvaluationPeriods: 6,
    TreatMissingData: 'missing',
  });
});

test('what it could not judge is tried again by the sweep, and its table forgets', () => {
  const input = JSON.stringify(resourceOf(template, 'AWS::Scheduler::Schedule', sweep).Properties['Target']);
  expect(input).toContain(resourceOf(template, 'AWS::SQS::Queue', `${judge}RetryQueue`).id);
  expect(table.Properties).toMatchObject({
    TimeToLiveSpecification: { AttributeName: 'expiresAtSeconds', Enabled: true },
  });
});

test('without detectors there is no table of theirs, and no public function', () => {
  const plain = new TeamStack(() => ({ failures: [FailureType.of(parcelLost)] })).template();
  expect(Object.keys(resourcesOf(plain, 'AWS::DynamoDB::GlobalTable'))).toHaveLength(1);
  expect(JSON.stringify(resourcesOf(plain, 'AWS::Events::EventBusPolicy')).includes('detector.')).toBe(false);
});

test.each<[string, RegExp, (scope: Stack) => object]>([
  [
    'an option that does not exist',
    /quietDays: is not an option/,
    (scope) => ({
      detectors: [
        Detector.parcels({
          signalSecret: secretOf(scope, 'team/easypost'),
          options: { quietDays: 5 } as object,
        }),
      ],
    }),
  ],
  [
    'one secret for signals and for requests',
    /One secret is for the signals of the detector parcels and for the questions to the shop/,
    (scope) => {
      const shop = shopFor(scope);
      return { shop, detectors: [Detector.parcels({ signalSecret: shop.secret })] };
    },
  ],
  [
    'no public URL',
    /come in at public URLs/,
    (scope) => ({
      publicWebhook: false,
      shop: shopFor(scope),
      detectors: [Detector.parcels({ signalSecret: secretOf(scope, 'team/easypost') })],
    }),
  ],
  [
    'nothing that it sees handled',
    /publishes ParcelLost, DeliveryLate, and none of it is handled/,
    (scope) => ({
      failures: [FailureType.of(videoPlaybackFailed)],
      shop: shopFor(scope),
      detectors: [Detector.parcels({ signalSecret: secretOf(scope, 'team/easypost') })],
    }),
  ],
  ...['*', 'http://films.example.com', 'https://films.example.com/', 'films.example.com'].map(
    (origin): [string, RegExp, (scope: Stack) => object] => [
      `the origin ${origin}`,
      /an allowed origin is one such as/,
      (scope) => ({
        shop: shopFor(scope),
        detectors: [Detector.playback({ signalSecret: secretOf(scope, 'team/players'), allowedOrigins: [origin] })],
      }),
    ],
  ),
  [
    'no shop that says whose a signal is',
    /Detectors ask your shop, and there is none/,
    (scope) => ({ detectors: [Detector.parcels({ signalSecret: secretOf(scope, 'team/easypost') })] }),
  ],
])('%s is refused at synthesis', (_, message, props) => {
  expect(() => new TeamStack((scope) => props(scope))).toThrow(message);
});
