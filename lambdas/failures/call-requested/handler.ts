import { remedyHandler } from '../../runtime/handlers/remedy-handler';
import { callRequested } from './call-requested';

export const handler = remedyHandler(callRequested);
