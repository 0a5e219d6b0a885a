import { channelMessageHandler } from '../../runtime/channels/channel-message-handler';
import { chatwootAccount } from './chatwoot';

export const handler = channelMessageHandler(chatwootAccount);
