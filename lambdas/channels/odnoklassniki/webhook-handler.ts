import { channelWebhookHandler } from '../../runtime/channels/channel-webhook-handler';
import { okGroup } from './ok-group';

export const handler = channelWebhookHandler(okGroup);
