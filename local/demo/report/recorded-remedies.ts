import { paginateScan, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { remedyAt } from '../../../lambdas/ledger/dynamo/dynamo-remedy';
import { outcomeSchema, type OutcomePart } from '../../../lambdas/outcomes/outcome';
import { formatDay } from './describe-part';
import type { Booked } from './payer-books';

const outcomeShape = z.looseObject({
  state: z.string(),
  reason: z.string().optional(),
  providerRef: z.string().optional(),
});

const recordSchema = z.object({
  remedyId: z.string(),
  type: z.string(),
  customerId: z.string(),
  state: z.string(),
  committedAt: z.string(),
  occurredAt: z.string(),
  reasons: z.array(z.string()),
  hold: z
    .object({
      awaits: z.object({ what: z.string(), until: z.string(), account: z.string().optional() }).optional(),
      why: z.string().optional(),
    })
    .optional(),
  parts: z.array(
    z.object({ part: z.looseObject({}), number: z.number(), insteadOf: z.number().optional(), outcome: outcomeShape }),
  ),
  history: z.array(z.object({ state: z.string(), why: z.string() })),
});

type StoredRecord = z.infer<typeof recordSchema>;
type Awaits = NonNullable<NonNullable<StoredRecord['hold']>['awaits']>;

const apologySchema = z.object({ remedyId: z.string(), state: z.string() });

/** A part as the ledger stores it. */
export type ReportedPart = OutcomePart & {
  /** What is in the books of whoever paid it: null where nothing is. Missing where it is no money. */
  readonly booked?: Booked | null | undefined;
};

/** A remedy as the ledger stores it. */
export interface RecordedRemedy {
  readonly remedyId: string;
  readonly type: string;
  readonly customerId: string;
  readonly state: string;
  /** When the failure happened. ISO 8601. */
  readonly occurredAt: string;
  readonly parts: readonly ReportedPart[];
  /** Why it is held, why it needs attention, or why its mail waits. Null otherwise. */
  readonly waitsFor: string | null;
  /** Whether it waits for a person, and not for something that ends the wait by itself. */
  readonly waitsForPerson: boolean;
  /** State of the apology. */
  readonly notice: string;
}

/** All remedy records of the table, oldest first. */
export async function recordedRemedies(client: DynamoDBClient, tableName: string): Promise<RecordedRemedy[]> {
  const records: StoredRecord[] = [];
  const apologies = new Map<string, string>();
  const recordsAndNotices = {
    FilterExpression: 'begins_with(sk, :record) OR begins_with(sk, :notice)',
    ExpressionAttributeValues: { ':record': { S: 'REMEDY#' }, ':notice': { S: 'NOTICE#' } },
  };
  for await (const { Items = [] } of paginateScan(
    { client },
    { TableName: tableName, ConsistentRead: true, ...recordsAndNotices },
  )) {
    for (const item of Items.map((stored) => unmarshall(stored))) {
      if (item['template'] === undefined) {
        records.push(recordSchema.parse(remedyAt(item, idsIn(item))));
      } else if (item['template'] === 'apology') {
        const { remedyId, state } = apologySchema.parse(item);
        apologies.set(remedyId, state);
      }
    }
  }
  return records
    .sort((a, b) => a.committedAt.localeCompare(b.committedAt))
    .map((record) => remedyOf(record, apologies.get(record.remedyId) ?? 'none'));
}

function idsIn({ pk, sk }: Readonly<Record<string, unknown>>) {
  return { customerId: String(pk).replace('CUSTOMER#', ''), remedyId: String(sk).replace('REMEDY#', '') };
}

function remedyOf(record: StoredRecord, apology: string): RecordedRemedy {
  const { remedyId, type, customerId, state, occurredAt, parts } = record;
  const waitsFor = reasonToWait(record) ?? (apology === 'held' ? 'a person approves the words of the mail' : null);
  return {
    remedyId,
    type,
    customerId,
    state,
    occurredAt,
    parts: partsOf(parts),
    waitsFor,
    waitsForPerson: waitsFor !== null && !(state === 'held' && record.hold?.awaits),
    notice: apology,
  };
}

/** The ledger stores what is published of a part, and more. */
function partsOf(parts: StoredRecord['parts']): OutcomePart[] {
  return outcomeSchema.shape.parts.parse(
    parts.map(({ part, number, insteadOf, outcome }) => ({ ...part, number, insteadOf, ...outcome })),
  );
}

/** What is wrong with an account is for a person to mend, so it is said too. */
function textOfWait({ what, until, account }: Awaits, why: string | undefined): string {
  const wait = `${what}, until ${formatDay(until)}`;
  return account === undefined || why === undefined ? wait : `${wait}: ${why}`;
}

function reasonToWait({ state, hold, reasons, history }: StoredRecord): string | undefined {
  if (state === 'held') return hold?.awaits ? textOfWait(hold.awaits, hold.why) : reasons[0];
  if (state !== 'needs-attention') return undefined;
  return history.findLast((line, index) => line.state === state && history[index - 1]?.state !== state)?.why;
}
