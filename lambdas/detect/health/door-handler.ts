import { doorHandler } from '../../runtime/detect/door-handler';
import { healthDoor } from './health-door';

export const handler = doorHandler(healthDoor);
