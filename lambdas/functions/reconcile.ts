import { reconcileHandler } from '../runtime/reconcile-handler';

export const handler = reconcileHandler();
