import { operatorApiHandler } from '../runtime/handlers/operator-api-handler';

export const handler = operatorApiHandler();
