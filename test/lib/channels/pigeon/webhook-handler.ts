import { channelWebhookHandler } from '../../../../lambdas/runtime';
import { pigeon } from './pigeon';

export const handler = channelWebhookHandler(pigeon);
