import { serveSeeds } from '../serve-seeds';
import { runConversations } from './run-conversations';

serveSeeds(runConversations);
