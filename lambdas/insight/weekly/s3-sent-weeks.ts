import { DeleteObjectCommand, PutObjectCommand, S3ServiceException, type S3Client } from '@aws-sdk/client-s3';
import { sentPrefix, type SentWeeks } from './sent-weeks';

/** An object for each, which S3 makes once. */
export class S3SentWeeks implements SentWeeks {
  constructor(
    private readonly client: S3Client,
    private readonly bucket: string,
  ) {}

  async claim(source: string, monday: string): Promise<boolean> {
    const command = new PutObjectCommand({ ...this.placeOf(source, monday), Body: '', IfNoneMatch: '*' });
    try {
      await this.client.send(command);
      return true;
    } catch (error) {
      if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 412) return false;
      throw error;
    }
  }

  async release(source: string, monday: string): Promise<void> {
    await this.client.send(new DeleteObjectCommand(this.placeOf(source, monday)));
  }

  private placeOf(source: string, monday: string): { readonly Bucket: string; readonly Key: string } {
    return { Bucket: this.bucket, Key: `${sentPrefix}${monday}/${source}` };
  }
}
