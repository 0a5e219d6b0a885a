import { randomUUID } from 'node:crypto';
import type { Answer } from '../server/upstream';

/**
 * What becomes of a request before the engine sees it. `throttled`: it is refused, as DynamoDB does where a table is
 * asked for more than it can take at that moment. `lost`: whoever sent it has ended meanwhile.
 */
export type Fate = 'on' | 'throttled' | 'lost';

/** @param traceId of the invocation that sends it */
export type Interference = (operation: string | undefined, traceId: string | undefined) => Fate | Promise<Fate>;

const writes: readonly (string | undefined)[] = ['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem'];

/** Capacity for reads and for writes are two things. Here, nothing writes in transactions. */
export function isWrite(operation: string | undefined): boolean {
  return writes.includes(operation);
}

/**
 * What DynamoDB answers of a table without a fixed capacity:
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html
 */
export function throttledAnswer(): Answer {
  const body = JSON.stringify({
    __type: 'com.amazon.coral.availability#ThrottlingException',
    message:
      'Throughput exceeds the current capacity of your table or index. DynamoDB is automatically scaling your table or index so please try again shortly.',
  });
  const headers = { 'Content-Type': 'application/x-amz-json-1.0', 'x-amzn-RequestId': randomUUID() };
  return { status: 400, headers: Object.entries(headers).flat(), body: Buffer.from(body) };
}
