import { operateHandler } from '../runtime/operate-handler';

export const handler = operateHandler();
