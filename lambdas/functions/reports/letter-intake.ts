import { letterHandler } from '../../runtime/letters/letter-handler';

export const handler = letterHandler();
