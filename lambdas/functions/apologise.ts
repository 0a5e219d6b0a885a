import { apologyHandler } from '../runtime/handlers/apology-handler';

export const handler = apologyHandler();
