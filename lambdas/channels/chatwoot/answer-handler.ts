import { channelAnswerHandler } from '../../runtime/channels/channel-answer-handler';
import { chatwootAccount } from './chatwoot';
import { ChatwootMessages } from './chatwoot-messages';

export const handler = channelAnswerHandler(chatwootAccount, (tools) => new ChatwootMessages(tools));
