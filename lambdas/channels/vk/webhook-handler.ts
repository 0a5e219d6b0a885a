import { channelWebhookHandler } from '../../runtime/channels/channel-webhook-handler';
import { vkCommunity } from './vk-community';

export const handler = channelWebhookHandler(vkCommunity);
