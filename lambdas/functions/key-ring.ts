import { keyRingHandler } from '../runtime/seals/key-ring-handler';

export const handler = keyRingHandler();
