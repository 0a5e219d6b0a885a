import * as z from 'zod';
import type { Asked, Place } from './right';

const itemSchema = z.record(z.string(), z.unknown());

/** Of a batch that reads, and of one that writes. */
const readsSchema = z.object({ Keys: z.array(itemSchema).optional() });

const writeSchema = z.object({
  PutRequest: z.object({ Item: itemSchema }).optional(),
  DeleteRequest: z.object({ Key: itemSchema }).optional(),
});

const requestSchema = z.object({
  TableName: z.string().optional(),
  IndexName: z.string().optional(),
  Key: itemSchema.optional(),
  Item: itemSchema.optional(),
  RequestItems: z.record(z.string(), z.union([readsSchema, z.array(writeSchema)])).optional(),
  KeyConditionExpression: z.string().optional(),
  ExpressionAttributeNames: z.record(z.string(), z.string()).optional(),
  ExpressionAttributeValues: itemSchema.optional(),
});

/** One step of a transaction, by what it does: `Put`, `Update`, `Delete`, `ConditionCheck`, `Get`. */
const transactionSchema = z.object({ TransactItems: z.array(z.record(z.string(), requestSchema)) });

const statementSchema = z.object({ Statement: z.string() });

const statementsSchema = z.object({
  Statement: z.string().optional(),
  Statements: z.array(statementSchema).optional(),
  TransactStatements: z.array(statementSchema).optional(),
});

/** A transaction asks for the rights of its steps, and has none of its own; nor has PartiQL. */
export function askedOfDatabase(body: unknown, operation: string, place: Place): readonly Asked[] {
  switch (operation) {
    case 'TransactWriteItems':
    case 'TransactGetItems':
      return transactionSchema
        .parse(body)
        .TransactItems.flatMap((step) =>
          Object.entries(step).map(([does, request]) =>
            asked(does === 'ConditionCheck' ? 'ConditionCheckItem' : `${does}Item`, request, place),
          ),
        );
    case 'ExecuteStatement':
    case 'BatchExecuteStatement':
    case 'ExecuteTransaction': {
      const { Statement: one, Statements: some = [], TransactStatements: others = [] } = statementsSchema.parse(body);
      const texts = [...some, ...others].map(({ Statement }) => Statement);
      return [...(one === undefined ? [] : [one]), ...texts].map((text) => askedByStatement(text, place));
    }
    default:
      return [asked(operation, requestSchema.parse(body), place)];
  }
}

function asked(operation: string, request: z.output<typeof requestSchema>, place: Place): Asked {
  const { TableName, IndexName, Key, Item, RequestItems = {} } = request;
  const tables = TableName === undefined ? Object.keys(RequestItems) : [TableName];
  const index = IndexName === undefined ? '' : `/index/${IndexName}`;
  const items = [Key, Item, ...Object.values(RequestItems).flatMap(itemsOf), ...keysOfQuery(request)];
  return {
    action: `dynamodb:${operation}`,
    resourceArns: tables.map((table) => `${tableArn(tableName(table), place)}${index}`),
    context: { 'dynamodb:LeadingKeys': leadingKeys(tables, items, place) },
  };
}

function itemsOf(ofTable: z.output<typeof readsSchema> | z.output<typeof writeSchema>[]) {
  if (!Array.isArray(ofTable)) return ofTable.Keys ?? [];
  return ofTable.map(({ PutRequest, DeleteRequest }) => PutRequest?.Item ?? DeleteRequest?.Key);
}

/** `INSERT INTO "table" …`, `UPDATE "table" …`, `DELETE FROM "table" …`, `SELECT … FROM "table"."index"`. */
function askedByStatement(text: string, place: Place): Asked {
  const [, does = ''] = /^\s*(insert|update|delete|select)\b/i.exec(text) ?? [];
  const [, quoted, bare] = /\b(?:into|update|from)\s+(?:"([^"]+)"|([\w.-]+))/i.exec(text) ?? [];
  const table = quoted ?? bare;
  if (does === '' || table === undefined) throw new Error('it is no statement that the database knows');
  const action = `dynamodb:PartiQL${does.slice(0, 1).toUpperCase()}${does.slice(1).toLowerCase()}`;
  return { action, resourceArns: [tableArn(table, place)], context: {} };
}

function tableArn(name: string, { account, region }: Place): string {
  return `arn:aws:dynamodb:${region}:${account}:table/${name}`;
}

function tableName(nameOrArn: string): string {
  return nameOrArn.split(':table/').at(-1) ?? nameOrArn;
}

/** What a query of the table wants to be equal: its partition key is among it. That of an index is another. */
function keysOfQuery({
  IndexName,
  KeyConditionExpression: condition = '',
  ExpressionAttributeNames: names = {},
  ExpressionAttributeValues: values = {},
}: z.output<typeof requestSchema>): object[] {
  if (IndexName !== undefined) return [];
  return condition.split(/\band\b/i).flatMap((part) => {
    const [name = '', value, ...more] = part.split('=').map((side) => side.trim());
    return value === undefined || more.length > 0 ? [] : [{ [names[name] ?? name]: values[value] }];
  });
}

/** The partition keys that a request names. */
function leadingKeys(asked: readonly string[], items: readonly (object | undefined)[], { tables }: Place): string[] {
  const [table] = tables.filter(({ name }) => asked.some((each) => tableName(each) === name));
  const hash = table?.KeySchema.find(({ KeyType }) => KeyType === 'HASH')?.AttributeName ?? '';
  const keys = items.flatMap((item) => {
    const key = keySchema.safeParse(item && Object.entries(item).find(([name]) => name === hash)?.[1]);
    return key.success ? [key.data.S] : [];
  });
  return [...new Set(keys)];
}

const keySchema = z.object({ S: z.string() });
