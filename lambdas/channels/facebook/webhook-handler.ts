import { channelWebhookHandler } from '../../runtime/channels/channel-webhook-handler';
import { facebook } from './facebook';

export const handler = channelWebhookHandler(facebook);
