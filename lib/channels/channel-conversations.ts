import { Construct } from 'constructs';
import { answerSource, answerTypes, writtenAnswerType } from '../../lambdas/channels/events/answer-events';
import {
  complaintsAmplifiedType,
  messageReceivedType,
  messageReportedType,
} from '../../lambdas/channels/events/channel-events';
import { conversationTypes } from '../../lambdas/outcomes/conversation-event';
import { outcomeSource } from '../../lambdas/outcomes/outcome';
import type { LookEnvironment } from '../../lambdas/runtime/replies/replies-settings';
import { EventDelivery } from '../function/event-delivery';
import { EventFunction } from '../function/event-function';
import { grantKeys, mayTellOfConversations } from '../function/function-rights';
import type { ScheduledFunction } from '../function/scheduled-function';
import { FunctionAlarms } from '../monitoring/function-alarms';
import type { TellingContext } from '../options/shared-resources';
import { lookAfterConversations } from '../replies/look-after';
import { mayKeepConversations } from './channel-rights';

export interface ChannelConversationsProps extends TellingContext {
  /** Who looks after conversations, as JSON. */
  readonly conversationOwners: string;
  /** Whether somebody looks after conversations already: those by mail. */
  readonly isLookedAfter: boolean;
  readonly reservedConcurrency?: number | undefined;
}

/**
 * Keeps what customers write on channels as conversations of the console, and hands over what people answer in them. It
 * reads all of it on the bus, and has the key of no network: the channel sends.
 */
export class ChannelConversations extends Construct {
  readonly function: EventFunction;
  /** Who looks after them, as functions are told: JSON. */
  readonly conversationOwners: string;
  /** Undefined where those by mail are looked after, and these with them. */
  readonly looking: ScheduledFunction | undefined;

  constructor(scope: Construct, id: string, props: ChannelConversationsProps) {
    super(scope, id);
    const { table, eventBus, owners, conversationOwners, alarms } = props;
    this.conversationOwners = conversationOwners;
    const environment: LookEnvironment = {
      LEDGER_TABLE_NAME: table.tableName,
      EVENT_BUS_NAME: eventBus.eventBusName,
      OWNERS: owners,
      CONVERSATION_OWNERS: conversationOwners,
    };
    this.function = new EventFunction(this, 'Hear', {
      entry: 'functions/replies/thread.ts',
      description: 'Amends: keeps what customers write on channels, and what they are answered, as conversations.',
      serviceName: 'channel-conversations',
      environment,
      permissions: [mayKeepConversations(table), mayTellOfConversations(eventBus, 'opened')],
      encryptionKey: props.encryptionKey,
      logRetention: props.logRetention,
      logGroupPrefix: props.logGroupPrefix,
      reservedConcurrency: props.reservedConcurrency,
    });
    grantKeys(this.function.role, table);
    this.hear(props);
    this.looking = props.isLookedAfter ? undefined : lookAfterConversations(this, { ...props, environment });
    if (alarms.level === 'detailed') {
      new FunctionAlarms(this, 'Alarms', {
        watched: this.function,
        awaited: 'somebody to read what they wrote on a channel, or for what was answered',
        owner: 'contact-center',
        alarms,
      });
    }
  }

  private hear({ eventBus }: ChannelConversationsProps): void {
    const types = [
      messageReceivedType,
      messageReportedType,
      complaintsAmplifiedType,
      ...Object.values(answerTypes),
      conversationTypes.answered,
    ];
    new EventDelivery(this, 'Told', {
      eventBus,
      eventPattern: { source: [outcomeSource], detailType: types },
      target: this.function,
    });
    new EventDelivery(this, 'Written', {
      eventBus,
      eventPattern: { source: [answerSource], detailType: [writtenAnswerType] },
      target: this.function,
    });
  }
}
