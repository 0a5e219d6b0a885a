import { reconcileHandler } from '../runtime/handlers/reconcile-handler';

export const handler = reconcileHandler();
