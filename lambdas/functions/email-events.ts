import { emailEventHandler } from '../runtime/handlers/email-event-handler';

export const handler = emailEventHandler();
