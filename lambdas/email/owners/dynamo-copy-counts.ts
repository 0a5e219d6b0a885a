import { createHash } from 'node:crypto';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoItems, type Key } from '../../ledger/dynamo/dynamo-items';
import { dayMs } from '../../model/durations';
import type { CopyCounts, CopyDay, CopyPlace } from './copy-counts';

interface Counted {
  readonly version: number;
  readonly copies: number;
  readonly isTold: boolean;
}

/** Others write at the same time, and each of them counts once. */
const mostTries = 12;

/** Too many at once count. This mail has to come again. */
export class CopyCountError extends Error {
  override readonly name = 'CopyCountError';
}

/** Counts in the ledger's table, in items that forget by themselves. No address stands in them, only its hash. */
export class DynamoCopyCounts implements CopyCounts {
  private readonly items: DynamoItems;

  constructor(client: DynamoDBClient, tableName: string) {
    this.items = new DynamoItems(client, tableName);
  }

  async take(of: CopyDay, most: number, now: Date): Promise<CopyPlace> {
    for (let tries = 0; tries < mostTries; tries++) {
      const { version, copies, isTold } = await this.read(of);
      if (copies >= most) return isTold ? 'beyond' : 'untold';
      const next = { version: version + 1, copies: copies + 1, isTold };
      if ((await this.items.putNextVersion(keyOf(of), next, expiry(now))) === 'saved') return 'within';
    }
    throw new CopyCountError('copies to a mailbox are being counted by others');
  }

  async noteTelling(of: CopyDay): Promise<void> {
    const before = await this.read(of);
    const next = { ...before, version: before.version + 1, isTold: true };
    await this.items.putNextVersion(keyOf(of), next, expiry(new Date(of.day)));
  }

  private async read(of: CopyDay): Promise<Counted> {
    const stored = (await this.items.get(keyOf(of))) as Counted | undefined;
    return stored ?? { version: 0, copies: 0, isTold: false };
  }
}

function keyOf({ mailbox, from, day }: CopyDay): Key {
  const hash = createHash('sha256').update(mailbox.toLowerCase(), 'utf8').digest('base64url').slice(0, 16);
  return { pk: `COPIES#${hash}`, sk: `${day}#${from}` };
}

function expiry(now: Date) {
  return { expiresAtSeconds: Math.ceil((now.getTime() + 3 * dayMs) / 1_000) };
}
