import { runSeed } from './run-seed';
import { serveSeeds } from './serve-seeds';

serveSeeds(runSeed);
