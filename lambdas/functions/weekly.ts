import { weeklyHandler } from '../runtime/insight/weekly-handler';

export const handler = weeklyHandler();
