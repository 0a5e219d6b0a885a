import * as z from 'zod';
import { unguarded, type Guard } from '../iam/guard';
import { AwsError, awsJson } from './aws-json';
import { serve, type LoopbackServer } from './loopback-server';

const inputSchema = z.object({ SecretId: z.string() });

/** Secrets Manager: GetSecretValue, for the secrets that are given here. */
export function startSecrets(
  port: number,
  secrets: ReadonlyMap<string, string>,
  guard: Guard = unguarded,
): Promise<LoopbackServer> {
  const values = new Map([...secrets].map(([secretId, value]) => [nameOf(secretId), value]));
  const getSecretValue = (input: unknown): unknown => {
    const parsed = inputSchema.safeParse(input);
    if (!parsed.success) throw new AwsError('ValidationException', 'SecretId is missing.');
    const name = nameOf(parsed.data.SecretId);
    const value = values.get(name);
    if (value === undefined) {
      throw new AwsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
    }
    return { ARN: parsed.data.SecretId, Name: name, SecretString: value, VersionStages: ['AWSCURRENT'] };
  };
  return serve(port, guard('secretsmanager', awsJson({ 'secretsmanager.GetSecretValue': getSecretValue })));
}

/** A secret may be asked for by its name or by its ARN. */
function nameOf(secretId: string): string {
  return secretId.split(':secret:').at(-1) ?? secretId;
}
