import { parcelLost } from '../../../lambdas/failures/parcel-lost/parcel-lost';
import { Delivery, FailureType, type SourceOptions } from '../../../lib';
import { live, resourceOf, resourcesOf, TeamStack } from '../synthesize';

const carrier = 'com.example.carrier';
const helpCenter = 'com.example.help';

function templateWith(sources: Readonly<Record<string, SourceOptions>>, delivery = Delivery.direct()) {
  return new TeamStack(() => ({ failures: [FailureType.of(parcelLost, { sources, delivery })] })).template();
}

const rulesOf = (template: ReturnType<typeof templateWith>) =>
  Object.entries(resourcesOf(template, 'AWS::Events::Rule')).filter(([id]) => id.startsWith('AmendsParcelLost'));

const silences = (template: ReturnType<typeof templateWith>) =>
  Object.values(resourcesOf(template, 'AWS::CloudWatch::Alarm'))
    .map(({ Properties }) => Properties)
    .filter(({ AlarmName }) => String(AlarmName).endsWith('Silence'));

test('a source that is expected every six hours rings when nothing has come for so long', () => {
  const template = templateWith({ [carrier]: { expectedEveryHours: 6 } });
  const [[id] = []] = rulesOf(template);
  const ofRule = (index: number) => ({
    'Fn::Select': [index, { 'Fn::Split': ['/', { 'Fn::GetAtt': [id, 'Arn'] }] }],
  });
  expect(silences(template)).toEqual([
    expect.objectContaining({
      AlarmName: `Team/Amends/ParcelLost/${carrier} Silence`,
      Namespace: 'AWS/Events',
      MetricName: 'MatchedEvents',
      Dimensions: [
        { Name: 'EventBusName', Value: { Ref: resourceOf(template, 'AWS::Events::EventBus').id } },
        { Name: 'RuleName', Value: ofRule(2) },
      ],
      Period: 3600,
      EvaluationPeriods: 6,
      Threshold: 1,
      ComparisonOperator: 'LessThanThreshold',
      // Before the first failure it is silent, and from then on silence rings.
      TreatMissingData: 'missing',
      InsufficientDataActions: [expect.anything()],
      AlarmDescription: expect.stringContaining(`For 6 hours ${carrier} has published no ParcelLost`),
    }),
  ]);
});

test('of several sources the one that is watched is counted by itself, and all reach the function once', () => {
  const rules = rulesOf(templateWith({ [carrier]: { expectedEveryHours: 6 }, [helpCenter]: { evidence: 'reported' } }));
  expect(rules.map(([, { Properties }]) => Properties['EventPattern'])).toEqual([
    { ...live, source: [helpCenter], 'detail-type': ['ParcelLost'] },
    { ...live, source: [carrier], 'detail-type': ['ParcelLost'] },
  ]);
});

test('where all are watched, each has a rule', () => {
  const template = templateWith({ [carrier]: { expectedEveryHours: 6 }, [helpCenter]: { expectedEveryHours: 168 } });
  expect(rulesOf(template).map(([, { Properties }]) => Properties['EventPattern'])).toEqual([
    { ...live, source: [carrier], 'detail-type': ['ParcelLost'] },
    { ...live, source: [helpCenter], 'detail-type': ['ParcelLost'] },
  ]);
  expect(silences(template)).toHaveLength(2);
});

test('queued, both rules send to one queue, which takes messages from nobody else', () => {
  const queued = Delivery.queued();
  const template = templateWith({ [carrier]: { expectedEveryHours: 6 }, [helpCenter]: {} }, queued);
  const queue = resourceOf(template, 'AWS::SQS::Queue', 'AmendsParcelLostRuleQueue');
  const rules = rulesOf(template);
  for (const [, { Properties }] of rules) {
    expect(Properties['Targets']).toEqual([expect.objectContaining({ Arn: { 'Fn::GetAtt': [queue.id, 'Arn'] } })]);
  }
  expect(JSON.stringify(resourcesOf(template, 'AWS::SQS::QueuePolicy'))).toContain(
    JSON.stringify({ ArnNotEquals: { 'aws:SourceArn': rules.map(([id]) => ({ 'Fn::GetAtt': [id, 'Arn'] })) } }),
  );
});

test('nothing is watched by itself', () => {
  expect(silences(templateWith({ [carrier]: {} }))).toEqual([]);
});

test.each([0, 1.5, 169])('an expectation of every %p hours is refused', (expectedEveryHours) => {
  expect(() => FailureType.of(parcelLost, { sources: { [carrier]: { expectedEveryHours } } })).toThrow(
    /ParcelLost: expectedEveryHours is a whole number from 1 to 168/,
  );
});
