import * as z from 'zod/mini';

/** The ARN of a KMS key. */
export const keyArnSchema = z
  .string()
  .check(z.regex(/^arn:[\w-]+:kms:[\w-]+:\d{12}:key\/\S+$/, { error: 'the ARN of a KMS key' }));
