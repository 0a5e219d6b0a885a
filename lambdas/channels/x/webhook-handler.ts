import { channelWebhookHandler } from '../../runtime/channels/channel-webhook-handler';
import { xAccount } from './x-account';

export const handler = channelWebhookHandler(xAccount);
