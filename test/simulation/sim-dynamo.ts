import {
  BatchGetItemCommand,
  ConditionalCheckFailedException,
  GetItemCommand,
  InternalServerError,
  ProvisionedThroughputExceededException,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  UpdateItemCommand,
  type AttributeValue,
  type BatchGetItemCommandInput,
  type DynamoDBClient,
  type PutItemCommandInput,
  type QueryCommandInput,
  type ScanCommandInput,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { fulfils, type StoredItem } from './expressions';
import type { Process, Reply, SimContext } from './process';
import { SimTable, text, type TableWrite } from './sim-table';

/** As in the real clients (lambdas/runtime/wiring/clients.ts). */
const maxAttempts = 3;
const requestTimeoutMs = 3_000;

const $metadata = {};

type Attempt =
  | 'answered'
  | 'never answered'
  | 'applied and lost'
  | 'lost before'
  | 'applied late'
  | 'throttled'
  | 'error before'
  | 'error after';

/**
 * DynamoDB with one table, behind the real client's `send`. Replies get lost, requests are throttled or fail on either
 * side of their effect, and the SDK retries as the real one does: then a writer whose first attempt was applied may see
 * its condition fail.
 */
export class SimDynamo {
  readonly table: SimTable;

  constructor(
    private readonly context: SimContext,
    onWrite: (write: TableWrite) => void,
  ) {
    this.table = new SimTable(() => context.scheduler.now, onWrite);
  }

  /** The client of one function instance, whichever process it is just running. */
  clientOf(current: () => Process): DynamoDBClient {
    const client = {
      send: (command: object) => {
        const process = current();
        // The sweep asks for 32 lists at once. At the risk of any other request it would hardly ever survive that.
        const risk = command instanceof QueryCommand && command.input.IndexName ? 0.1 : 1;
        return process.request<object>(
          () => describe(command),
          (reply) => this.attempt(process, command, reply, 1),
          risk,
        );
      },
    };
    // The ledger's classes use nothing of a client but `send`, and a real one would bring its connections.
    return client as unknown as DynamoDBClient;
  }

  private attempt(
    process: Process,
    command: object,
    reply: Reply<object>,
    number: number,
    fate = this.fateOf(command, number),
  ): void {
    const { scheduler, random, trace } = this.context;
    const again = (afterMs: number, error: () => Error): void => {
      trace.record(process.name, () => `▸ ${describe(command)}: ${fate}${number > 1 ? ` (try ${number})` : ''}`);
      trace.count(`database ${fate}`);
      scheduler.after(afterMs, () => {
        if (process.isOver) return;
        if (number >= maxAttempts) reply.reject(error());
        else if (fate === 'never answered') this.attempt(process, command, reply, number + 1, fate);
        else this.attempt(process, command, reply, number + 1);
      });
    };
    const lost = (): Error => Object.assign(new Error('no answer in time'), { name: 'TimeoutError' });
    const internal = (): Error => new InternalServerError({ message: 'internal', $metadata });
    switch (fate) {
      case 'answered':
        if (command instanceof QueryCommand && command.input.IndexName) {
          // At once: a sweep asks for 32 lists, and half of all that happens would be their answers.
          reply.resolve(this.apply(command));
          return;
        }
        scheduler.after(latencyMs(random.next()), () => {
          const outcome = this.tryApply(command);
          trace.record(process.name, () => `▸ ${describe(command)}: ${'error' in outcome ? outcome.error.name : 'ok'}`);
          if (number > 1 && 'error' in outcome) trace.count('conditions failed on a retry');
          scheduler.after(latencyMs(random.next()), () => {
            if ('error' in outcome) reply.reject(outcome.error);
            else reply.resolve(outcome.value);
          });
        });
        return;
      case 'never answered':
      case 'applied and lost':
        scheduler.after(latencyMs(random.next()), () => this.tryApply(command));
        again(requestTimeoutMs, lost);
        return;
      case 'applied late':
        scheduler.after(random.int(0, 9_000), () => this.tryApply(command));
        again(requestTimeoutMs, lost);
        return;
      case 'lost before':
        again(requestTimeoutMs, lost);
        return;
      case 'error after':
        scheduler.after(latencyMs(random.next()), () => this.tryApply(command));
        again(random.int(20, 200), internal);
        return;
      case 'error before':
        again(random.int(20, 200), internal);
        return;
      case 'throttled':
        again(
          random.int(50, 1_000),
          () => new ProvisionedThroughputExceededException({ message: 'too much', $metadata }),
        );
        return;
    }
  }

  private fateOf(command: object, number: number): Attempt {
    const { random, faults } = this.context;
    if (command instanceof PutItemCommand && number === 1 && random.chance(faults.databaseEveryReplyLost)) {
      return 'never answered';
    }
    if (command instanceof QueryCommand && command.input.IndexName && random.chance(0.9)) return 'answered';
    if (random.chance(faults.databaseLostReply)) {
      return random.pick(['applied and lost', 'applied and lost', 'applied late', 'lost before'] as const);
    }
    if (random.chance(faults.databaseThrottle)) return 'throttled';
    if (random.chance(faults.databaseError)) return random.pick(['error before', 'error after'] as const);
    return 'answered';
  }

  private tryApply(command: object): { readonly value: object } | { readonly error: Error } {
    try {
      return { value: this.apply(command) };
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return { error };
      throw error;
    }
  }

  private apply(command: object): object {
    if (command instanceof PutItemCommand) return this.put(command.input);
    if (command instanceof GetItemCommand) {
      const { pk, sk } = keyIn(command.input.Key);
      const Item = this.table.get(pk, sk);
      return Item ? { Item } : {};
    }
    if (command instanceof BatchGetItemCommand) return this.batchGet(command.input);
    if (command instanceof QueryCommand) return this.query(command.input);
    if (command instanceof ScanCommand) return this.scan(command.input);
    if (command instanceof UpdateItemCommand) return this.update(command.input);
    throw new Error(`the simulated DynamoDB knows no ${command.constructor.name}`);
  }

  private put({ Item = {}, ...given }: PutItemCommandInput): object {
    const { pk, sk } = keyIn(Item);
    this.check(this.table.get(pk, sk), given);
    this.store(pk, sk, Item);
    return {};
  }

  private check(
    item: StoredItem | undefined,
    given: Pick<PutItemCommandInput, 'ConditionExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'>,
  ): void {
    const { ConditionExpression, ExpressionAttributeNames, ExpressionAttributeValues } = given;
    if (fulfils(item, ConditionExpression, ExpressionAttributeNames, ExpressionAttributeValues)) return;
    throw new ConditionalCheckFailedException({ message: 'The conditional request failed', $metadata });
  }

  private store(pk: string, sk: string, item: StoredItem): void {
    const { random, faults } = this.context;
    const lagsLong = random.chance(faults.indexLag);
    const expiryLagMs = item['expiresAtSeconds'] === undefined ? 0 : random.int(0, 48 * 3600_000);
    this.table.put(pk, sk, item, lagsLong ? random.int(5_000, 300_000) : 20, expiryLagMs);
  }

  private batchGet({ RequestItems = {} }: BatchGetItemCommandInput): object {
    const { random, faults } = this.context;
    const Responses: Record<string, StoredItem[]> = {};
    const UnprocessedKeys: Record<string, { Keys: StoredItem[]; ConsistentRead: true }> = {};
    for (const [table, { Keys = [] }] of Object.entries(RequestItems)) {
      const answered = random.chance(faults.unprocessedKeys) ? random.int(0, Keys.length - 1) : Keys.length;
      const left = Keys.slice(answered);
      if (left.length > 0) UnprocessedKeys[table] = { Keys: left, ConsistentRead: true };
      Responses[table] = Keys.slice(0, answered).flatMap((key) => {
        const { pk, sk } = keyIn(key);
        const item = this.table.get(pk, sk);
        return item ? [item] : [];
      });
    }
    return { Responses, UnprocessedKeys };
  }

  private query(input: QueryCommandInput): object {
    const { KeyConditionExpression, ExpressionAttributeNames, ExpressionAttributeValues, Limit } = input;
    const items = input.IndexName
      ? this.table.indexed(text(ExpressionAttributeValues?.[':list']))
      : this.table.partition(text(ExpressionAttributeValues?.[':pk']));
    const found = items.filter((item) =>
      fulfils(item, KeyConditionExpression, ExpressionAttributeNames, ExpressionAttributeValues),
    );
    return this.page(found, input.ExclusiveStartKey, Limit);
  }

  private scan(input: ScanCommandInput): object {
    const { FilterExpression, ExpressionAttributeNames, ExpressionAttributeValues } = input;
    const { Items, ...rest } = this.page(this.table.all(), input.ExclusiveStartKey, undefined);
    const kept = Items.filter((item) =>
      fulfils(item, FilterExpression, ExpressionAttributeNames, ExpressionAttributeValues),
    );
    return { Items: kept, ...rest };
  }

  /** A page may end anywhere. */
  private page(
    items: readonly StoredItem[],
    startKey: StoredItem | undefined,
    limit: number | undefined,
  ): { Items: StoredItem[]; LastEvaluatedKey?: StoredItem } {
    const { random, faults } = this.context;
    const start = startKey ? items.findIndex((item) => isAt(item, startKey)) + 1 : 0;
    const length = Math.min(limit ?? Infinity, random.chance(faults.smallPages) ? random.int(1, 3) : Infinity);
    const page = items.slice(start, start + length);
    const last = page.at(-1);
    if (!last || start + page.length >= items.length) return { Items: page };
    return { Items: page, LastEvaluatedKey: { pk: last['pk'] ?? { S: '' }, sk: last['sk'] ?? { S: '' } } };
  }

  private update(input: UpdateItemCommandInput): object {
    return input.UpdateExpression?.startsWith('DELETE ') ? this.remove(input) : this.add(input);
  }

  /** `DELETE a :a`, from a set. */
  private remove({ Key, UpdateExpression = '', ExpressionAttributeValues = {} }: UpdateItemCommandInput): object {
    const [, name = '', value = ''] = /^DELETE (\w+) (:\w+)$/.exec(UpdateExpression) ?? [];
    const { pk, sk } = keyIn(Key);
    const { [name]: set, ...others } = this.table.get(pk, sk) ?? Key ?? {};
    const left = set?.SS?.filter((one) => !ExpressionAttributeValues[value]?.SS?.includes(one)) ?? [];
    this.store(pk, sk, left.length > 0 ? { ...others, [name]: { SS: left } } : others);
    return {};
  }

  /** `ADD a :a, #b :b`, to numbers and sets. */
  private add(input: UpdateItemCommandInput): object {
    const { Key, UpdateExpression = '', ExpressionAttributeNames = {}, ExpressionAttributeValues = {} } = input;
    const parsed = /^(?:SET (?<set>\w+) = (?<value>:\w+) )?ADD (?<sums>[#\w]+ :\w+(?:, [#\w]+ :\w+)*)$/.exec(
      UpdateExpression,
    );
    if (!parsed?.groups) throw new Error(`not understood: ${UpdateExpression}`);
    const { set, value: newValue, sums = '' } = parsed.groups;
    const { pk, sk } = keyIn(Key);
    const before = this.table.get(pk, sk);
    this.check(before, input);
    const after = { ...(before ?? Key) };
    const stored = newValue === undefined ? undefined : ExpressionAttributeValues[newValue];
    if (set !== undefined && stored) after[set] = stored;
    for (const sum of sums.split(', ')) {
      const [path = '', value = ''] = sum.split(' ');
      const name = path.startsWith('#') ? (ExpressionAttributeNames[path] ?? path) : path;
      after[name] = sumOf(after[name], ExpressionAttributeValues[value]);
    }
    this.store(pk, sk, after);
    return {};
  }
}

function sumOf(before: AttributeValue | undefined, added: AttributeValue | undefined): AttributeValue {
  if (added?.SS) return { SS: [...new Set([...(before?.SS ?? []), ...added.SS])] };
  return { N: String(Number(before?.N ?? 0) + Number(added?.N ?? 0)) };
}

/** Mostly a few milliseconds, and sometimes much more. */
function latencyMs(chance: number): number {
  return 1 + Math.floor(chance ** 8 * 400 + chance * 8);
}

function keyIn(item: StoredItem | undefined): { readonly pk: string; readonly sk: string } {
  return { pk: text(item?.['pk']), sk: text(item?.['sk']) };
}

function isAt(item: StoredItem, key: StoredItem): boolean {
  return item['pk']?.S === key['pk']?.S && item['sk']?.S === key['sk']?.S;
}

function describe(command: object): string {
  const name = command.constructor.name.replace(/Command\d*$/, '').replace(/(?<!\d)\d+$/, '');
  if (command instanceof PutItemCommand) {
    const { Item = {} } = command.input;
    const state = Item['state']?.S;
    return `${name} ${keyIn(Item).pk} ${keyIn(Item).sk} v${Item['version']?.N ?? '-'}${state ? ` ${state}` : ''}`;
  }
  if (command instanceof GetItemCommand || command instanceof UpdateItemCommand) {
    const { pk, sk } = keyIn(command.input.Key);
    return `${name} ${pk} ${sk}`;
  }
  if (command instanceof BatchGetItemCommand) {
    const keys = Object.values(command.input.RequestItems ?? {}).flatMap(({ Keys = [] }) => Keys);
    return `${name} ${keys.map((key) => `${keyIn(key).pk} ${keyIn(key).sk}`).join(', ')}`;
  }
  if (command instanceof QueryCommand) {
    const values = Object.values(command.input.ExpressionAttributeValues ?? {}).map(text);
    return `${name} ${command.input.IndexName ?? ''} ${values.join(' ')}`;
  }
  return name;
}
