import { channelAnswerHandler } from '../../runtime/channels/channel-answer-handler';
import { WechatApi } from './send/wechat-api';
import { wechatAccount } from './wechat-account';

export const handler = channelAnswerHandler(wechatAccount, (tools) => WechatApi.of(tools));
