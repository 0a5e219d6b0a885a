import { channelAnswerHandler } from '../../runtime/channels/channel-answer-handler';
import { HttpAnswers } from './http-answers';
import { ownChannel } from './own-channel';

export const handler = channelAnswerHandler(ownChannel, (tools) => new HttpAnswers(tools));
