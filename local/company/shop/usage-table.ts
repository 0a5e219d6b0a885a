import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { usageSettingSchema, type UsageSetting, type UsageTable } from '../../../lambdas/detect/paged/usage';
import type { FunctionDefinition } from '../../emulator/template/functions';
import type { Table } from '../../emulator/template/tables';
import type { Usage } from './service-usage';

/** Where the functions are told to ask who used a service, if it is not the shop. */
export function usageSettingIn(
  functions: readonly Pick<FunctionDefinition, 'environment'>[],
): UsageSetting | undefined {
  const text = functions.map(({ environment }) => environment['USAGE']).find((value) => value !== undefined);
  return text === undefined ? undefined : usageSettingSchema.parse(JSON.parse(text));
}

/** What the items of a table are told apart by that has an index for its services. */
const itemId = 'usageId';

/** The company's table of who used what, keyed as the functions are told. None where the template has it already. */
export function usageTablesFor(
  functions: readonly Pick<FunctionDefinition, 'environment'>[],
  known: readonly Pick<Table, 'name'>[],
): readonly Table[] {
  const setting = usageSettingIn(functions);
  if (setting?.ask !== 'table' || known.some(({ name }) => name === setting.tableName)) return [];
  const { tableName: name, table } = setting;
  const { index, partitionKey, sortKey } = table;
  const sortType = sortKey.holds === 'iso' ? 'S' : 'N';
  const KeySchema: Table['KeySchema'] = [
    { AttributeName: partitionKey.name, KeyType: 'HASH' },
    { AttributeName: sortKey.name, KeyType: 'RANGE' },
  ];
  const AttributeDefinitions: Table['AttributeDefinitions'] = [
    { AttributeName: partitionKey.name, AttributeType: 'S' },
    { AttributeName: sortKey.name, AttributeType: sortType },
  ];
  if (index === undefined) return [{ name, KeySchema, AttributeDefinitions }];
  return [
    {
      name,
      KeySchema: [{ AttributeName: itemId, KeyType: 'HASH' }],
      AttributeDefinitions: [...AttributeDefinitions, { AttributeName: itemId, AttributeType: 'S' }],
      GlobalSecondaryIndexes: [{ IndexName: index, KeySchema, Projection: { ProjectionType: 'ALL' } }],
    },
  ];
}

/** Notes in the company's own table who used what, as its own systems would. */
export class UsageTableOfCompany {
  private readonly client: DynamoDBClient;
  private noted = 0;

  constructor(
    { url: endpoint, region }: { readonly url: string; readonly region: string },
    private readonly tableName: string,
    private readonly table: UsageTable,
  ) {
    const credentials = { accessKeyId: 'company', secretAccessKey: 'company' };
    this.client = new DynamoDBClient({ endpoint, region, credentials });
  }

  async note({ service, from, until, who }: Usage): Promise<void> {
    this.noted += 1;
    const { partitionKey, sortKey, endedAt, attributes = {} } = this.table;
    const day = from.toISOString().slice(0, 10);
    const partition = partitionKey.value.replaceAll('{service}', service).replaceAll('{day}', day);
    const own = Object.entries(attributes).map(([path, attribute]) => [attribute, valueAt(who, path)]);
    const item = {
      [itemId]: String(this.noted),
      [partitionKey.name]: partition,
      // Two who begin at once are two.
      [sortKey.name]: momentOf(from, sortKey, this.noted),
      ...(endedAt && { [endedAt.name]: momentOf(until, { holds: sortKey.holds }, 0) }),
      ...(own.length > 0 ? (Object.fromEntries(own) as object) : who),
    };
    const Item = marshall(item, { removeUndefinedValues: true });
    await this.client.send(new PutItemCommand({ TableName: this.tableName, Item }));
  }

  stop(): Promise<void> {
    this.client.destroy();
    return Promise.resolve();
  }
}

function momentOf(at: Date, { holds, prefix = '' }: Partial<UsageTable['sortKey']>, number: number): string | number {
  switch (holds) {
    case 'seconds':
      return at.getTime() / 1_000 + number / 1_000;
    case 'milliseconds':
      return at.getTime() + number;
    default:
      return `${prefix}${at.toISOString()}${number > 0 ? `#${number}` : ''}`;
  }
}

function valueAt(who: object, path: string): unknown {
  return path.split('.').reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], who);
}
