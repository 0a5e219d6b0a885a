/** What a detector is built from: the public entry for detectors that a team keeps in its own code. */
export {
  defineDetector,
  detectorOptions,
  DetectorOptionsError,
  NoFailureError,
  sourceOfDetector,
  type DetectedType,
  type DetectorDefinition,
  type Judgement,
  type Suspect,
} from './definition/detector';
export { foundShape, type AnyFound } from './definition/found-shape';
export type { ReceivedSignals, SignalDoor, SignalRequest } from './definition/signal-door';
export { parcelsDetector } from './parcels/parcels';
export { easypostDoor } from './parcels/easypost-door';
export { playbackDetector } from './playback/playback';
export { cmcdDoor, sessionToken } from './playback/cmcd-door';
export { healthDetector } from './health/health';
export { healthDoor } from './health/health-door';
export { pagerSignature } from './health/pager';
export { statusPageToken } from './health/status-page';
export { ticketsDetector } from './tickets/tickets';
export { zendeskDoor, zendeskSignature } from './tickets/zendesk-door';
export { replaySubject, type ReplayedSubject, type ReplaySettings, type TimedSignal } from './run/replay';
export { Agreement, type Label } from './run/agreement';
export type { FailureEvent } from './run/detector-ports';
export type { PurchaseAnswer, Reference } from '../shop/shop';
