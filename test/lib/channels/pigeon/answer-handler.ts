import { channelAnswerHandler } from '../../../../lambdas/runtime';
import { pigeon } from './pigeon';

export const handler = channelAnswerHandler(pigeon, ({ key }) => ({
  isIdempotent: false,
  send: async ({ key: sent }) => ({ state: 'sent', reference: `${await key.read()}/${sent}` }),
}));
