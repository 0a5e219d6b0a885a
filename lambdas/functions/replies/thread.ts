import { threadHandler } from '../../runtime/replies/thread-handler';

export const handler = threadHandler();
