import { ArnFormat, Fn, Stack, Token } from 'aws-cdk-lib';
import { CfnContactFlow } from 'aws-cdk-lib/aws-connect';
import type { Construct } from 'constructs';
import { outermostStack } from '../overview/outermost-stack';
import type { ConnectCallsConfig } from '../calls/connect-calls';

/** CloudFormation takes so many characters as the name of a flow. */
const mostOfName = 127;

/** The flows through which tasks and calls run, by their ids. */
export interface ConnectFlows {
  readonly taskFlowId: string;
  readonly callFlowId: string;
}

/**
 * The flows that a team has, or two of ours, as small as a flow can be:
 * https://docs.aws.amazon.com/connect/latest/APIReference/flow-language.html. A task goes into the queue. A call, which
 * begins once the customer has answered, goes to the agent who has accepted the task, or else into the queue.
 */
export function connectFlows(scope: Construct, config: ConnectCallsConfig): ConnectFlows {
  const { instanceArn, queueId } = config;
  refuseElsewhere(scope, instanceArn);
  const queueArn = `${instanceArn}/queue/${queueId}`;
  const flow = (id: string, description: string, content: object): string => {
    const made = new CfnContactFlow(scope, id, {
      instanceArn,
      name: `Amends ${id} ${outermostStack(scope).stackName}`.slice(0, mostOfName),
      type: 'CONTACT_FLOW',
      state: 'ACTIVE',
      description,
      content: Stack.of(scope).toJsonString(content),
    });
    return Fn.select(3, Fn.split('/', made.attrContactFlowArn));
  };
  return {
    taskFlowId:
      config.taskFlowId ?? flow('TaskFlow', 'Amends: puts tasks to call customers into the queue.', taskFlow(queueArn)),
    callFlowId:
      config.callFlowId ??
      flow('CallFlow', 'Amends: gives a customer who has answered to the agent of the task.', callFlow(queueArn)),
  };
}

/** The instance's id in its ARN. */
export function instanceIdIn({ instanceArn }: ConnectCallsConfig, scope: Construct): string {
  const { resourceName } = Stack.of(scope).splitArn(instanceArn, ArnFormat.SLASH_RESOURCE_NAME);
  return resourceName ?? '';
}

function taskFlow(queueArn: string): object {
  return flowOf([setTarget('into the queue', { QueueId: queueArn }, 'end'), transfer('end'), end]);
}

function callFlow(queueArn: string): object {
  return flowOf([
    setTarget('to the agent', { AgentId: '$.Attributes.amendsAgent' }, 'into the queue'),
    setTarget('into the queue', { QueueId: queueArn }, 'end'),
    transfer('end'),
    end,
  ]);
}

interface FlowAction {
  readonly Identifier: string;
}

function flowOf(actions: readonly [FlowAction, ...FlowAction[]]): object {
  return { Version: '2019-10-30', StartAction: actions[0].Identifier, Metadata: {}, Actions: actions };
}

function setTarget(name: string, Parameters: object, otherwise: string) {
  const Errors = [{ ErrorType: 'NoMatchingError', NextAction: otherwise }];
  return {
    Identifier: name,
    Type: 'UpdateContactTargetQueue',
    Parameters,
    Transitions: { NextAction: 'transfer', Errors, Conditions: [] },
  };
}

function transfer(otherwise: string) {
  const Errors = ['QueueAtCapacity', 'NoMatchingError'].map((ErrorType) => ({ ErrorType, NextAction: otherwise }));
  return {
    Identifier: 'transfer',
    Type: 'TransferContactToQueue',
    Parameters: {},
    Transitions: { NextAction: otherwise, Errors, Conditions: [] },
  };
}

const end = { Identifier: 'end', Type: 'DisconnectParticipant', Parameters: {}, Transitions: {} };

/** Connect publishes what becomes of contacts in its own region, and its flows can be made nowhere else. */
function refuseElsewhere(scope: Construct, instanceArn: string): void {
  const { region } = outermostStack(scope);
  const [, , , ofInstance] = instanceArn.split(':');
  if (Token.isUnresolved(region) || Token.isUnresolved(instanceArn) || ofInstance === region) return;
  throw new Error(
    `The instance of Amazon Connect is in ${ofInstance ?? 'no region'}, and the stack in ${region}. What becomes of calls is ` +
      'published in the region of the instance alone: deploy the stack there, or name an instance in its region.',
  );
}
