import { partUpdateHandler } from '../runtime/handlers/part-update-handler';

export const handler = partUpdateHandler();
