import { sweepHandler } from '../runtime/handlers/sweep-handler';

export const handler = sweepHandler();
