import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SecretsManagerRing } from '../../ledger/seal/secretsmanager-ring';
import type { KeyRingSettings } from '../environment/environment';
import { awsClientConfig } from '../wiring/clients';

/** What the function that makes the keys of the seals works with. */
export interface KeyRingPorts {
  readonly secret: Pick<SecretsManagerRing, 'read' | 'write'>;
  /** Answers to the deployment. */
  readonly answer: (url: string, body: string) => Promise<void>;
  readonly clock: () => Date;
}

export function wireKeyRing({ SEAL_SECRET_NAME }: KeyRingSettings): KeyRingPorts {
  return {
    secret: new SecretsManagerRing(new SecretsManagerClient(awsClientConfig), SEAL_SECRET_NAME),
    answer: put,
    clock: () => new Date(),
  };
}

/** CloudFormation gives a URL that is signed for exactly this, without a content type. */
async function put(url: string, body: string): Promise<void> {
  const { ok, status } = await fetch(url, { method: 'PUT', body, headers: { 'content-type': '' } });
  if (!ok) throw new Error(`the deployment did not take the answer: HTTP ${status}`);
}
