import { remedyHandler } from '../../runtime/remedy-handler';
import { serviceOutage } from './service-outage';

export const handler = remedyHandler(serviceOutage);
