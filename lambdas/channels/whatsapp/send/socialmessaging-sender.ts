import {
  SendWhatsAppMessageCommand,
  SocialMessagingServiceException as WhatsAppException,
  SocialMessagingClient,
  type SocialMessagingClientConfig,
} from '@aws-sdk/client-socialmessaging';
import { wasNeverConnected } from '../../../model/connection';
import type { AnswerOutcome, AnswerSender, AnswerToSend } from '../../port/answer';
import type { MessageSender, MessageToBegin } from '../../port/message-sender';
import { tagOfAnswer } from '../../port/message-tag';
import type { WhatsAppSettings } from './whatsapp-settings';

type SenderSettings = Pick<WhatsAppSettings, 'phoneNumberId' | 'metaApiVersion'>;

/** What Meta gives back of a tag, at most. */
const longestTag = 512;

/**
 * WhatsApp by AWS End User Messaging Social. Neither AWS nor Meta has idempotency keys, so the client has to be created
 * with `maxAttempts: 1`, and what is in doubt is not sent again. AWS takes a message before Meta has seen it: what Meta
 * refuses is told later, on the topic.
 */
export class SocialmessagingSender implements AnswerSender, MessageSender {
  readonly isIdempotent = false;

  /** @param config of a client that tries once */
  static of(settings: SenderSettings, config: SocialMessagingClientConfig): SocialmessagingSender {
    return new SocialmessagingSender(new SocialMessagingClient(config), settings);
  }

  private constructor(
    private readonly client: SocialMessagingClient,
    private readonly settings: SenderSettings,
  ) {}

  send({ answer: { answerId, replyTo, text } }: AnswerToSend): Promise<AnswerOutcome> {
    const common = { to: numberOf(replyTo.threadId), ...tagged(tagOfAnswer(answerId)) };
    return this.post({ ...common, type: 'text', text: { body: text, preview_url: false } });
  }

  begin({ handle, text, tag, template }: MessageToBegin): Promise<AnswerOutcome> {
    const common = { to: numberOf(handle), ...tagged(tag) };
    if (!template) return this.post({ ...common, type: 'text', text: { body: text, preview_url: false } });
    const { name, language, values } = template;
    const parameters = values.map((value) => ({ type: 'text', text: value }));
    const components = [{ type: 'body', parameters }];
    return this.post({ ...common, type: 'template', template: { name, language: { code: language }, components } });
  }

  private async post(message: object): Promise<AnswerOutcome> {
    const { phoneNumberId, metaApiVersion } = this.settings;
    const body = JSON.stringify({ messaging_product: 'whatsapp', recipient_type: 'individual', ...message });
    const command = new SendWhatsAppMessageCommand({
      originationPhoneNumberId: phoneNumberId,
      metaApiVersion,
      message: Buffer.from(body, 'utf8'),
    });
    try {
      const { messageId: reference } = await this.client.send(command);
      return reference === undefined ? { state: 'unknown', why: 'AWS named no message' } : { state: 'sent', reference };
    } catch (error) {
      return outcomeOf(error);
    }
  }
}

function tagged(tag: string | undefined): object {
  return tag !== undefined && tag.length <= longestTag ? { biz_opaque_callback_data: tag } : {};
}

/** Customers give a number with blanks, and with a plus or without. */
function numberOf(handle: string): string {
  return `+${handle.replace(/\D/g, '')}`;
}

/** https://docs.aws.amazon.com/social-messaging/latest/APIReference/API_SendWhatsAppMessage.html */
function outcomeOf(error: unknown): AnswerOutcome {
  if (wasNeverConnected(error)) return { state: 'later', why: 'AWS could not be reached' };
  const status = error instanceof WhatsAppException ? error.$metadata.httpStatusCode : undefined;
  if (!(error instanceof WhatsAppException) || status === undefined) {
    return { state: 'unknown', why: 'AWS did not answer in time, or the connection broke' };
  }
  const why = `AWS: ${error.name}`;
  // Also where Meta answered AWS nothing: DependencyException.
  if (status >= 500) return { state: 'unknown', why };
  const isOfMessage = error.name === 'InvalidParametersException' || error.name === 'ValidationException';
  return isOfMessage ? { state: 'refused', reason: 'rejected', why } : { state: 'later', why };
}
