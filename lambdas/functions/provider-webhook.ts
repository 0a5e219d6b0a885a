import { webhookHandler } from '../runtime/webhook-handler';

export const handler = webhookHandler();
