import { channelAnswerHandler } from '../../runtime/channels/channel-answer-handler';
import { vkCommunity } from './vk-community';
import { VkMethods } from './vk-methods';

export const handler = channelAnswerHandler(vkCommunity, (tools) => new VkMethods(tools));
