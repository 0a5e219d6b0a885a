import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { startLocalSystem } from '../../../../local/system/local-system';
import { code, removeTemporaryFolders, writeAssembly } from '../../small-app';

afterAll(removeTemporaryFolders);

it('reads every queue without a consumer, and gives functions the local URLs of queues', async () => {
  const arn = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
  const Variables = {
    RETRY_QUEUE_URL: { Ref: 'Retries' },
    QUEUES: { 'Fn::Sub': '[{"deadLetters":"${DeadLetters}","dead":"${Dead}"}]' },
  };
  const assembly = writeAssembly({
    functions: {
      sweep: 'exports.handler = async () => [process.env.RETRY_QUEUE_URL, ...JSON.parse(process.env.QUEUES)];',
    },
    stacks: {
      Only: {
        Resources: {
          Retries: {
            Type: 'AWS::SQS::Queue',
            Properties: { RedrivePolicy: { deadLetterTargetArn: arn('Dead'), maxReceiveCount: 3 } },
          },
          Dead: { Type: 'AWS::SQS::Queue' },
          DeadLetters: { Type: 'AWS::SQS::Queue' },
          Work: { Type: 'AWS::SQS::Queue' },
          Rule: {
            Type: 'AWS::Events::Rule',
            Properties: { EventPattern: { source: ['shop'] }, Targets: [{ Id: 'T', Arn: arn('Work') }] },
          },
          Sweep: {
            Type: 'AWS::Lambda::Function',
            Properties: {
              Handler: 'index.handler',
              Runtime: 'nodejs24.x',
              Code: code('sweep'),
              Environment: { Variables },
            },
          },
          Config: {
            Type: 'AWS::Lambda::EventInvokeConfig',
            Properties: {
              FunctionName: { Ref: 'Sweep' },
              Qualifier: '$LATEST',
              DestinationConfig: { OnFailure: { Destination: arn('Retries') } },
            },
          },
          Daily: {
            Type: 'AWS::Scheduler::Schedule',
            Properties: {
              FlexibleTimeWindow: { Mode: 'OFF' },
              ScheduleExpression: 'cron(0 3 * * ? *)',
              Target: { Arn: arn('Sweep'), RoleArn: 'arn:aws:iam::000000000000:role/Scheduler' },
            },
          },
        },
      },
    },
  });
  const results: unknown[] = [];
  const system = await startLocalSystem({
    assembly,
    basePort: 0,
    listener: (event) => {
      if (event.kind === 'invocation-ended' && event.result.outcome === 'succeeded') results.push(event.result.value);
    },
  });
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const sqs = new SQSClient({ endpoint: system.endpoints.queues, region: 'eu-west-1', credentials });
  const url = (name: string): string => `${system.endpoints.queues}/000000000000/${name}`;
  for (const name of ['Retries', 'DeadLetters', 'Dead', 'Work'])
    await sqs.send(new SendMessageCommand({ QueueUrl: url(name), MessageBody: `in ${name}` }));
  sqs.destroy();
  const deadLetters = await system.deadLetters();
  await system.runSchedule('Daily');
  await system.stop();
  expect(deadLetters.map(({ body }) => body).sort()).toEqual(['in Dead', 'in DeadLetters', 'in Retries']);
  expect(results).toEqual([[url('Retries'), { deadLetters: url('DeadLetters'), dead: url('Dead') }]]);
});
