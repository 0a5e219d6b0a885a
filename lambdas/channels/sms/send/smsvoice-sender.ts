import {
  PinpointSMSVoiceV2Client,
  SendTextMessageCommand,
  type PinpointSMSVoiceV2ClientConfig,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import type { AnswerOutcome, AnswerSender, AnswerToSend } from '../../port/answer';
import type { MessageSender, MessageToBegin } from '../../port/message-sender';
import { tagOfAnswer } from '../../port/message-tag';
import { countedUsdMicros } from '../../rules/network-rules';
import { sms } from './rules';
import { plainSigns } from '../../rules/segments';
import { tagKey } from './tag-key';
import { outcomeOfSmsError } from './smsvoice-outcome';
import type { SmsSettings } from './sms-settings';

/** An apology that arrives two days late is none. After that the customer is told in another way. */
const lifeSeconds = 24 * 60 * 60;

/**
 * SMS by AWS End User Messaging. SendTextMessage has no idempotency token, so the client has to be created with
 * `maxAttempts: 1`, and what is in doubt is not sent again.
 */
export class SmsvoiceSender implements AnswerSender, MessageSender {
  readonly isIdempotent = false;

  /** @param config of a client that tries once */
  static of(settings: SmsSettings, config: PinpointSMSVoiceV2ClientConfig): SmsvoiceSender {
    return new SmsvoiceSender(new PinpointSMSVoiceV2Client(config), settings);
  }

  private constructor(
    private readonly client: PinpointSMSVoiceV2Client,
    private readonly settings: SmsSettings,
  ) {}

  send({ answer: { answerId, replyTo, text } }: AnswerToSend): Promise<AnswerOutcome> {
    const tag = tagOfAnswer(answerId);
    return this.post(replyTo.threadId, text, tag === undefined ? undefined : { [tagKey]: tag });
  }

  begin({ handle, text, tag }: MessageToBegin): Promise<AnswerOutcome> {
    // People write numbers with blanks and brackets.
    return this.post(handle.replace(/[\s()./-]/g, ''), text, { [tagKey]: tag });
  }

  private async post(to: string, text: string, context?: Record<string, string>): Promise<AnswerOutcome> {
    const command = new SendTextMessageCommand({
      DestinationPhoneNumber: to,
      OriginationIdentity: this.settings.origination,
      MessageBody: plainSigns(text),
      MessageType: 'TRANSACTIONAL',
      // What a budget counts is a bound only if nothing costs more.
      MaxPrice: ((countedUsdMicros(sms) ?? 0) / 1_000_000).toFixed(2),
      TimeToLive: lifeSeconds,
      Context: context,
    });
    try {
      const { MessageId: reference } = await this.client.send(command);
      return reference === undefined ? { state: 'unknown', why: 'AWS named no message' } : { state: 'sent', reference };
    } catch (error) {
      return outcomeOfSmsError(error);
    }
  }
}
