import { serveSeeds } from '../serve-seeds';
import { runAfterwards } from './run-afterwards';

serveSeeds(runAfterwards);
