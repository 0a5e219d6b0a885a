import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { KeyMissingError, type ProviderKey } from './provider-key';
import { NotAttemptedError } from '../port/refund-provider';

/** Errors that the next reading gets too, until a person has put it right. The others pass by themselves. */
const missing = ['AccessDeniedException', 'DecryptionFailure', 'InvalidRequestException', 'ResourceNotFoundException'];

/** Reads the provider's API key from Secrets Manager once per function instance, and again after it was refused. */
export class SecretsManagerKey implements ProviderKey {
  private reading: Promise<string> | undefined;

  constructor(
    private readonly client: SecretsManagerClient,
    private readonly secretName: string,
  ) {}

  async read(): Promise<string> {
    this.reading ??= this.fetch();
    try {
      return await this.reading;
    } catch (error) {
      this.forget();
      throw error;
    }
  }

  forget(): void {
    this.reading = undefined;
  }

  private async fetch(): Promise<string> {
    const value = await this.ask();
    if (value) return value;
    throw new KeyMissingError(
      `The secret ${this.secretName} is empty. Put the provider's API key into it as plain text.`,
    );
  }

  private async ask(): Promise<string | undefined> {
    try {
      const { SecretString } = await this.client.send(new GetSecretValueCommand({ SecretId: this.secretName }));
      return SecretString?.trim();
    } catch (cause) {
      const name = cause instanceof Error ? cause.name : 'no reason given';
      throw new (missing.includes(name) ? KeyMissingError : NotAttemptedError)(
        `The secret ${this.secretName} cannot be read (${name}). It holds the payment provider's API key; create it with ` +
          `"aws secretsmanager create-secret --name ${this.secretName} --secret-string KEY". The sweep then retries what failed.`,
        { cause },
      );
    }
  }
}
