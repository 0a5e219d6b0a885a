import { channelMessageHandler } from '../../runtime/channels/channel-message-handler';
import { instagramAccount } from './instagram-account';

export const handler = channelMessageHandler(instagramAccount);
