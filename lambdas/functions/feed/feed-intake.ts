import { catalog } from '../../failures/catalog';
import { feedHandler } from '../../runtime/feed/feed-handler';

export const handler = feedHandler(catalog);
