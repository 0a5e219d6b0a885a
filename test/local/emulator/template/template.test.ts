import { matches } from '../../../../local/emulator/event-pattern/event-pattern';
import { readTemplate, TemplateError, type SystemTemplate } from '../../../../local/emulator/template/template';
import { mayInvoke } from '../../../../local/emulator/template/functions';
import { maySend } from '../../../../local/emulator/template/queues';
import { code, removeTemporaryFolders, writeAssembly, type SmallStack } from '../../small-app';

afterAll(removeTemporaryFolders);

type Resources = NonNullable<SmallStack['Resources']>;

const read = (stacks: Record<string, SmallStack>): SystemTemplate =>
  readTemplate(
    writeAssembly({ stacks, functions: { worker: 'exports.handler = async () => 1;' }, hasDefaultTimeouts: true }),
  );

const readResources = (Resources: Resources): SystemTemplate => read({ Only: { Resources } });

const worker = {
  Type: 'AWS::Lambda::Function',
  Properties: { Handler: 'index.handler', Runtime: 'nodejs24.x', Code: code('worker') },
};

const rule = (properties: Record<string, unknown>): Resources => ({
  Rule: { Type: 'AWS::Events::Rule', Properties: { EventPattern: { source: ['shop'] }, ...properties } },
});

const schedule = (properties: Record<string, unknown>): Resources => ({
  Sweep: {
    Type: 'AWS::Scheduler::Schedule',
    Properties: {
      FlexibleTimeWindow: { Mode: 'OFF' },
      ScheduleExpression: 'rate(5 minutes)',
      Target: { Arn: { 'Fn::GetAtt': ['Worker', 'Arn'] }, RoleArn: 'arn:role' },
      ...properties,
    },
  },
});

const url = (properties: Record<string, unknown>): Resources => ({
  Url: {
    Type: 'AWS::Lambda::Url',
    Properties: { AuthType: 'NONE', TargetFunctionArn: { 'Fn::GetAtt': ['Worker', 'Arn'] }, ...properties },
  },
});

const withEnvironment = (Variables: Record<string, unknown>): Resources => ({
  Worker: { ...worker, Properties: { ...worker.Properties, Environment: { Variables } } },
});

const environmentOf = (template: SystemTemplate): Record<string, string> => ({ ...template.functions[0]?.environment });

describe('what a template comes to', () => {
  it('follows a value from the stack that exports it to the stack that imports it', () => {
    const template = read({
      Ledger: {
        Resources: {
          Table: {
            Type: 'AWS::DynamoDB::GlobalTable',
            Properties: {
              AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
              KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
            },
          },
        },
        Outputs: { Out: { Value: { Ref: 'Table' }, Export: { Name: { 'Fn::Sub': '${AWS::StackName}:Table' } } } },
      },
      Refunds: { Resources: withEnvironment({ TABLE: { 'Fn::ImportValue': 'Ledger:Table' } }) },
    });
    expect(template.tables).toMatchObject([{ name: 'Table', KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }] }]);
    expect(environmentOf(template)).toEqual({ TABLE: 'Table' });
  });

  it('knows Ref, GetAtt, Join, Sub, Select, Split and the pseudo parameters', () => {
    const template = read({
      Only: {
        Parameters: { Stage: { Type: 'String', Default: 'prod' } },
        Resources: {
          Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'films' } },
          ...withEnvironment({
            BUS: { Ref: 'Bus' },
            ARN: { 'Fn::GetAtt': ['Bus', 'Arn'] },
            JOINED: { 'Fn::Join': ['-', [{ Ref: 'Stage' }, { Ref: 'AWS::Region' }, { Ref: 'AWS::AccountId' }]] },
            SUB: { 'Fn::Sub': ['${Bus.Name} ${Given} ${!Kept}', { Given: { Ref: 'AWS::Partition' } }] },
            PART: { 'Fn::Select': [5, { 'Fn::Split': [':', { 'Fn::GetAtt': 'Bus.Arn' }] }] },
            ABSENT: { Ref: 'AWS::NoValue' },
          }),
        },
      },
    });
    expect(environmentOf(template)).toEqual({
      BUS: 'films',
      ARN: 'arn:aws:events:eu-west-1:000000000000:event-bus/films',
      JOINED: 'prod-eu-west-1-000000000000',
      SUB: 'films aws ${Kept}',
      PART: 'event-bus/films',
    });
  });

  it('takes account and region from the stacks where they name them', () => {
    const stacks = { Only: { Resources: { Worker: worker } } };
    const folder = writeAssembly({ stacks, functions: { worker: '' }, environment: 'aws://111122223333/eu-central-1' });
    expect(readTemplate(folder).functions).toMatchObject([
      { arn: 'arn:aws:lambda:eu-central-1:111122223333:function:Worker' },
    ]);
  });

  it('reads how long, how often and with which destination a function is tried', () => {
    const template = readResources({
      Worker: {
        ...worker,
        Properties: { ...worker.Properties, Timeout: 30, MemorySize: 512, ReservedConcurrentExecutions: 3 },
      },
      Given: { Type: 'AWS::SQS::Queue' },
      Config: {
        Type: 'AWS::Lambda::EventInvokeConfig',
        Properties: {
          FunctionName: { Ref: 'Worker' },
          Qualifier: '$LATEST',
          MaximumRetryAttempts: 1,
          MaximumEventAgeInSeconds: 600,
          DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': ['Given', 'Arn'] } } },
        },
      },
    });
    expect(template.functions).toMatchObject([
      {
        name: 'Worker',
        timeoutSeconds: 30,
        memoryMegabytes: 512,
        reservedConcurrency: 3,
        asynchronous: {
          maximumRetryAttempts: 1,
          maximumEventAgeSeconds: 600,
          onFailureArn: 'arn:aws:sqs:eu-west-1:000000000000:Given',
        },
      },
    ]);
  });

  it('gives a function the defaults of AWS where the template says nothing', () => {
    expect(readResources({ Worker: worker }).functions).toMatchObject([
      {
        timeoutSeconds: 3,
        memoryMegabytes: 128,
        asynchronous: { maximumRetryAttempts: 2, maximumEventAgeSeconds: 21_600, onFailureArn: undefined },
      },
    ]);
  });

  it('reads a rule with its bus, its pattern and its targets', () => {
    const template = readResources({
      Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'films' } },
      Worker: worker,
      Lost: { Type: 'AWS::SQS::Queue' },
      ...rule({
        EventBusName: { 'Fn::GetAtt': ['Bus', 'Arn'] },
        Targets: [
          {
            Id: 'T',
            Arn: { 'Fn::GetAtt': ['Worker', 'Arn'] },
            RetryPolicy: { MaximumRetryAttempts: 4, MaximumEventAgeInSeconds: 60 },
            DeadLetterConfig: { Arn: { 'Fn::GetAtt': ['Lost', 'Arn'] } },
          },
        ],
      }),
    });
    const [read] = template.rules;
    expect(read).toMatchObject({
      busName: 'films',
      arn: 'arn:aws:events:eu-west-1:000000000000:rule/films/Rule',
      targets: [
        {
          arn: 'arn:aws:lambda:eu-west-1:000000000000:function:Worker',
          maximumRetryAttempts: 4,
          maximumEventAgeSeconds: 60,
          deadLetterArn: 'arn:aws:sqs:eu-west-1:000000000000:Lost',
        },
      ],
    });
    expect(read && matches(read.pattern, { source: 'shop' })).toBe(true);
    expect(read && matches(read.pattern, { source: 'other' })).toBe(false);
  });

  it('leaves out rules that are switched off, whatever they would do', () => {
    expect(readResources(rule({ State: 'DISABLED', ScheduleExpression: 'rate(1 hour)' })).rules).toEqual([]);
  });

  it('reads what runs by the clock: schedules, and rules of the old kind', () => {
    const { schedules, rules } = readResources({
      Worker: worker,
      Group: { Type: 'AWS::Scheduler::ScheduleGroup' },
      ...schedule({ GroupName: { Ref: 'Group' }, State: 'DISABLED' }),
      Nightly: {
        Type: 'AWS::Events::Rule',
        Properties: {
          ScheduleExpression: 'cron(0 3 * * ? *)',
          Targets: [{ Id: 'T', Arn: { 'Fn::GetAtt': ['Worker', 'Arn'] }, Input: '{"deep":true}' }],
        },
      },
    });
    expect(rules).toEqual([]);
    expect(schedules).toMatchObject([
      {
        name: 'Sweep',
        owner: { arn: 'arn:aws:scheduler:eu-west-1:000000000000:schedule/Group/Sweep' },
        enabled: false,
        recurrence: { kind: 'rate', minutes: 5 },
        functionName: 'Worker',
      },
      { name: 'Nightly', enabled: true, recurrence: { kind: 'cron', timeZone: 'UTC' }, input: '{"deep":true}' },
    ]);
  });

  it('reads the URLs of functions, and resolves them for others', () => {
    const template = readResources({
      ...url({ AuthType: 'AWS_IAM' }),
      ...withEnvironment({ SELF: 'none' }),
      Other: {
        ...worker,
        Properties: {
          ...worker.Properties,
          Environment: {
            Variables: { URL: { 'Fn::GetAtt': ['Url', 'FunctionUrl'] }, ARN: { 'Fn::GetAtt': ['Url', 'FunctionArn'] } },
          },
        },
      },
    });
    expect(template.functionUrls).toMatchObject([{ functionName: 'Worker', authType: 'AWS_IAM' }]);
    expect(template.functions.find(({ name }) => name === 'Other')?.environment).toEqual({
      URL: 'https://worker.lambda-url.eu-west-1.on.aws/',
      ARN: 'arn:aws:lambda:eu-west-1:000000000000:function:Worker',
    });
  });

  it('ignores what moves no event', () => {
    const template = readResources({
      Role: { Type: 'AWS::IAM::Role' },
      Alarm: { Type: 'AWS::CloudWatch::Alarm', Condition: 'InProduction' },
      Topic: { Type: 'AWS::SNS::Topic' },
      Mail: { Type: 'AWS::SNS::Subscription', Properties: { Protocol: 'email', Endpoint: 'team@example.com' } },
    });
    expect(template).toMatchObject({ tables: [], rules: [], functions: [], queues: [], buses: ['default'] });
  });
});

describe('a stack inside of another', () => {
  const written = (nested: SmallStack, around: SmallStack['Resources'] = {}, Parameters = {}): string => {
    const TemplateURL = { 'Fn::Sub': 'https://s3.${AWS::URLSuffix}/assets/Inner.json' };
    const inner = { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL, Parameters } };
    return writeAssembly({ stacks: { Only: { Resources: { Inner: inner, ...around } } }, nested: { Inner: nested } });
  };
  const arn = (queue: string): string => `arn:aws:sqs:eu-west-1:000000000000:${queue}`;
  const sendingTo = (RedrivePolicy: object) => ({ Type: 'AWS::SQS::Queue', Properties: { RedrivePolicy } });

  it('has what runs, with what the one around it gives it, and gives back what that one asks for', () => {
    const folder = written(
      {
        Parameters: { given: { Type: 'String' } },
        Resources: { Inside: sendingTo({ deadLetterTargetArn: { Ref: 'given' }, maxReceiveCount: 3 }) },
        Outputs: { insideArn: { Value: { 'Fn::GetAtt': ['Inside', 'Arn'] } } },
      },
      {
        Dead: { Type: 'AWS::SQS::Queue' },
        Last: sendingTo({ deadLetterTargetArn: { 'Fn::GetAtt': ['Inner', 'Outputs.insideArn'] }, maxReceiveCount: 3 }),
      },
      { given: { 'Fn::GetAtt': ['Dead', 'Arn'] } },
    );
    expect(readTemplate(folder).queues).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          name: 'Inside',
          RedrivePolicy: expect.objectContaining({ deadLetterTargetArn: arn('Dead') }),
        }),
        expect.objectContaining({
          name: 'Last',
          RedrivePolicy: expect.objectContaining({ deadLetterTargetArn: arn('Inside') }),
        }),
      ]),
    );
  });

  it('is refused where nobody gives it what it needs, or where it has not what is asked of it', () => {
    const needing = { Parameters: { given: { Type: 'String' } } };
    const inside = { Inside: sendingTo({ deadLetterTargetArn: { Ref: 'given' }, maxReceiveCount: 3 }) };
    expect(() => readTemplate(written({ ...needing, Resources: inside }))).toThrow(/needs the parameter given/);
    const asking = { 'Fn::GetAtt': ['Inner', 'Outputs.insideArn'] };
    const around = { Last: sendingTo({ deadLetterTargetArn: asking, maxReceiveCount: 3 }) };
    expect(() => readTemplate(written({ Resources: {} }, around))).toThrow(/has no output insideArn/);
  });
});

describe('who may hand on events', () => {
  const ruleArn = 'arn:aws:events:eu-west-1:000000000000:rule/Rule';
  const permission = (properties: Record<string, unknown>): SystemTemplate =>
    readResources({
      Worker: worker,
      ...rule({}),
      May: {
        Type: 'AWS::Lambda::Permission',
        Properties: {
          FunctionName: { 'Fn::GetAtt': ['Worker', 'Arn'] },
          Action: 'lambda:InvokeFunction',
          Principal: 'events.amazonaws.com',
          SourceArn: { 'Fn::GetAtt': ['Rule', 'Arn'] },
          ...properties,
        },
      },
    });

  it.each([
    ['is invoked for a rule that the permission names', {}, true],
    [
      'is invoked for any rule of a permission with a wildcard',
      { SourceArn: 'arn:aws:events:eu-west-1:*:rule/*' },
      true,
    ],
    ['is invoked for any rule where the permission names none', { SourceArn: { Ref: 'AWS::NoValue' } }, true],
    ['is not invoked for another rule', { SourceArn: 'arn:aws:events:eu-west-1:000000000000:rule/Other' }, false],
    ['is not invoked for another service', { Principal: 's3.amazonaws.com' }, false],
    ['is not invoked where the permission is for another action', { Action: 'lambda:GetFunction' }, false],
  ])('a function %s', (_, properties, allowed) => {
    expect(mayInvoke(permission(properties).permissions, 'Worker', ruleArn)).toBe(allowed);
  });

  const policy = (...statements: Record<string, unknown>[]): SystemTemplate =>
    readResources({
      Queue: { Type: 'AWS::SQS::Queue' },
      ...rule({}),
      Policy: {
        Type: 'AWS::SQS::QueuePolicy',
        Properties: {
          Queues: [{ Ref: 'Queue' }],
          PolicyDocument: {
            Statement: statements.map((statement) => ({
              Effect: 'Allow',
              Principal: { Service: 'events.amazonaws.com' },
              Action: 'sqs:SendMessage',
              Resource: { 'Fn::GetAtt': ['Queue', 'Arn'] },
              ...statement,
            })),
          },
        },
      },
    });

  const onlyTls = {
    Effect: 'Deny',
    Principal: { AWS: '*' },
    Action: 'sqs:*',
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  };

  it.each([
    [
      'is sent to by the rule that its policy names',
      [{ Condition: { ArnEquals: { 'aws:SourceArn': ruleArn } } }],
      true,
    ],
    ['is sent to although it refuses plain HTTP', [{}, onlyTls], true],
    ['is not sent to by another rule', [{ Condition: { ArnEquals: { 'aws:SourceArn': 'arn:other' } } }], false],
    ['is not sent to where a statement denies it', [{}, { Effect: 'Deny' }], false],
    [
      'is not sent to by EventBridge where it is denied to all but one role',
      [
        {},
        {
          Effect: 'Deny',
          Principal: '*',
          Condition: { ArnNotEquals: { 'aws:PrincipalArn': 'arn:aws:iam::1:role/r' } },
        },
      ],
      false,
    ],
    ['is not sent to by others than EventBridge', [{ Principal: { Service: 'sns.amazonaws.com' } }], false],
    ['is not sent to without a policy', [], false],
  ])('a queue %s', (_, statements, allowed) => {
    const { queueStatements } = policy(...statements);
    expect(maySend(queueStatements, 'arn:aws:sqs:eu-west-1:000000000000:Queue', ruleArn)).toBe(allowed);
  });

  it('a condition that is not understood is refused, rather than taken as met', () => {
    const reading = (): unknown => policy({ Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } });
    expect(reading).toThrow(TemplateError);
    expect(reading).toThrow(/IpAddress on aws:sourceip/);
  });
});

describe('who may write a table', () => {
  const statement = { Effect: 'Deny', Principal: '*', Action: ['dynamodb:PutItem'], Resource: '*' };
  const ResourcePolicy = { PolicyDocument: { Version: '2012-10-17', Statement: [statement] } };
  const keys = {
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
  };
  const policiesOf = (Type: string, properties: object) =>
    readResources({ Ledger: { Type, Properties: { ...keys, ...properties } } }).tablePolicies;

  it('says the policy of the table, and of a global one that of its own region', () => {
    const inTemplate = [{ tableName: 'Ledger', statements: [statement] }];
    expect(policiesOf('AWS::DynamoDB::Table', { ResourcePolicy })).toEqual(inTemplate);
    const here = { Region: { Ref: 'AWS::Region' }, ResourcePolicy };
    const elsewhere = { Region: 'us-east-1', ResourcePolicy };
    expect(policiesOf('AWS::DynamoDB::GlobalTable', { Replicas: [{ Region: 'us-east-1' }, here] })).toEqual(inTemplate);
    expect(policiesOf('AWS::DynamoDB::GlobalTable', { Replicas: [elsewhere, { Region: 'eu-west-1' }] })).toEqual([
      { tableName: 'Ledger', statements: [] },
    ]);
  });

  it.each([
    [undefined, 'arn:aws:iam::000000000000:role/WorkerRole'],
    ['/amends/prod/', 'arn:aws:iam::000000000000:role/amends/prod/WorkerRole'],
  ])('knows a role by its path: %s', (Path, roleArn) => {
    const { functionRoles } = readResources({
      WorkerRole: { Type: 'AWS::IAM::Role', Properties: { ...(Path !== undefined && { Path }) } },
      Policy: {
        Type: 'AWS::IAM::Policy',
        Properties: {
          PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '*' }] },
          Roles: [{ Ref: 'WorkerRole' }],
        },
      },
      Worker: { ...worker, Properties: { ...worker.Properties, Role: { 'Fn::GetAtt': ['WorkerRole', 'Arn'] } } },
    });
    expect(functionRoles).toMatchObject([{ roleArn, statements: [{ Action: 'sqs:SendMessage' }] }]);
  });
});

describe('what is refused loudly', () => {
  const refusalOf = (resources: Resources): string => {
    try {
      readResources(resources);
    } catch (error) {
      if (error instanceof TemplateError) return error.message;
      throw error;
    }
    throw new Error('it was not refused');
  };
  const target = { Id: 'T', Arn: { 'Fn::GetAtt': ['Worker', 'Arn'] } };

  it.each<[string, Resources, RegExp]>([
    ['a type that nobody wrote yet', { Pipe: { Type: 'AWS::Pipes::Pipe' } }, /Pipe.*does not run AWS::Pipes::Pipe/s],
    ['a rule that neither matches nor runs by the clock', rule({ EventPattern: undefined }), /EventPattern/],
    [
      'a schedule that AWS would not read',
      { Worker: worker, ...schedule({ ScheduleExpression: 'every minute' }) },
      /every minute/,
    ],
    [
      'a schedule in a month that is none',
      { Worker: worker, ...schedule({ ScheduleExpression: 'cron(0 8 1 13 ? *)' }) },
      /cron\(0 8 1 13 \? \*\) cannot be read.*month/,
    ],
    [
      'a schedule in a place that is none',
      { Worker: worker, ...schedule({ ScheduleExpressionTimezone: 'Mars/Olympus' }) },
      /no time zone Mars/,
    ],
    [
      'a schedule that begins later',
      { Worker: worker, ...schedule({ StartDate: '2026-12-01T00:00:00Z' }) },
      /start of a schedule/,
    ],
    [
      'a schedule of something else than a function',
      schedule({ Target: { Arn: 'arn:aws:sqs:eu-west-1:000000000000:Q', RoleArn: 'arn:role' } }),
      /not a function of this template/,
    ],
    ['a URL that streams', { Worker: worker, ...url({ InvokeMode: 'RESPONSE_STREAM' }) }, /streams no responses/],
    ['two URLs of one function', { Worker: worker, ...url({}), Other: url({})['Url'] ?? { Type: '' } }, /same name/],
    [
      'events of mails on another bus than the default one',
      {
        Watched: { Type: 'AWS::SES::ConfigurationSet' },
        Events: {
          Type: 'AWS::SES::ConfigurationSetEventDestination',
          Properties: {
            ConfigurationSetName: { Ref: 'Watched' },
            EventDestination: {
              Enabled: true,
              MatchingEventTypes: ['send'],
              EventBridgeDestination: { EventBusArn: 'arn:aws:events:eu-west-1:000000000000:event-bus/films' },
            },
          },
        },
      },
      /default bus only/,
    ],
    [
      'a pattern that cannot be matched',
      rule({ EventPattern: { source: [{ 'begins-with': 'shop' }] } }),
      /EventPattern/,
    ],
    [
      'a target that is handed what only EventBridge finds in an event',
      { Worker: worker, ...rule({ Targets: [{ ...target, InputPath: '$.detail[0]' }] }) },
      /Targets.*follows no path/,
    ],
    [
      'a target outside of the template',
      rule({ Targets: [{ Id: 'T', Arn: 'arn:aws:sqs:eu-west-1:1:Far' }] }),
      /neither a function nor a queue/,
    ],
    ['a rule on a bus outside of the template', rule({ EventBusName: 'far' }), /not a bus of this template/],
    [
      'a table with a stream',
      { T: { Type: 'AWS::DynamoDB::Table', Properties: { StreamSpecification: {} } } },
      /no streams/,
    ],
    [
      'a notification that goes on to an address',
      { S: { Type: 'AWS::SNS::Subscription', Properties: { Protocol: 'https' } } },
      /https/,
    ],
    [
      'a function with a layer',
      { Worker: { ...worker, Properties: { ...worker.Properties, Layers: ['arn'] } } },
      /layers/,
    ],
    [
      'a function in another language',
      { Worker: { ...worker, Properties: { ...worker.Properties, Runtime: 'python3.13' } } },
      /Runtime/,
    ],
    [
      'code that was not bundled',
      { Worker: { ...worker, Properties: { ...worker.Properties, Code: code('gone') } } },
      /gone\.zip/,
    ],
    ['a queue under a condition', { Q: { Type: 'AWS::SQS::Queue', Condition: 'C' } }, /condition/],
    ['a value that only AWS knows', withEnvironment({ A: { 'Fn::GetAtt': ['Worker', 'FunctionUrl'] } }), /FunctionUrl/],
    ['a reference into nowhere', withEnvironment({ A: { Ref: 'Nobody' } }), /Nobody/],
    ['an import that nobody exports', withEnvironment({ A: { 'Fn::ImportValue': 'Nothing' } }), /imports Nothing/],
    [
      'a function of CloudFormation that nobody wrote yet',
      withEnvironment({ A: { 'Fn::If': ['C', 'a', 'b'] } }),
      /Fn::If/,
    ],
    ['a secret in the template', withEnvironment({ A: '{{resolve:secretsmanager:key}}' }), /dynamic reference/],
  ])('%s', (_, resources, message) => {
    expect(refusalOf(resources)).toMatch(message);
  });

  it('two queues of one name', () => {
    const queue = { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'same' } };
    expect(refusalOf({ A: queue, B: queue })).toMatch(/same name/);
  });

  it('a value that is wrong only where it is not read does not matter', () => {
    const Role = { Type: 'AWS::IAM::Role', Properties: { RoleName: { 'Fn::FindInMap': ['a', 'b', 'c'] } } };
    expect(readResources({ Role, Worker: worker }).functions).toHaveLength(1);
  });

  it('a folder that is not a cloud assembly', () => {
    expect(() => readTemplate('/nowhere')).toThrow(/no manifest\.json/);
  });
});
