import { sweepHandler } from '../runtime/sweep-handler';

export const handler = sweepHandler();
