import { channelWebhookHandler } from '../../runtime/channels/channel-webhook-handler';
import { chatwootAccount } from './chatwoot';

export const handler = channelWebhookHandler(chatwootAccount);
