import type { Context, EventBridgeEvent } from 'aws-lambda';
import { isOfThread } from '../../conversation/threads/thread-keys';
import { sendAnswer, type SendContext, type SentResult } from '../../flow/converse/send-answer';
import type { Observer } from '../../flow/record/observer';
import { conversationEventSchema } from '../../outcomes/conversation-event';
import { wiredHandler } from '../handlers/wired-handler';
import { telemetry, type Telemetry } from '../telemetry/telemetry';
import { answerSettings } from './replies-settings';
import { wireAnswers } from './replies-wiring';

/** The Lambda handler that sends what people answer. It throws where the event has to be delivered again. */
export function answerHandler(
  wire: (observer: Observer) => SendContext = (observer) => wireAnswers(answerSettings(process.env), observer),
  tools: Telemetry = telemetry(),
): (event: EventBridgeEvent<string, unknown>, context: Context) => Promise<SentResult> {
  return wiredHandler(wire, tools, async ({ detail }: EventBridgeEvent<string, unknown>, { wired }) => {
    const { customerId, remedyId } = conversationEventSchema.parse(detail);
    // What is answered on a network leaves there.
    if (isOfThread({ remedyId })) return { result: 'repeated', remedyId };
    return sendAnswer({ customerId, remedyId }, wired());
  });
}
