import { channelMessageHandler } from '../../runtime/channels/channel-message-handler';
import { facebook } from './facebook';

export const handler = channelMessageHandler(facebook);
