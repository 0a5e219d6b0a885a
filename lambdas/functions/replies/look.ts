import { lookHandler } from '../../runtime/replies/look-handler';

export const handler = lookHandler();
