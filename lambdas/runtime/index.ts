import './runtime-packages';

/** What makes functions of failure types: one that pays for each, and one that writes for all. */
export { apologyHandler } from './handlers/apology-handler';
export { remedyHandler } from './handlers/remedy-handler';
export type { FunctionHandler } from './handlers/wired-handler';
