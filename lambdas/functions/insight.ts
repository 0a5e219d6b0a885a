import { insightHandler } from '../runtime/insight/insight-handler';

export const handler = insightHandler();
