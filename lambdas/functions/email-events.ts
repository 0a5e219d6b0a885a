import { deliveryHandler } from '../runtime/handlers/email-event-handler';

export const handler = deliveryHandler();
