import { serveSeeds } from '../serve-seeds';
import { runChannels } from './run-channels';

serveSeeds(runChannels);
