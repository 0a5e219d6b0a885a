import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { KeyMissingError, type ProviderKey } from '../../fulfilment/keys/provider-key';
import { stateOfSecret, type SecretState } from '../../fulfilment/keys/secret-state';
import { SecretsManagerKey } from '../../fulfilment/keys/secretsmanager-key';
import { awsClientConfig } from '../wiring/clients';
import type { SecretsAnswer } from './secrets-question';

type Readable = Pick<ProviderKey, 'read'>;

/** What the secrets are worth that these settings name, without saying anything of them. */
export async function answerAboutSecrets(
  settings: readonly string[],
  environment: NodeJS.ProcessEnv = process.env,
  keyOf: (name: string) => Readable = ofSecretsManager,
): Promise<SecretsAnswer> {
  const answers = await Promise.all(
    settings.map(async (setting) => [setting, await stateIn(keyOf(environment[setting] ?? ''))] as const),
  );
  return Object.fromEntries(answers);
}

/** Those of these settings that the environment has. */
export function namedIn(...settings: readonly string[]): readonly string[] {
  return settings.filter((setting) => process.env[setting] !== undefined);
}

function ofSecretsManager(name: string): Readable {
  return new SecretsManagerKey(new SecretsManagerClient(awsClientConfig), name);
}

async function stateIn(key: Readable): Promise<SecretState | 'missing'> {
  try {
    return stateOfSecret(await key.read());
  } catch (error) {
    if (error instanceof KeyMissingError) return 'missing';
    throw error;
  }
}
