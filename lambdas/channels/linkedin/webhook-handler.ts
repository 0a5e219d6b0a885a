import { channelWebhookHandler } from '../../runtime/channels/channel-webhook-handler';
import { linkedinPage } from './linkedin-page';

export const handler = channelWebhookHandler(linkedinPage);
