import { SocialMessagingClient } from '@aws-sdk/client-socialmessaging';
import { channelAnswerHandler } from '../../runtime/channels/channel-answer-handler';
import { mailClientConfig } from '../../runtime/wiring/clients';
import { whatsapp } from './whatsapp';
import { WhatsAppSender } from './whatsapp-sender';

export const handler = channelAnswerHandler(
  whatsapp,
  ({ settings }) => new WhatsAppSender(new SocialMessagingClient(mailClientConfig), settings),
);
