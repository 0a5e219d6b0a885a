import { randomUUID } from 'node:crypto';
import {
  BatchGetItemCommand,
  GetItemCommand,
  PutItemCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { VideoPlaybackFailure } from '../../lambdas/failures/video-playback-failed/contract';
import { amends, busClient, stripeAt, type Contestant, type ContestantParts } from './contestants';
import { repeatedTableName } from './tables';
import { tableName } from '../ledger/ledger-table';

export interface Asked {
  readonly commandName: string;
  readonly input: unknown;
}

/** What the money path asks of the database. */
const commands = { BatchGetItemCommand, GetItemCommand, PutItemCommand, TransactWriteItemsCommand, UpdateItemCommand };

/**
 * The requests of our money path, through the same SDKs, and nothing of its work: what it asked of the database for a
 * failure is asked once more of a table of its own. No money path that asks so much takes less.
 */
export class RequestsAlone {
  private readonly askedFor = new Map<VideoPlaybackFailure, Asked[][]>();
  private recording: Asked[] = [];
  private readonly ours: Contestant;

  /** @param recorded a client of ours that has asked nothing yet, because what it asks is recorded from the first on */
  constructor(
    private readonly parts: ContestantParts,
    recorded: DynamoDBClient,
  ) {
    this.ours = amends({ ...parts, client: recorded });
    recordAsked(recorded, (asked) => this.recording.push(asked));
  }

  /** Has our money path work on these failures, one after another, and keeps what it asks for each. */
  async prepare(failures: readonly VideoPlaybackFailure[]): Promise<void> {
    this.askedFor.clear();
    for (const failure of failures) {
      this.recording = [];
      await this.ours(failure);
      this.askedFor.set(failure, [...(this.askedFor.get(failure) ?? []), this.recording]);
    }
  }

  contestant(): Contestant {
    const { client, urls, publishes, asks } = this.parts;
    const stripe = stripeAt(urls);
    const bus = busClient(urls);
    return async (failure) => {
      const requests = this.askedFor.get(failure)?.shift();
      if (!requests) throw new Error('it was not prepared for this failure');
      for (const request of requests) await client.send(commandOf(request));
      // A duplicate costs a read, and no refund.
      if (requests.length === 1) return;
      const { paymentId: charge, amountMinor: amount } = failure.purchase;
      if (asks) await stripe.charges.retrieve(charge);
      const { id } = await stripe.refunds.create({ charge, amount }, { idempotencyKey: `again-${charge}` });
      const Detail = JSON.stringify({ refundId: id, failure });
      if (publishes)
        await bus.send(new PutEventsCommand({ Entries: [{ Source: 'alone', DetailType: 'Refunded', Detail }] }));
    };
  }
}

export function commandOf({ commandName, input }: Asked): GetItemCommand {
  const Command = commands[commandName as keyof typeof commands] as typeof GetItemCommand | undefined;
  if (!Command) throw new Error(`the money path asks by ${commandName}, which is not repeated here`);
  return new Command(input as GetItemCommand['input']);
}

/** Tells of each request that a client makes, as it is asked of the other table. */
export function recordAsked(client: DynamoDBClient, onAsked: (asked: Asked) => void): void {
  client.middlewareStack.add(
    (next, { commandName = 'unknown' }) =>
      (args) => {
        onAsked({ commandName, input: inRepeatedTable(args.input) });
        return next(args);
      },
    { step: 'initialize', name: randomUUID() },
  );
}

/** The same request, of the other table. */
function inRepeatedTable(input: unknown): unknown {
  if (input === tableName) return repeatedTableName;
  if (input instanceof Uint8Array || typeof input !== 'object' || input === null) return input;
  if (Array.isArray(input)) return input.map(inRepeatedTable);
  const entries = Object.entries(input).map(([key, value]) => [
    key === tableName ? repeatedTableName : key,
    inRepeatedTable(value),
  ]);
  return Object.fromEntries(entries) as object;
}
