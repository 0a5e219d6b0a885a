import type { EventPattern } from 'aws-cdk-lib/aws-events';
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
  /** The ids of the networks of which it keeps them. */
  readonly networks: readonly string[];
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

  /** One rule for each place in which events name a network. */
  private hear({ eventBus, networks }: ChannelConversationsProps): void {
    const network = [...networks];
    const patterns: Readonly<Record<string, EventPattern>> = {
      Received: {
        source: [outcomeSource],
        detailType: [messageReceivedType, ...Object.values(answerTypes)],
        detail: { replyTo: { network } },
      },
      Reported: {
        source: [outcomeSource],
        detailType: [messageReportedType, complaintsAmplifiedType],
        detail: { network },
      },
      Answered: { source: [outcomeSource], detailType: [conversationTypes.answered], detail: { channel: network } },
      Written: { source: [answerSource], detailType: [writtenAnswerType], detail: { replyTo: { network } } },
    };
    for (const [id, eventPattern] of Object.entries(patterns)) {
      new EventDelivery(this, id, { eventBus, eventPattern, target: this.function });
    }
  }
}
