import { channelMessageHandler } from '../../runtime/channels/channel-message-handler';
import { okGroup } from './ok-group';

export const handler = channelMessageHandler(okGroup);
