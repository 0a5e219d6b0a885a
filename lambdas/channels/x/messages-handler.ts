import { channelMessageHandler } from '../../runtime/channels/channel-message-handler';
import { xAccount } from './x-account';

export const handler = channelMessageHandler(xAccount);
