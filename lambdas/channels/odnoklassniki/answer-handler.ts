import { channelAnswerHandler } from '../../runtime/channels/channel-answer-handler';
import { okGroup } from './ok-group';
import { OkMessages } from './ok-messages';

export const handler = channelAnswerHandler(okGroup, (tools) => new OkMessages(tools));
