import { apologyHandler } from '../runtime/apology-handler';

export const handler = apologyHandler();
