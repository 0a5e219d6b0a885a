import { paginateScan, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
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
  reasons: z.array(z.string()),
  hold: z.object({ awaits: z.object({ what: z.string(), until: z.string() }).optional() }).optional(),
  parts: z.array(
    z.object({ part: z.looseObject({}), number: z.number(), insteadOf: z.number().optional(), outcome: outcomeShape }),
  ),
  notices: z.record(z.string(), z.object({ state: z.string() })),
  history: z.array(z.object({ state: z.string(), why: z.string() })),
});

type StoredRecord = z.infer<typeof recordSchema>;

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
  readonly parts: readonly ReportedPart[];
  /** Why it is held, or why it needs attention. Null in other states. */
  readonly waitsFor: string | null;
  /** State of the apology. */
  readonly notice: string;
}

/** All remedy records of the table, oldest first. */
export async function recordedRemedies(client: DynamoDBClient, tableName: string): Promise<RecordedRemedy[]> {
  const records: StoredRecord[] = [];
  const onlyRecords = {
    FilterExpression: 'begins_with(sk, :prefix)',
    ExpressionAttributeValues: { ':prefix': { S: 'REMEDY#' } },
  };
  for await (const { Items = [] } of paginateScan(
    { client },
    { TableName: tableName, ConsistentRead: true, ...onlyRecords },
  )) {
    records.push(...Items.map((item) => recordSchema.parse(unmarshall(item))));
  }
  return records.sort((a, b) => a.committedAt.localeCompare(b.committedAt)).map(remedyOf);
}

function remedyOf(record: StoredRecord): RecordedRemedy {
  const { remedyId, type, customerId, state, parts, notices } = record;
  return {
    remedyId,
    type,
    customerId,
    state,
    parts: partsOf(parts),
    waitsFor: reasonToWait(record) ?? null,
    notice: notices['apology']?.state ?? 'none',
  };
}

/** The ledger stores what is published of a part, and more. */
function partsOf(parts: StoredRecord['parts']): OutcomePart[] {
  return outcomeSchema.shape.parts.parse(
    parts.map(({ part, number, insteadOf, outcome }) => ({ ...part, number, insteadOf, ...outcome })),
  );
}

function reasonToWait({ state, hold, reasons, history }: StoredRecord): string | undefined {
  if (state === 'held') {
    return hold?.awaits ? `${hold.awaits.what}, until ${formatDay(hold.awaits.until)}` : reasons[0];
  }
  if (state !== 'needs-attention') return undefined;
  return history.findLast((line, index) => line.state === state && history[index - 1]?.state !== state)?.why;
}
