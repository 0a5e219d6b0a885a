import { remedyHandler } from '../../runtime/handlers/remedy-handler';
import { wifiSessionFailed } from './wifi-session-failed';

export const handler = remedyHandler(wifiSessionFailed);
