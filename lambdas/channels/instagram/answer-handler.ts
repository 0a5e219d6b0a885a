import { channelAnswerHandler } from '../../runtime/channels/channel-answer-handler';
import { instagramAccount } from './instagram-account';
import { InstagramGraph } from './instagram-graph';

export const handler = channelAnswerHandler(instagramAccount, (tools) => new InstagramGraph(tools));
