import { awsJson, type AwsRequest } from '../server/aws-json';
import { Archives } from './archives';
import { EventRouter, type BusContext } from './event-router';
import { replayApi } from './replay-api';
import { readPutEvents, serviceEvent, type ServiceEvent } from './put-events';
import type { Subscription } from './subscription';
import { traceHeader } from '../events/trace';
import { unguarded, type Guard } from '../iam/guard';
import { serve, type LoopbackServer } from '../server/loopback-server';
import { newStopping } from '../server/stopping';

export interface Bus extends LoopbackServer {
  /** Publishes an event of an AWS service, on the default bus and not through PutEvents. */
  publish(event: ServiceEvent, cause: string | undefined): void;
  /** Subscribes another system to the events that match. */
  subscribe(subscription: Subscription): void;
}

/** EventBridge with PutEvents, archives and replays, which no package offers. */
export async function startBus(port: number, context: BusContext, guard: Guard = unguarded): Promise<Bus> {
  const stopping = newStopping();
  const archives = new Archives(context.template.archives);
  const router = new EventRouter(context, archives, stopping.signal);
  const putEvents = (input: unknown, { headers }: AwsRequest): unknown => {
    const trace = headers[traceHeader];
    const entries = readPutEvents(input, context.template);
    for (const entry of entries) router.take(entry, typeof trace === 'string' ? trace : undefined);
    return {
      FailedEntryCount: entries.filter(({ accepted }) => !accepted).length,
      Entries: entries.map((entry) =>
        entry.accepted ? { EventId: entry.event.id } : { ErrorCode: entry.errorCode, ErrorMessage: entry.errorMessage },
      ),
    };
  };
  const replays = replayApi(context.template, archives, (entry, ruleArns) => router.replay(entry, ruleArns));
  const server = await serve(port, guard('events', awsJson({ 'AWSEvents.PutEvents': putEvents, ...replays })));
  const stop = async (): Promise<void> => {
    stopping.abort();
    await server.stop();
  };
  const publish: Bus['publish'] = (event, cause) => {
    if (!stopping.signal.aborted) router.take(serviceEvent(event, context.template), cause);
  };
  const subscribe: Bus['subscribe'] = (subscription) => router.subscribe(subscription);
  return { ...server, stop, publish, subscribe };
}
