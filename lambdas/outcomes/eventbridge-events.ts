import { PutEventsCommand, type EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { outcomeSource } from './outcome';

/** An event of ours, before it is on the bus. */
export interface OwnEvent {
  /** The detail-type. */
  readonly type: string;
  readonly detail: object;
  /** @default that of outcomes */
  readonly source?: string | undefined;
}

/** The bus answered, and did not accept the event. */
export class OutcomeNotPublishedError extends Error {
  override readonly name = 'OutcomeNotPublishedError';
}

/**
 * Publishes events about one remedy in one request.
 *
 * @throws OutcomeNotPublishedError
 */
export async function putEvents(
  client: EventBridgeClient,
  busName: string,
  remedyId: string,
  events: readonly [OwnEvent, ...OwnEvent[]],
): Promise<void> {
  const { FailedEntryCount, Entries } = await client.send(
    new PutEventsCommand({
      Entries: events.map(({ type, detail, source = outcomeSource }) => ({
        EventBusName: busName,
        Source: source,
        DetailType: type,
        Detail: JSON.stringify(detail),
      })),
    }),
  );
  // PutEvents answers 200 even when all of its entries failed.
  if (!FailedEntryCount) return;
  const problem = Entries?.find(({ ErrorCode }) => ErrorCode !== undefined);
  throw new OutcomeNotPublishedError(
    `${events[0].type} of ${remedyId} was not accepted by ${busName}: ${problem?.ErrorCode ?? 'no code'} ${problem?.ErrorMessage ?? ''}`,
  );
}
