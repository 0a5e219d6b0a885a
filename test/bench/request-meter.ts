import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** What a client has asked of DynamoDB. */
export interface Metered {
  /** Requests that left the client, its own retries included. */
  requests: number;
  /** Read and write request units, as the engine states them. 0 unless they were asked for. */
  readUnits: number;
  writeUnits: number;
  readonly byOperation: Map<string, number>;
}

/** What was answered, where units were asked for. */
export interface Answered {
  readonly ConsumedCapacity?: Consumed | readonly Consumed[];
}

interface Consumed {
  readonly CapacityUnits?: number;
}

/** Counts what a client asks. With `units`, it also asks what each request costs. */
export function meter(client: DynamoDBClient, { units }: { readonly units: boolean }): Metered {
  const metered: Metered = { requests: 0, readUnits: 0, writeUnits: 0, byOperation: new Map() };
  if (units) {
    client.middlewareStack.add(
      (next) => (args) => next({ ...args, input: { ...args.input, ReturnConsumedCapacity: 'TOTAL' } }),
      { step: 'initialize', name: 'askForUnits' },
    );
  }
  client.middlewareStack.add(
    (next, { commandName = 'unknown' }) =>
      async (args) => {
        const operation = commandName.replace(/Command$/, '');
        metered.requests++;
        metered.byOperation.set(operation, (metered.byOperation.get(operation) ?? 0) + 1);
        const result = await next(args);
        const consumed = unitsOf(result.output as Answered);
        if (/Get|Query|Scan/.test(operation)) metered.readUnits += consumed;
        else metered.writeUnits += consumed;
        return result;
      },
    { step: 'finalizeRequest', priority: 'low', name: 'meter' },
  );
  return metered;
}

export function unitsOf({ ConsumedCapacity: consumed }: Answered): number {
  return [consumed ?? []].flat().reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
}
