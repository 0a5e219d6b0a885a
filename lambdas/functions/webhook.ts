import { webhookHandler } from '../runtime/handlers/webhook-handler';

export const handler = webhookHandler();
