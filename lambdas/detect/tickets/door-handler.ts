import { doorHandler } from '../../runtime/detect/door-handler';
import { zendeskDoor } from './zendesk-door';

export const handler = doorHandler(zendeskDoor);
