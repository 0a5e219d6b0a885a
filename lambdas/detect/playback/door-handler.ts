import { doorHandler } from '../../runtime/detect/door-handler';
import { cmcdDoor } from './cmcd-door';

export const handler = doorHandler(cmcdDoor);
