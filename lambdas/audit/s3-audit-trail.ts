import {
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3ServiceException,
  type S3Client,
} from '@aws-sdk/client-s3';
import { auditEventSchema, type AuditEvent } from './audit-event';
import type { AuditPage, AuditRange, AuditTrail } from './audit-trail';

/** All that the trail has stands below it. */
const root = 'requests/';

/** How many objects are read at once. */
const atOnce = 16;

/** A line of the trail cannot be read. It is not passed over in silence. */
export class AuditEventError extends Error {
  override readonly name = 'AuditEventError';
  constructor(key: string, options?: ErrorOptions) {
    super(`${key} is no audit event that this version of the code can read: look at the object itself`, options);
  }
}

/**
 * The audit trail in a bucket: one object for each event, and no object is ever written twice. The bucket's policy
 * takes nothing without `If-None-Match`, and lets nobody delete.
 */
export class S3AuditTrail implements AuditTrail {
  constructor(
    private readonly client: S3Client,
    private readonly bucket: string,
  ) {}

  async append(event: AuditEvent): Promise<void> {
    const [Key, Body] = [keyOf(event), JSON.stringify(event)];
    const wanted = { Bucket: this.bucket, Key, Body, ContentType: 'application/json', IfNoneMatch: '*' };
    try {
      await this.client.send(new PutObjectCommand(wanted));
    } catch (error) {
      // Our own write, whose reply was lost: only this request has that key.
      if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 412) return;
      throw error;
    }
  }

  async read({ day, after, limit }: AuditRange): Promise<AuditPage> {
    const prefix = `${root}${day.replaceAll('-', '/')}/`;
    const listed = await this.client.send(
      new ListObjectsV2Command({
        Bucket: this.bucket,
        Prefix: prefix,
        MaxKeys: limit,
        ...(after !== undefined && { StartAfter: `${prefix}${after}` }),
      }),
    );
    const keys = (listed.Contents ?? []).flatMap(({ Key }) => Key ?? []);
    const events: AuditEvent[] = [];
    for (let from = 0; from < keys.length; from += atOnce) {
      events.push(...(await Promise.all(keys.slice(from, from + atOnce).map((key) => this.get(key)))));
    }
    return { events, next: listed.IsTruncated ? keys.at(-1)?.slice(prefix.length) : undefined };
  }

  private async get(key: string): Promise<AuditEvent> {
    const { Body } = await this.client.send(new GetObjectCommand({ Bucket: this.bucket, Key: key }));
    try {
      return auditEventSchema.parse(JSON.parse((await Body?.transformToString()) ?? ''));
    } catch (error) {
      throw new AuditEventError(key, { cause: error });
    }
  }
}

/** In the order of time within a day. `asked` and the answer of one request are two objects. */
function keyOf({ at, requestId, answer }: AuditEvent): string {
  const [day = '', time = ''] = at.split('T');
  const place = answer === 'asked' ? 'asked' : 'answer';
  const id = requestId.replaceAll(/[^\w-]/g, '_');
  return `${root}${day.replaceAll('-', '/')}/${time.replaceAll(':', '')}-${id}-${place}.json`;
}
