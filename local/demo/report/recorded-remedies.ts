import { paginateScan, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { outcomeSchema, type OutcomePart } from '../../../lambdas/outcomes/outcome';
import { dayInWords } from './part-in-words';

const outcomeShape = z.looseObject({
  state: z.string(),
  reason: z.string().optional(),
  providerRef: z.string().optional(),
});

const entrySchema = z.object({
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

type RecordedEntry = z.infer<typeof entrySchema>;

/** A remedy as the ledger has it. */
export interface RecordedRemedy {
  readonly remedyId: string;
  readonly type: string;
  readonly customerId: string;
  readonly state: string;
  readonly parts: readonly OutcomePart[];
  /** Why it waits for a person or for something else, or was left to a person. Null where it does not. */
  readonly waitsFor: string | null;
  /** How far the apology is. */
  readonly notice: string;
}

/** All entries of the ledger, the first recorded first: from the table itself, and not from what anybody said. */
export async function recordedRemedies(client: DynamoDBClient, tableName: string): Promise<RecordedRemedy[]> {
  const entries: RecordedEntry[] = [];
  const onlyEntries = {
    FilterExpression: 'begins_with(sk, :entry)',
    ExpressionAttributeValues: { ':entry': { S: 'REMEDY#' } },
  };
  for await (const { Items = [] } of paginateScan(
    { client },
    { TableName: tableName, ConsistentRead: true, ...onlyEntries },
  )) {
    entries.push(...Items.map((item) => entrySchema.parse(unmarshall(item))));
  }
  return entries.sort((a, b) => a.committedAt.localeCompare(b.committedAt)).map(remedyOf);
}

function remedyOf(entry: RecordedEntry): RecordedRemedy {
  const { remedyId, type, customerId, state, parts, notices } = entry;
  return {
    remedyId,
    type,
    customerId,
    state,
    parts: partsOf(parts),
    waitsFor: whatFor(entry) ?? null,
    notice: notices['apology']?.state ?? 'none',
  };
}

/** What the ledger keeps of a part is what others are told of it, and more. */
function partsOf(parts: RecordedEntry['parts']): OutcomePart[] {
  return outcomeSchema.shape.parts.parse(
    parts.map(({ part, number, insteadOf, outcome }) => ({ ...part, number, insteadOf, ...outcome })),
  );
}

function whatFor({ state, hold, reasons, history }: RecordedEntry): string | undefined {
  if (state === 'held') {
    return hold?.awaits ? `${hold.awaits.what}, until ${dayInWords(hold.awaits.until)}` : reasons[0];
  }
  if (state !== 'needs-attention') return undefined;
  return history.findLast((line, index) => line.state === state && history[index - 1]?.state !== state)?.why;
}
