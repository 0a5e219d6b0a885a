import { readTemplate, type SystemTemplate } from '../../../../local/emulator/template/template';
import { TopicDenial, Topics } from '../../../../local/emulator/topics/topics';
import { code, removeTemporaryFolders, writeAssembly } from '../../small-app';

afterAll(removeTemporaryFolders);

const service = 'sms-voice.amazonaws.com';
const topicArn = { Ref: 'Topic' };

/** A function that is told of a topic, with what lets a service publish and SNS run it. */
function templateWith(change: Record<string, unknown> = {}): SystemTemplate {
  const Resources = {
    Worker: {
      Type: 'AWS::Lambda::Function',
      Properties: { Handler: 'index.handler', Runtime: 'nodejs24.x', Code: code('worker') },
    },
    Topic: { Type: 'AWS::SNS::Topic', Properties: {} },
    Told: {
      Type: 'AWS::SNS::Subscription',
      Properties: { Protocol: 'lambda', TopicArn: topicArn, Endpoint: { 'Fn::GetAtt': ['Worker', 'Arn'] } },
    },
    Policy: {
      Type: 'AWS::SNS::TopicPolicy',
      Properties: {
        Topics: [topicArn],
        PolicyDocument: {
          Statement: [
            {
              Effect: 'Allow',
              Principal: { Service: service },
              Action: 'sns:Publish',
              Resource: topicArn,
              Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
            },
          ],
        },
      },
    },
    Runs: {
      Type: 'AWS::Lambda::Permission',
      Properties: {
        Action: 'lambda:InvokeFunction',
        FunctionName: { 'Fn::GetAtt': ['Worker', 'Arn'] },
        Principal: 'sns.amazonaws.com',
        SourceArn: topicArn,
      },
    },
    ...change,
  };
  const functions = { worker: 'exports.handler = async () => 1;' };
  return readTemplate(writeAssembly({ stacks: { Only: { Resources } }, functions, hasDefaultTimeouts: true }));
}

function topicsOf(template: SystemTemplate) {
  const run: { readonly functionName: string; readonly event: unknown }[] = [];
  const invokeAsync = (functionName: string, payload: string): void =>
    void run.push({ functionName, event: JSON.parse(payload) });
  return { topics: new Topics(template, { invokeAsync }), run };
}

it('a function is run with what a service publishes on its topic, as SNS runs it', () => {
  const template = templateWith();
  const { topics, run } = topicsOf(template);
  const functionName = template.subscriptions[0]?.functionName ?? '';
  const arn = topics.topicOf(functionName) ?? '';
  topics.publish(arn, service, '{"a":1}', new Date('2026-11-30T10:00:00Z'));
  expect(run).toMatchObject([
    {
      functionName,
      event: {
        Records: [{ EventSource: 'aws:sns', Sns: { Message: '{"a":1}', Timestamp: '2026-11-30T10:00:00.000Z' } }],
      },
    },
  ]);
});

it.each([
  ['another service', templateWith(), 'social-messaging.amazonaws.com'],
  ['a service without a policy', templateWith({ Policy: { Type: 'AWS::SNS::Topic', Properties: {} } }), service],
])('%s may not publish there', (_, template, who) => {
  const { topics, run } = topicsOf(template);
  const arn = template.subscriptions[0]?.topicArn ?? '';
  expect(() => topics.publish(arn, who, '{}', new Date())).toThrow(TopicDenial);
  expect(run).toEqual([]);
});

it.each([
  [
    'SNS has no permission to run the function',
    { Runs: { Type: 'AWS::SNS::Topic', Properties: {} } },
    /no permission to run it/,
  ],
  [
    'it would be filtered',
    {
      Told: {
        Type: 'AWS::SNS::Subscription',
        Properties: {
          Protocol: 'lambda',
          TopicArn: topicArn,
          Endpoint: { 'Fn::GetAtt': ['Worker', 'Arn'] },
          FilterPolicy: { a: ['b'] },
        },
      },
    },
    /does not filter/,
  ],
  [
    'it goes to a URL',
    { Told: { Type: 'AWS::SNS::Subscription', Properties: { Protocol: 'https', TopicArn: topicArn, Endpoint: 'x' } } },
    /no notifications to https/,
  ],
])('a template in which %s is refused', (_, change, message) => {
  expect(() => templateWith(change)).toThrow(message);
});
