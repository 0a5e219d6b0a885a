import { channelAnswerHandler } from '../../runtime/channels/channel-answer-handler';
import { linkedinPage } from './linkedin-page';
import { LinkedinComments } from './send/linkedin-comments';

export const handler = channelAnswerHandler(linkedinPage, (tools) => LinkedinComments.of(tools));
