import type { Context } from 'aws-lambda';
import { answerEventSchema, answerSource, answerTypes, writtenAnswerType } from '../../channels/events/answer-events';
import {
  complaintsAmplifiedSchema,
  complaintsAmplifiedType,
  messageReceivedSchema,
  messageReceivedType,
  messageReportedType,
} from '../../channels/events/channel-events';
import { messageEventIn } from '../../channels/events/message-event';
import { writtenAnswerSchema, type WrittenAnswer } from '../../channels/port/answer';
import { isOfThread } from '../../conversation/threads/thread-keys';
import { ContractError, parseContract } from '../../failures/definition/parse-failure';
import { applyAnswerEvent } from '../../flow/converse/apply-answer-event';
import type { SentResult } from '../../flow/converse/send-answer';
import type { Observer } from '../../flow/record/observer';
import { hearAnswerOutcome, hearWrittenAnswer, type HeardAnswer } from '../../flow/thread/hear-answer';
import { hearAmplified, hearMessage, type HeardMessage } from '../../flow/thread/hear-message';
import { sendThere } from '../../flow/thread/send-there';
import { conversationEventSchema, conversationTypes } from '../../outcomes/conversation-event';
import { outcomeSource } from '../../outcomes/outcome';
import type { QueuedEvent } from '../delivery/record-batch';
import { wiredHandler } from '../handlers/wired-handler';
import { telemetry, type Telemetry } from '../telemetry/telemetry';
import { lookSettings } from './replies-settings';
import { wireThreads, type ThreadPorts } from './replies-wiring';

const outcomes: ReadonlySet<string> = new Set(Object.values(answerTypes));

/**
 * The Lambda handler that keeps conversations on networks: it hears what customers write there and what they are
 * answered, from wherever, and hands over what people answer in them. It throws where an event has to be delivered
 * again.
 */
export function threadHandler(
  wire: (observer: Observer) => ThreadPorts = (observer) => wireThreads(lookSettings(process.env), observer),
  tools: Telemetry = telemetry(),
): (event: QueuedEvent, context: Context) => Promise<HeardMessage | HeardAnswer | SentResult> {
  return wiredHandler(wire, tools, async (event: QueuedEvent, { wired }) => handle(event, wired()));
}

/** What a network reports of an answer that left. */
async function reported(detail: unknown, ports: ThreadPorts): Promise<HeardAnswer> {
  const event = messageEventIn(detail);
  return event && isOfThread(event) ? applyAnswerEvent(event, ports) : { result: 'not-ours' };
}

/** @throws ContractError */
async function handle(event: QueuedEvent, ports: ThreadPorts): Promise<HeardMessage | HeardAnswer | SentResult> {
  const { 'detail-type': type, source, detail, time } = event;
  if (source === answerSource && type === writtenAnswerType) {
    const answer = parseContract<WrittenAnswer>(writtenAnswerSchema, type, detail);
    return hearWrittenAnswer(answer, time, ports);
  }
  if (source !== outcomeSource) throw new ContractError(type, [{ path: '(source)', message: 'is none of ours' }]);
  if (type === messageReceivedType) return hearMessage(messageReceivedSchema.parse(detail), ports);
  if (type === complaintsAmplifiedType) return hearAmplified(complaintsAmplifiedSchema.parse(detail), ports);
  if (type === messageReportedType) return reported(detail, ports);
  if (outcomes.has(type)) return hearAnswerOutcome(answerEventSchema.parse(detail), ports);
  if (type !== conversationTypes.answered)
    throw new ContractError(type, [{ path: '(detail-type)', message: 'unknown' }]);
  const { customerId, remedyId } = conversationEventSchema.parse(detail);
  if (!isOfThread({ remedyId })) return { result: 'not-ours' };
  return sendThere({ customerId, remedyId }, ports);
}
