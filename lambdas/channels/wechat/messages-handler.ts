import { channelMessageHandler } from '../../runtime/channels/channel-message-handler';
import { wechatAccount } from './wechat-account';

export const handler = channelMessageHandler(wechatAccount);
