import { logging, right, rightsOf, tellingOwners, tracing } from '../rights';
import { arnOf, emailEvent, oneFailure, resourceOf, TeamStack } from '../synthesize';

const template = new TeamStack(() => ({ failures: oneFailure })).template();
const lambda = resourceOf(template, 'AWS::Lambda::Function', emailEvent);
const retryQueue = resourceOf(template, 'AWS::SQS::Queue', `${emailEvent}RetryQueue`);
const table = resourceOf(template, 'AWS::DynamoDB::GlobalTable');
const bus = resourceOf(template, 'AWS::Events::EventBus');
const configurationSet = resourceOf(template, 'AWS::SES::ConfigurationSet');

test('SES reports mails that arrived, and those that never will', () => {
  expect(resourceOf(template, 'AWS::SES::ConfigurationSetEventDestination').Properties).toEqual({
    ConfigurationSetName: { Ref: configurationSet.id },
    EventDestination: {
      Enabled: true,
      EventBridgeDestination: { EventBusArn: 'arn:aws:events:eu-west-1:111111111111:event-bus/default' },
      MatchingEventTypes: ['delivery', 'bounce', 'complaint', 'reject'],
    },
  });
});

test('the rule matches events about our emails only, on the default bus', () => {
  expect(resourceOf(template, 'AWS::Events::Rule', 'AmendsApologyMailEmailEvents').Properties).toMatchObject({
    EventBusName: 'default',
    EventPattern: {
      source: ['aws.ses'],
      detail: { mail: { tags: { 'ses:configuration-set': [{ Ref: configurationSet.id }] } } },
    },
    Targets: [{ Arn: arnOf(lambda.id), DeadLetterConfig: { Arn: arnOf(retryQueue.id) } }],
  });
});

test('it may write into the ledger how a mail fared, tell its owner, and no more', () => {
  expect(rightsOf(template, emailEvent)).toEqual([
    logging(template, emailEvent),
    right(['dynamodb:GetItem', 'dynamodb:PutItem'], arnOf(table.id)),
    tellingOwners(arnOf(bus.id)),
    right(['sqs:SendMessage'], arnOf(retryQueue.id)),
    tracing,
  ]);
});

test('gets the settings it reads, and who looks after which failure type', () => {
  expect(lambda.Properties['Environment']).toEqual({
    Variables: {
      LEDGER_TABLE_NAME: { Ref: table.id },
      EVENT_BUS_NAME: { Ref: bus.id },
      OWNERS: '{"marketing":["VideoPlaybackFailed"]}',
      POWERTOOLS_SERVICE_NAME: 'email-events',
      POWERTOOLS_METRICS_NAMESPACE: 'Amends/Team',
      POWERTOOLS_LOG_LEVEL: 'INFO',
    },
  });
});
