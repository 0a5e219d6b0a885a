import { remedyHandler } from '../../runtime/handlers/remedy-handler';
import { serviceOutage } from './service-outage';

export const handler = remedyHandler(serviceOutage);
