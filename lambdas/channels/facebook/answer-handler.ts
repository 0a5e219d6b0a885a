import { channelAnswerHandler } from '../../runtime/channels/channel-answer-handler';
import { facebook } from './facebook';
import { FacebookGraph } from './facebook-graph';

export const handler = channelAnswerHandler(facebook, (tools) => new FacebookGraph(tools));
