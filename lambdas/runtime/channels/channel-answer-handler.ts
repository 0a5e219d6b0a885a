import type { Context } from 'aws-lambda';
import type { AnswerRecord } from '../../channels/port/answer-store';
import { writtenAnswerType } from '../../channels/events/answer-events';
import { writtenAnswerSchema, type WrittenAnswer } from '../../channels/port/answer';
import type { ChannelDefinition, SenderOf } from '../../channels/port/channel-definition';
import { ContractError, parseContract } from '../../failures/definition/parse-failure';
import { giveAnswer, type AnswerPorts } from '../../flow/channel/give-answer';
import type { Observer } from '../../flow/record/observer';
import type { QueuedEvent } from '../delivery/record-batch';
import { wiredHandler } from '../handlers/wired-handler';
import { answerAboutSecrets, namedIn } from '../secrets/answer-about-secrets';
import { asksAboutSecrets, type SecretsAnswer } from '../secrets/secrets-question';
import { telemetry, type Telemetry } from '../telemetry/telemetry';
import { channelAnswersSettings } from './channel-settings';
import { wireAnswers } from './answers-wiring';

/**
 * The Lambda handler that sends answers on a channel. It is invoked with an event of the bus, or by the sweep with one
 * that waited, and throws where it has to be delivered again.
 */
export function channelAnswerHandler<Settings>(
  channel: Pick<ChannelDefinition<Settings>, 'rules' | 'settings' | 'wayTo'>,
  senderOf: SenderOf<Settings>,
  wire: (observer: Observer) => AnswerPorts = (observer) =>
    wireAnswers(channel, senderOf, channelAnswersSettings(process.env), observer),
  tools: Telemetry = telemetry(),
): (event: QueuedEvent, context: Context) => Promise<AnswerRecord | SecretsAnswer> {
  return wiredHandler(wire, tools, async (event: QueuedEvent, { wired }): Promise<AnswerRecord | SecretsAnswer> => {
    if (asksAboutSecrets(event)) return answerAboutSecrets(namedIn('ANSWER_SECRET_NAME'));
    const answer = answerIn(event);
    if (!channel.rules.some(({ network }) => network === answer.replyTo.network)) {
      throw new ContractError(writtenAnswerType, [{ path: 'replyTo.network', message: 'is of another channel' }]);
    }
    return giveAnswer(answer, wired());
  });
}

/** @throws ContractError */
function answerIn({ 'detail-type': type, detail }: QueuedEvent): WrittenAnswer {
  if (type === writtenAnswerType) return parseContract<WrittenAnswer>(writtenAnswerSchema, type, detail);
  throw new ContractError(type, [{ path: '(detail-type)', message: `is not ${writtenAnswerType}` }]);
}
