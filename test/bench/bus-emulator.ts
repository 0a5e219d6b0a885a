import { awsJson } from '../../local/emulator/server/aws-json';
import { serve, type LoopbackServer } from '../../local/emulator/server/loopback-server';

/** A bus that takes everything. */
export function startBusEmulator(): Promise<LoopbackServer> {
  return serve(0, awsJson({ 'AWSEvents.PutEvents': () => ({ FailedEntryCount: 0, Entries: [{ EventId: 'taken' }] }) }));
}
