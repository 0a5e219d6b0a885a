import './runtime-packages';

/** What makes functions of failure types: one that pays for each, and one that writes for all. */
export { apologyHandler } from './handlers/apology-handler';
export { remedyHandler } from './handlers/remedy-handler';
/** What makes functions of detectors: one that everybody reaches and that verifies, and one that judges. */
export { detectorHandler } from './detect/detector-handler';
export { doorHandler } from './detect/door-handler';
export type { FunctionHandler } from './handlers/wired-handler';
