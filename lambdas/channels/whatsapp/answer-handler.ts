import { channelAnswerHandler } from '../../runtime/channels/channel-answer-handler';
import { mailClientConfig } from '../../runtime/wiring/clients';
import { SocialmessagingSender } from './send/socialmessaging-sender';
import { whatsapp } from './whatsapp';

export const handler = channelAnswerHandler(whatsapp, ({ settings }) =>
  SocialmessagingSender.of(settings, mailClientConfig),
);
