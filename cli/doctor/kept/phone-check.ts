import { DescribeContactFlowCommand, DescribeQueueCommand } from '@aws-sdk/client-connect';
import * as z from 'zod/mini';
import { notReady, ready, type Check } from '../checks/check';
import type { AwsClients } from '../stage/aws-clients';
import { settingOf, type Deployment } from '../stage/deployment';

const settingSchema = z.object({
  instanceId: z.string(),
  queueId: z.string(),
  taskFlowId: z.string(),
  callFlowId: z.string(),
});

/** Whether the queue and the flows of the contact center are there, where the stage says that it calls customers. */
export async function checkPhone(
  deployment: Deployment,
  { contactCenter }: Pick<AwsClients, 'contactCenter'>,
): Promise<readonly Check[]> {
  const what = 'calls';
  const text = settingOf(deployment, 'PHONE');
  if (text === undefined) return [];
  const { instanceId: InstanceId, queueId: QueueId, taskFlowId, callFlowId } = settingSchema.parse(JSON.parse(text));
  const list = `aws connect list-queues --instance-id ${InstanceId}`;
  const queue = await orMissing(contactCenter.send(new DescribeQueueCommand({ InstanceId, QueueId })));
  if (!queue) return [notReady(what, `there is no queue ${QueueId} in the instance ${InstanceId}`, list)];
  const { Name = QueueId, Status, OutboundCallerConfig } = queue.Queue ?? {};
  if (Status !== 'ENABLED') return [notReady(what, `the queue ${Name} is switched off`, list)];
  if (OutboundCallerConfig?.OutboundCallerIdNumberId === undefined) {
    return [notReady(what, `the queue ${Name} has no number that customers see, so it cannot call`, list)];
  }
  for (const ContactFlowId of [taskFlowId, callFlowId]) {
    const flow = await orMissing(contactCenter.send(new DescribeContactFlowCommand({ InstanceId, ContactFlowId })));
    const { State, Status: published } = flow?.ContactFlow ?? {};
    if (State === 'ACTIVE' && published === 'PUBLISHED') continue;
    const why = flow
      ? `the flow ${ContactFlowId} is not published, or is archived`
      : `there is no flow ${ContactFlowId}`;
    return [notReady(what, why, `aws connect list-contact-flows --instance-id ${InstanceId}`)];
  }
  return [ready(what, `agents of the queue ${Name} call customers`)];
}

async function orMissing<Answer>(asked: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Error && error.name === 'ResourceNotFoundException') return undefined;
    throw error;
  }
}
