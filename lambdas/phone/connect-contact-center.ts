import {
  DestinationNotAllowedException,
  GetContactAttributesCommand,
  GetCurrentMetricDataCommand,
  InvalidParameterException,
  OutboundContactNotPermittedException,
  ContactNotFoundException,
  ResourceNotFoundException,
  StartOutboundVoiceContactCommand,
  StartTaskContactCommand,
  StopContactCommand,
  type ConnectClient,
  type Reference,
} from '@aws-sdk/client-connect';
import { remedyAttribute, type CallBegun, type ContactCenter, type NewCall, type NewTask } from './contact-center';
import type { PhoneSetting } from './phone-setting';

/** What an agent's workspace sets on a call in which nobody was reached. */
const reachedAttribute = 'amendsReached';

/** The attribute of a call by which its flow finds the agent who has accepted the task. */
const agentAttribute = 'amendsAgent';

type Ids = Pick<PhoneSetting, 'instanceId' | 'queueId' | 'taskFlowId' | 'callFlowId'>;

/** Amazon Connect: tasks, and calls that dial the customer first. */
export class ConnectContactCenter implements ContactCenter {
  constructor(
    private readonly client: ConnectClient,
    private readonly ids: Ids,
  ) {}

  async beginTask({ token, name, description, link, at, expiresAfterMinutes, attributes }: NewTask): Promise<string> {
    const { instanceId: InstanceId, taskFlowId: ContactFlowId } = this.ids;
    const { ContactId } = await this.client.send(
      new StartTaskContactCommand({
        InstanceId,
        ContactFlowId,
        ClientToken: token,
        Name: name,
        Description: description,
        References: referencesOf(link),
        Attributes: { ...attributes },
        ScheduledTime: at,
        SegmentAttributes: {
          'connect:ContactExpiry': { ValueMap: { ExpiryDuration: { ValueInteger: expiresAfterMinutes } } },
        },
      }),
    );
    if (ContactId === undefined) throw new Error(`Connect began the task ${token} and did not name it`);
    return ContactId;
  }

  async endContact(contactId: string): Promise<void> {
    const command = new StopContactCommand({ InstanceId: this.ids.instanceId, ContactId: contactId });
    await this.client.send(command).catch((error: unknown) => {
      // It has ended by itself.
      if (!isGone(error)) throw error;
    });
  }

  async beginCall({ token, to, taskId, agent, name, link }: NewCall): Promise<CallBegun> {
    const { instanceId: InstanceId, callFlowId: ContactFlowId, queueId: QueueId } = this.ids;
    const command = new StartOutboundVoiceContactCommand({
      InstanceId,
      ContactFlowId,
      QueueId,
      ClientToken: token,
      DestinationPhoneNumber: to,
      RelatedContactId: taskId,
      Name: name,
      References: referencesOf(link),
      Attributes: agent === undefined ? {} : { [agentAttribute]: agent },
    });
    try {
      const { ContactId } = await this.client.send(command);
      if (ContactId === undefined) throw new Error(`Connect began the call ${token} and did not name it`);
      return { contactId: ContactId };
    } catch (error) {
      if (isRefusal(error)) return { refused: error.name };
      throw error;
    }
  }

  /**
   * Whether somebody of the queue is free for a call: has nothing to do, or has room for one beside the task. Connect
   * counts an agent who has any contact as not available, and the one who has accepted the task has that.
   */
  async canTakeCall(): Promise<boolean> {
    const { MetricResults = [] } = await this.client.send(
      new GetCurrentMetricDataCommand({
        InstanceId: this.ids.instanceId,
        Filters: { Queues: [this.ids.queueId], Channels: ['VOICE'] },
        Groupings: ['QUEUE', 'CHANNEL'],
        CurrentMetrics: [
          { Name: 'AGENTS_AVAILABLE', Unit: 'COUNT' },
          { Name: 'SLOTS_AVAILABLE', Unit: 'COUNT' },
        ],
      }),
    );
    return MetricResults.flatMap(({ Collections = [] }) => Collections).some(({ Value = 0 }) => Value > 0);
  }

  async reachedNobody(contactId: string): Promise<boolean> {
    return (await this.attributesOf(contactId))[reachedAttribute] === 'no';
  }

  async saysItIsOurs(contactId: string): Promise<boolean> {
    const attributes = await this.attributesOf(contactId).catch((error: unknown) => {
      if (isGone(error)) return undefined;
      throw error;
    });
    return attributes?.[remedyAttribute] !== undefined;
  }

  private async attributesOf(contactId: string): Promise<Readonly<Record<string, string>>> {
    const { Attributes = {} } = await this.client.send(
      new GetContactAttributesCommand({ InstanceId: this.ids.instanceId, InitialContactId: contactId }),
    );
    return Attributes;
  }
}

function isGone(error: unknown): boolean {
  return error instanceof ContactNotFoundException || error instanceof ResourceNotFoundException;
}

/** What would be refused again, whoever asks and however often. Everything else is tried again, with the same token. */
function isRefusal(error: unknown): error is Error {
  return (
    error instanceof DestinationNotAllowedException ||
    error instanceof OutboundContactNotPermittedException ||
    error instanceof InvalidParameterException
  );
}

function referencesOf(link: NewTask['link']): Record<string, Reference> | undefined {
  return link && { [link.name]: { Type: 'URL', Value: link.url } };
}
