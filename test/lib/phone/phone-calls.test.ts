import { FailureType, Partner, type ConnectCallsOptions } from '../../../lib';
import { parcelStolen } from '../../../lambdas/failures/parcel-stolen/parcel-stolen';
import { phoneSettingSchema } from '../../../lambdas/phone/phone-setting';
import { readFlow, runFlow } from '../../../local/emulator/contact-flows/contact-flow';
import { DeployedBus } from '../deployed-bus';
import { logging, onlyEvents, right, rightsOf, tracing } from '../rights';
import { account, arnOf, oneFailure, resourceOf, resourcesOf, TeamStack } from '../synthesize';

const instanceArn = `arn:aws:connect:eu-west-1:${account}:instance/7d1f0c52-9f2a`;
const options: ConnectCallsOptions = { instanceArn, queueId: 'q-1' };
const failures = [...oneFailure, FailureType.of(parcelStolen)];
const teamWith = (more: Partial<ConnectCallsOptions> = {}) =>
  new TeamStack(() => ({ failures, callbacks: Partner.connect({ ...options, ...more }) }));
const template = teamWith().template();
const start = 'AmendsCallsMake';
const table = arnOf(resourceOf(template, 'AWS::DynamoDB::GlobalTable').id);

const variables = (of = template) => {
  const { Environment } = resourceOf(of, 'AWS::Lambda::Function', start).Properties;
  return (Environment as { Variables: Record<string, unknown> }).Variables;
};

const contentOf = (flow: string): string => {
  const { Content } = resourceOf(template, 'AWS::Connect::ContactFlow', flow).Properties;
  return String(Content);
};

describe('a contact center that calls', () => {
  it('has a function with no right but these, each for this instance, queue and flow', () => {
    const rights = rightsOf(template, start);
    const keys = (actions: string[], ...leading: string[]) => ({
      ...right(actions, table),
      condition: {
        'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': leading },
        Null: { 'dynamodb:LeadingKeys': 'false' },
      },
    });
    expect(rights).toEqual(
      expect.arrayContaining([
        logging(template, start),
        tracing,
        keys(['dynamodb:GetItem', 'dynamodb:PutItem'], 'CALL#*', 'CALLCONTACT#*'),
        keys(['dynamodb:GetItem'], 'CUSTOMER#*'),
        right(['connect:GetCurrentMetricData'], `${instanceArn}/queue/q-1`),
        right(
          ['connect:GetContactAttributes', 'connect:StartOutboundVoiceContact', 'connect:StopContact'],
          `${instanceArn}/contact/*`,
        ),
        expect.objectContaining({
          actions: ['events:PutEvents'],
          condition: onlyEvents(['partner.callbacks'], ['CallbackAccepted', 'CallbackCompleted', 'CallbackMissed']),
        }),
      ]),
    );
    const ofConnect = rights.filter(({ actions }) => actions.some((action) => action.startsWith('connect:')));
    expect(ofConnect).toHaveLength(3);
    expect(JSON.stringify(rights)).not.toMatch(/secretsmanager|Delete|UpdateItem/);
  });

  it('alone may say what becomes of calls, and nothing else', () => {
    const bus = new DeployedBus(template);
    const says = (role: string, source: string, type: string) => bus.takes(bus.roleArn(role), [{ source, type }]);
    expect(says(start, 'partner.callbacks', 'CallbackCompleted')).toBe(true);
    expect(says(start, 'partner.orders', 'ReplacementShipped')).toBe(false);
    expect(says(start, 'amends', 'RemedyIssued')).toBe(false);
    expect(says('AmendsVideoPlaybackFailedRemedy', 'partner.callbacks', 'CallbackCompleted')).toBe(false);
  });

  it('hears requests on the bus, and of contacts that may be ours, and nothing else', () => {
    const rules = Object.entries(resourcesOf(template, 'AWS::Events::Rule')).filter(([id]) =>
      id.startsWith('AmendsCalls'),
    );
    expect(rules.map(([, { Properties }]) => Properties['EventPattern'])).toEqual([
      expect.objectContaining({ source: ['amends'], 'detail-type': ['CallbackRequested', 'CallbackWithdrawn'] }),
      expect.objectContaining({
        source: ['aws.connect'],
        'detail-type': ['Amazon Connect Contact Event'],
        detail: {
          instanceArn: [instanceArn],
          eventType: ['CONNECTED_TO_AGENT', 'DISCONNECTED', 'COMPLETED'],
          initiationMethod: ['API', 'TRANSFER', 'QUEUE_TRANSFER'],
        },
      }),
    ]);
  });

  it('makes flows that lead to the agent who has accepted, and to the queue where they cannot', () => {
    const place = { attributes: {}, agents: [`${instanceArn}/agent/a-1`], queueIds: ['q-1'] };
    expect(runFlow(readFlow(contentOf('AmendsCallsTaskFlow')), place)).toEqual({ queueId: 'q-1' });
    const call = readFlow(contentOf('AmendsCallsCallFlow'));
    expect(runFlow(call, place)).toEqual({ queueId: 'q-1' });
    const attributes = { amendsAgent: `${instanceArn}/agent/a-1` };
    expect(runFlow(call, { ...place, attributes })).toEqual({ agentArn: `${instanceArn}/agent/a-1` });
  });

  it('makes none where the team has its own, and takes its hours', () => {
    const hours = { timeZone: 'Europe/Berlin', open: { mon: '09:00-17:00' }, closed: ['2026-12-24'] };
    const own = teamWith({ taskFlowId: 't-1', callFlowId: 'c-1', hours, withinSeconds: 45 }).template();
    expect(resourcesOf(own, 'AWS::Connect::ContactFlow')).toEqual({});
    const setting = phoneSettingSchema.parse(JSON.parse(String(variables(own)['PHONE'])));
    expect(setting).toEqual({
      instanceId: '7d1f0c52-9f2a',
      queueId: 'q-1',
      taskFlowId: 't-1',
      callFlowId: 'c-1',
      hours,
      quietHours: { from: 20, until: 9, timeZone: 'UTC' },
      withinSeconds: 45,
      afterOpeningMinutes: 60,
    });
  });

  it('is refused where the instance is in another region, in which its events would be heard by nobody', () => {
    const elsewhere = `arn:aws:connect:eu-west-2:${account}:instance/7d1f0c52-9f2a`;
    expect(() => teamWith({ instanceArn: elsewhere }).template()).toThrow(/in eu-west-2, and the stack in eu-west-1/);
  });

  it('costs few resources', () => {
    const ids = Object.keys(template.toJSON()['Resources'] as object).filter((id) => id.startsWith('AmendsCalls'));
    expect(ids).toHaveLength(15);
  });

  it('is in a stack of its own, and is not there without the option', () => {
    const plain = new TeamStack(() => ({ failures })).template();
    expect(resourcesOf(plain, 'AWS::Connect::ContactFlow')).toEqual({});
    expect(Object.keys(resourcesOf(plain, 'AWS::Lambda::Function')).filter((id) => id.startsWith(start))).toEqual([]);
  });
});

it.each([
  [{ instanceArn: 'in-1' }, /not the ARN of an instance/],
  [{ withinSeconds: 5 }, /withinSeconds/],
  [{ afterOpeningMinutes: 1 }, /afterOpeningMinutes/],
  [{ hours: { timeZone: 'Mars/Base', open: { mon: '09:00-17:00' } } }, /hours\.timeZone/],
  [{ consoleUrl: 'javascript:alert(1)' }, /consoleUrl/],
])('a contact center that cannot be is refused: %j', (wrong, why) => {
  expect(() => Partner.connect({ ...options, ...wrong })).toThrow(why);
});
