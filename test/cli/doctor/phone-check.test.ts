import { diagnose } from '../../../cli/doctor/diagnosis';
import { stacksOfStage } from '../../../cli/doctor/stage/deployment';
import type { Stage } from '../../../lib/app/stage';
import { calling } from '../../lib/whole-stages';
import { awsError, fakeAws, type AwsAnswers } from '../../fakes/fake-aws';
import { DeployedStage } from './deployed-stage';

const number = { OutboundCallerIdNumberId: 'number-1' };
const there: AwsAnswers = {
  DescribeQueueCommand: () => ({ Queue: { Name: 'Customer care', Status: 'ENABLED', OutboundCallerConfig: number } }),
  DescribeContactFlowCommand: () => ({ ContactFlow: { State: 'ACTIVE', Status: 'PUBLISHED' } }),
};
const missing = () => {
  throw awsError('ResourceNotFoundException', 'it is not there');
};

const { callbacks, connect } = calling;
const flows = { taskFlowId: 'task-flow', callFlowId: 'call-flow' };

async function found(other: AwsAnswers, stage: Partial<Stage> = { callbacks, connect: { ...connect, ...flows } }) {
  const deployed = new DeployedStage('prod', stage);
  const aws = fakeAws({ ...deployed.answers(), ...there, ...other });
  const operatorAt = () => {
    throw new Error('nobody asks it here');
  };
  const now = new Date('2026-11-20T20:00:00Z');
  const { checks } = await diagnose(stacksOfStage('prod'), { aws, operatorAt, now, textsOf: async () => [] });
  return checks.filter(({ what }) => what === 'calls');
}

it('says whose agents call', async () => {
  expect(await found({})).toEqual([
    { what: 'calls', state: 'ready', found: 'agents of the queue Customer care call customers' },
  ]);
});

it.each<[string, AwsAnswers, RegExp]>([
  ['the queue is not there', { DescribeQueueCommand: missing }, /no queue/],
  ['the queue is off', { DescribeQueueCommand: () => ({ Queue: { Status: 'DISABLED' } }) }, /switched off/],
  ['the queue has no number', { DescribeQueueCommand: () => ({ Queue: { Status: 'ENABLED' } }) }, /no number/],
  ['a flow is not there', { DescribeContactFlowCommand: missing }, /no flow/],
  ['a flow is archived', { DescribeContactFlowCommand: () => ({ ContactFlow: { State: 'ARCHIVED' } }) }, /archived/],
])('says that nobody is called where %s', async (_, other, why) => {
  expect(await found(other)).toEqual([
    expect.objectContaining({ state: 'not-ready', found: expect.stringMatching(why) }),
  ]);
});

it('says nothing of calls where no contact center makes them', async () => {
  expect(await found({}, {})).toEqual([]);
});
