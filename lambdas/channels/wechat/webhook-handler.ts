import { channelWebhookHandler } from '../../runtime/channels/channel-webhook-handler';
import { wechatAccount } from './wechat-account';

export const handler = channelWebhookHandler(wechatAccount);
