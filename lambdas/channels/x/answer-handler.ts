import { channelAnswerHandler } from '../../runtime/channels/channel-answer-handler';
import { XApi } from './send/x-api';
import { xAccount } from './x-account';

export const handler = channelAnswerHandler(xAccount, (tools) => new XApi(tools));
