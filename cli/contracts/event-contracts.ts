import {
  answerEventSchema,
  answerSource,
  answerTypes,
  writtenAnswerType,
} from '../../lambdas/channels/events/answer-events';
import {
  complaintsAmplifiedSchema,
  complaintsAmplifiedType,
  messageReceivedSchema,
  messageReceivedType,
  messageReportedSchema,
  messageReportedType,
} from '../../lambdas/channels/events/channel-events';
import { writtenAnswerSchema } from '../../lambdas/channels/port/answer';
import { catalog } from '../../lambdas/failures/catalog';
import type { FailureDefinition } from '../../lambdas/failures/definition/failure-definition';
import {
  partnerResponseSchemas,
  partnerResponseTypesOf,
  partnerKinds,
  partnerSources,
  partRequestSchema,
  partRequestTypes,
  partWithdrawalTypes,
  type PartnerResponseType,
  type PartnerKind,
} from '../../lambdas/fulfilment/port/partner-events';
import {
  outcomeSchema,
  outcomeSource,
  outcomeTypes,
  recoveryEventSchema,
  recoveryType,
} from '../../lambdas/outcomes/outcome';
import { answerSchema, answerTypeOf, inquirySchema, inquiryType } from '../../lambdas/outcomes/inquiry';
import { incidentFixedSchema, incidentFixedType } from '../../lambdas/model/judging/incident-fixed';
import { conversationEventSchema, conversationTypes } from '../../lambdas/outcomes/conversation-event';
import { feedbackEventSchema, feedbackType } from '../../lambdas/feedback/feedback-event';
import { undeliveredSchema, undeliveredType } from '../../lambdas/outcomes/undelivered-mail';
import type { EventContract } from './event-contract';

/** What each event of a conversation says. */
const conversationTitles = {
  ConversationOpened: 'Says that a customer wrote back, and nobody has taken it',
  ConversationTaken: 'Says that a person has taken a conversation',
  ConversationAnswered: 'Says that a person wrote an answer, which leaves with this event',
  ConversationClosed: 'Says that a conversation is over',
  ConversationWindowEnding:
    'Says that the network on which a customer wrote takes no answer soon, and nobody has answered',
  ConversationHandedOver: 'Says that another owner has a conversation, by a person, or because nobody took it in time',
} as const;

const incidentFixedExample = {
  title: 'The encoder of a film works again',
  detail: {
    schemaVersion: 1,
    incidentId: 'encoder-7',
    cause: 'software',
    fixedAt: '2026-11-22T10:00:00Z',
    by: 'team-playback',
  },
} as const;

/** Every event on the bus. Schemas, examples and the AsyncAPI document are generated from this list. */
export const eventContracts: readonly EventContract[] = [
  ...catalog.map(failureEvent),
  ...Object.entries(outcomeTypes).map(([state, type]) => outcomeEvent(state, type)),
  {
    type: recoveryType,
    source: outcomeSource,
    title: 'Says who bears the cost of a remedy',
    schema: recoveryEventSchema,
    operation: 'publishOutcomes',
    examples: [],
  },
  {
    type: undeliveredType,
    source: outcomeSource,
    title: 'Says that a mail about a remedy did not reach its customer',
    schema: undeliveredSchema,
    operation: 'publishOutcomes',
    examples: [],
  },
  ...Object.values(conversationTypes).map((type) => ({
    type,
    source: outcomeSource,
    title: conversationTitles[type],
    schema: conversationEventSchema,
    operation: 'publishOutcomes' as const,
    examples: [],
  })),
  {
    type: feedbackType,
    source: outcomeSource,
    title: 'Says what a customer answered who was asked whether it was made right',
    schema: feedbackEventSchema,
    operation: 'publishOutcomes',
    examples: [],
  },
  {
    type: inquiryType,
    source: outcomeSource,
    title: 'Asks whoever published a failure for more, while a person decides',
    schema: inquirySchema,
    operation: 'askSources',
    examples: [],
  },
  ...catalog.map(answerEvent),
  {
    type: incidentFixedType,
    source: 'com.example.player',
    title: 'Says that what was behind an incident is mended, since when, by whom, and what it was',
    schema: incidentFixedSchema,
    operation: 'hearFixes',
    examples: [incidentFixedExample],
  },
  {
    type: messageReceivedType,
    source: outcomeSource,
    title: 'Says what a customer wrote on a channel',
    schema: messageReceivedSchema,
    operation: 'publishMessages',
    examples: [],
  },
  {
    type: complaintsAmplifiedType,
    source: outcomeSource,
    title: 'Says that many people write about one cause on a channel',
    schema: complaintsAmplifiedSchema,
    operation: 'publishMessages',
    examples: [],
  },
  {
    type: messageReportedType,
    source: outcomeSource,
    title: 'Says what became of a message that was sent in the place of a mail',
    schema: messageReportedSchema,
    operation: 'publishMessages',
    examples: [],
  },
  {
    type: writtenAnswerType,
    source: answerSource,
    title: 'Hands over an answer to what a customer wrote on a channel',
    schema: writtenAnswerSchema,
    operation: 'sendAnswers',
    examples: [],
  },
  ...Object.entries(answerTypes).map(([state, type]) => channelAnswerEvent(state, type)),
  ...partnerKinds.flatMap((kind) => [
    requestEvent(partRequestTypes[kind], `Asks a partner to carry out a ${kind}`),
    requestEvent(partWithdrawalTypes[kind], `Withdraws the request for a ${kind}`),
    ...partnerResponseTypesOf(kind).map((type) => partnerResponseEvent(kind, type)),
  ]),
];

/** A failure type as an event. */
export function failureEvent(
  definition: Pick<FailureDefinition, 'type' | 'defaultSource' | 'schema' | 'stories' | 'formerly'>,
): EventContract {
  const { type, defaultSource: source, schema, stories, formerly } = definition;
  return { type, source, title: stories[0].title, schema, operation: 'handleFailures', examples: stories, formerly };
}

function answerEvent({
  type,
  defaultSource: source,
}: Pick<FailureDefinition, 'type' | 'defaultSource'>): EventContract {
  return {
    type: answerTypeOf(type),
    source,
    title: `Whoever published ${type} answers what a person asked about it`,
    schema: answerSchema,
    operation: 'receiveAnswers',
    examples: [],
    schemaName: 'FailureExplained',
  };
}

function requestEvent(type: string, title: string): EventContract {
  const schema = partRequestSchema;
  return {
    type,
    source: outcomeSource,
    title,
    schema,
    operation: 'requestParts',
    examples: [],
    schemaName: 'PartRequest',
  };
}

function partnerResponseEvent(kind: PartnerKind, type: PartnerResponseType): EventContract {
  const title = `A partner responds about a ${kind}: ${type}`;
  return {
    type,
    source: partnerSources[kind],
    title,
    schema: partnerResponseSchemas[type],
    operation: 'receiveResponses',
    examples: [],
  };
}

function channelAnswerEvent(state: string, type: string): EventContract {
  return {
    type,
    source: outcomeSource,
    title: `Says that the state of an answer on a channel is “${state}”`,
    schema: answerEventSchema,
    operation: 'publishMessages',
    examples: [],
    schemaName: 'ChannelAnswer',
  };
}

function outcomeEvent(state: string, type: string): EventContract {
  return {
    type,
    source: outcomeSource,
    title: `Says that the state of a remedy is “${state}”`,
    schema: outcomeSchema,
    operation: 'publishOutcomes',
    examples: [],
    schemaName: 'RemedyOutcome',
  };
}
