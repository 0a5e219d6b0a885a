import { DeleteObjectCommand, GetObjectCommand, S3ServiceException, type S3Client } from '@aws-sdk/client-s3';
import { rawPrefix } from './raw-prefix';
import type { RawMails } from './received-mail';

/** Mails as they came, where SES has put them. */
export class S3RawMails implements RawMails {
  constructor(
    private readonly client: S3Client,
    private readonly bucket: string,
  ) {}

  async read(id: string): Promise<Uint8Array | undefined> {
    try {
      const { Body } = await this.client.send(new GetObjectCommand({ Bucket: this.bucket, Key: `${rawPrefix}${id}` }));
      return await Body?.transformToByteArray();
    } catch (error) {
      if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404) return undefined;
      throw error;
    }
  }

  async remove(id: string): Promise<void> {
    await this.client.send(new DeleteObjectCommand({ Bucket: this.bucket, Key: `${rawPrefix}${id}` }));
  }

  placeOf(id: string): string {
    return `s3://${this.bucket}/${rawPrefix}${id}`;
  }
}
