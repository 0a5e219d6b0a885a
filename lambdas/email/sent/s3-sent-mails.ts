import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3ServiceException,
  type S3Client,
} from '@aws-sdk/client-s3';
import { folderOf, placeOf, type SentMailKeeper, type SentMailKey, type SentMails } from './sent-mails';

/** How many objects are deleted at once. */
const atOnce = 16;

/** Mails as they left in a bucket whose policy takes no object a second time. */
export class S3SentMails implements SentMailKeeper, SentMails {
  constructor(
    private readonly client: S3Client,
    private readonly bucket: string,
  ) {}

  async keep(which: SentMailKey, text: string, signal: AbortSignal): Promise<void> {
    const [Key, Body] = [placeOf(which), text];
    const wanted = { Bucket: this.bucket, Key, Body, ContentType: 'application/json', IfNoneMatch: '*' };
    try {
      await this.client.send(new PutObjectCommand(wanted), { abortSignal: signal });
    } catch (error) {
      // Our own write, whose reply was lost: the mail service gives no id twice.
      if (hasStatus(error, 412)) return;
      throw error;
    }
  }

  async read(which: SentMailKey): Promise<string | undefined> {
    try {
      const Key = placeOf(which);
      const { Body } = await this.client.send(new GetObjectCommand({ Bucket: this.bucket, Key }));
      return await Body?.transformToString();
    } catch (error) {
      if (hasStatus(error, 404)) return undefined;
      throw error;
    }
  }

  async forget(customerId: string): Promise<number> {
    const Prefix = folderOf(customerId);
    let forgotten = 0;
    for (;;) {
      const listed = await this.client.send(new ListObjectsV2Command({ Bucket: this.bucket, Prefix }));
      const keys = (listed.Contents ?? []).flatMap(({ Key }) => Key ?? []);
      for (let from = 0; from < keys.length; from += atOnce) {
        await Promise.all(keys.slice(from, from + atOnce).map((key) => this.remove(key)));
      }
      forgotten += keys.length;
      if (!listed.IsTruncated) return forgotten;
    }
  }

  private async remove(Key: string): Promise<void> {
    await this.client.send(new DeleteObjectCommand({ Bucket: this.bucket, Key }));
  }
}

function hasStatus(error: unknown, status: number): boolean {
  return error instanceof S3ServiceException && error.$metadata.httpStatusCode === status;
}
