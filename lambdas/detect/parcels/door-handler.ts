import { doorHandler } from '../../runtime/detect/door-handler';
import { easypostDoor } from './easypost-door';

export const handler = doorHandler(easypostDoor);
