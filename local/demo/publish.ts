import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { LocalSystem } from '../system/local-system';
import type { PublishedEntry } from './script/published-entry';

/** PutEvents takes ten entries at most. */
const entriesPerRequest = 10;

/** The result of PutEvents for one entry. */
export type Published =
  | { readonly accepted: true; readonly entry: PublishedEntry; readonly eventId: string }
  | { readonly accepted: false; readonly entry: PublishedEntry; readonly reason: string };

/** Publishes like any product system: through the real SDK, in batches, and with a result for each entry. */
export async function publish(entries: readonly PublishedEntry[], system: LocalSystem): Promise<Published[]> {
  const { AWS_REGION: region } = system.endpoints.environment;
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new EventBridgeClient({ endpoint: system.endpoints.eventbridge, region, credentials });
  try {
    const published: Published[] = [];
    for (let from = 0; from < entries.length; from += entriesPerRequest) {
      published.push(...(await publishBatch(entries.slice(from, from + entriesPerRequest), client, system.busName)));
    }
    return published;
  } finally {
    client.destroy();
  }
}

async function publishBatch(
  batch: readonly PublishedEntry[],
  client: EventBridgeClient,
  busName: string,
): Promise<Published[]> {
  const Entries = batch.map(({ Source, DetailType, Detail }) => ({
    EventBusName: busName,
    Source,
    DetailType,
    Detail: JSON.stringify(Detail),
  }));
  const { Entries: results = [] } = await client.send(new PutEventsCommand({ Entries }));
  return batch.map((entry, index) => {
    const { EventId: eventId, ErrorCode: code, ErrorMessage: message } = results[index] ?? {};
    if (eventId) return { accepted: true, entry, eventId };
    return { accepted: false, entry, reason: `${code ?? 'rejected'}: ${message ?? 'the bus gave no reason'}` };
  });
}
