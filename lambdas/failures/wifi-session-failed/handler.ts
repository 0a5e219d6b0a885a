import { remedyHandler } from '../../runtime/remedy-handler';
import { wifiSessionFailed } from './wifi-session-failed';

export const handler = remedyHandler(wifiSessionFailed);
