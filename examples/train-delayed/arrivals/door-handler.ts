import { doorHandler } from 'amends/runtime';
import { arrivalsDoor } from './door';

export const handler = doorHandler(arrivalsDoor);
