import { channelTopicHandler } from '../../runtime/channels/channel-topic-handler';
import { whatsapp } from './whatsapp';

export const handler = channelTopicHandler(whatsapp);
