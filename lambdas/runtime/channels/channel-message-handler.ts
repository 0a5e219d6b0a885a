import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { Judgement } from '../../channels/complaints/complaint-rule';
import type { ChannelDefinition } from '../../channels/port/channel-definition';
import { inboundMessageSchema, type InboundMessage } from '../../channels/port/inbound-message';
import { ContractError, parseContract } from '../../failures/definition/parse-failure';
import { takeMessage, type MessagePorts } from '../../flow/channel/take-message';
import type { Observer } from '../../flow/record/observer';
import { channelMessageType } from '../../received/received-messages';
import { roomFor } from '../delivery/in-lanes';
import { handleBatch, isBatch, type QueuedEvent } from '../delivery/record-batch';
import { wiredHandler } from '../handlers/wired-handler';
import { answerAboutSecrets, namedIn } from '../secrets/answer-about-secrets';
import { asksAboutSecrets, type SecretsAnswer } from '../secrets/secrets-question';
import { telemetry, type Telemetry } from '../telemetry/telemetry';
import { channelMessagesSettings } from './channel-settings';
import { wireMessages } from './messages-wiring';

/** How many threads of one batch are read at once. */
const lanesAtOnce = 5;

/** The time that has to be left to read one more message. */
const leastMs = 10_000;

/**
 * The Lambda handler that reads what a channel received. It is invoked with a batch of the queue, and returns the
 * records that have to be delivered again; or with one message, by the sweep, and throws where that has to be tried
 * again.
 */
export function channelMessageHandler(
  channel: Pick<ChannelDefinition, 'rules'> & Partial<Pick<ChannelDefinition, 'wayTo'>>,
  wire: (observer: Observer) => MessagePorts = (observer) =>
    wireMessages(channel, channelMessagesSettings(process.env), observer),
  tools: Telemetry = telemetry(),
): (event: QueuedEvent | SQSEvent, context: Context) => Promise<Judgement | SQSBatchResponse | SecretsAnswer> {
  return wiredHandler(wire, tools, async (event: QueuedEvent | SQSEvent, { wired, observer, context }) => {
    if (asksAboutSecrets(event)) return answerAboutSecrets(namedIn('CUSTOMERS_SECRET_NAME'));
    const ports = wired();
    if (!isBatch(event)) return takeMessage(messageIn(event, ports), ports);
    const work = {
      read: (queued: QueuedEvent) => messageIn(queued, ports),
      laneOf: ({ replyTo }: InboundMessage) => JSON.stringify([replyTo.network, replyTo.threadId]),
      room: roomFor(lanesAtOnce),
      handle: (message: InboundMessage) => takeMessage(message, ports),
      hasTime: () => context.getRemainingTimeInMillis() >= leastMs,
    };
    return handleBatch(event, work, observer);
  });
}

/**
 * A queue has messages of its own channel only, whatever its public function does.
 *
 * @throws ContractError
 */
function messageIn({ 'detail-type': type, detail }: QueuedEvent, { rules }: MessagePorts): InboundMessage {
  if (type !== channelMessageType) {
    throw new ContractError(type, [{ path: '(detail-type)', message: `is not ${channelMessageType}` }]);
  }
  const message = parseContract<InboundMessage>(inboundMessageSchema, type, detail);
  if (rules.some(({ network }) => network === message.replyTo.network)) return message;
  throw new ContractError(type, [{ path: 'replyTo.network', message: 'is of another channel' }]);
}
