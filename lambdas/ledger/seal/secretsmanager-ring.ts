import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';

/** The secret with the private keys of the seals, in Secrets Manager. */
export class SecretsManagerRing {
  constructor(
    private readonly client: SecretsManagerClient,
    /** Its name or its ARN. */
    private readonly secretId: string,
  ) {}

  async read(): Promise<string> {
    const { SecretString = '' } = await this.client.send(new GetSecretValueCommand({ SecretId: this.secretId }));
    return SecretString;
  }

  /** What was there before stays the previous version of the secret. */
  async write(text: string): Promise<void> {
    await this.client.send(new PutSecretValueCommand({ SecretId: this.secretId, SecretString: text }));
  }
}
