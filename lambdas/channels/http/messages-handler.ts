import { channelMessageHandler } from '../../runtime/channels/channel-message-handler';
import { ownChannel } from './own-channel';

export const handler = channelMessageHandler(ownChannel);
