import { channelMessageHandler } from '../../runtime/channels/channel-message-handler';
import { linkedinPage } from './linkedin-page';

export const handler = channelMessageHandler(linkedinPage);
