import { hearHandler } from '../../runtime/replies/hear-handler';

export const handler = hearHandler();
