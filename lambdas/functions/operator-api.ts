import { operateHandler } from '../runtime/handlers/operator-api-handler';

export const handler = operateHandler();
