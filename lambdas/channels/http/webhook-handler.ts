import { channelWebhookHandler } from '../../runtime/channels/channel-webhook-handler';
import { ownChannel } from './own-channel';

export const handler = channelWebhookHandler(ownChannel);
