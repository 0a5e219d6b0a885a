import { channelWebhookHandler } from '../../runtime/channels/channel-webhook-handler';
import { instagramAccount } from './instagram-account';

export const handler = channelWebhookHandler(instagramAccount);
