import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

/**
 * The secret with which the console proves to the issuer what it is. It is read for each sign-in, which is seldom, so
 * that a new one holds at once.
 */
export function clientSecretIn(client: SecretsManagerClient, secretName: string): () => Promise<string> {
  return async () => {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secretName }));
    const secret = SecretString?.trim() ?? '';
    if (secret !== '') return secret;
    throw new Error(`The secret ${secretName} is empty. Put the client secret of the console into it as plain text.`);
  };
}
