import { paginateScan, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';

const entrySchema = z.object({
  remedyId: z.string(),
  type: z.string(),
  customerId: z.string(),
  state: z.string(),
  parts: z.array(
    z.object({
      kind: z.string(),
      amountMinor: z.number(),
      currency: z.string(),
      outcome: z.object({ providerRef: z.string().optional() }),
    }),
  ),
  notices: z.record(z.string(), z.object({ state: z.string() })),
});

/** A remedy as the ledger has it. */
export interface RecordedRemedy {
  readonly remedyId: string;
  readonly type: string;
  readonly customerId: string;
  readonly state: string;
  readonly parts: readonly {
    readonly kind: string;
    readonly amountMinor: number;
    readonly currency: string;
    readonly providerRef: string | null;
  }[];
  /** How far the apology is. */
  readonly notice: string;
}

/** All entries of the ledger, from the table itself and not from what anybody said. */
export async function recordedRemedies(client: DynamoDBClient, tableName: string): Promise<RecordedRemedy[]> {
  const remedies: RecordedRemedy[] = [];
  const onlyEntries = {
    FilterExpression: 'begins_with(sk, :entry)',
    ExpressionAttributeValues: { ':entry': { S: 'REMEDY#' } },
  };
  for await (const { Items = [] } of paginateScan(
    { client },
    { TableName: tableName, ConsistentRead: true, ...onlyEntries },
  )) {
    remedies.push(...Items.map((item) => remedyOf(entrySchema.parse(unmarshall(item)))));
  }
  return remedies.sort((a, b) => a.customerId.localeCompare(b.customerId));
}

function remedyOf({ parts, notices, ...entry }: z.infer<typeof entrySchema>): RecordedRemedy {
  return {
    ...entry,
    parts: parts.map(({ outcome, ...part }) => ({ ...part, providerRef: outcome.providerRef ?? null })),
    notice: notices['apology']?.state ?? 'none',
  };
}
