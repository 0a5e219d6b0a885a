import { channelMessageHandler } from '../../../../lambdas/runtime';
import { pigeon } from './pigeon';

export const handler = channelMessageHandler(pigeon);
