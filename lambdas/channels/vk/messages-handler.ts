import { channelMessageHandler } from '../../runtime/channels/channel-message-handler';
import { vkCommunity } from './vk-community';

export const handler = channelMessageHandler(vkCommunity);
