import type { OperatorRoleName } from '../../lambdas/operator-api/duty';
import { operatorAddress } from '../../console/asking/operator-address';
import { SignedOperatorApi } from '../../console/asking/signed-operator-api';
import { startLoopbackConsole, type LoopbackConsole } from '../../console/hosts/loopback-console';
import type { ChosenPerson } from '../../console/session/sign-in';
import type { Visit } from '../../console/visit/visit';
import { localSecretAccessKey } from '../emulator/lambda-api/url-caller';

const people: readonly (Pick<ChosenPerson, 'name' | 'may'> & {
  readonly key: string;
  readonly role: OperatorRoleName;
})[] = [
  { name: 'Ada', key: 'ada', role: 'approver', may: 'approves, rejects, and writes to whoever reported it' },
  { name: 'Ben', key: 'ben', role: 'approver', may: 'approves too: what is large needs both of them' },
  {
    name: 'Olga',
    key: 'olga',
    role: 'administrator',
    may: 'switches, retries, erases and reads the audit trail, but approves nothing',
  },
  { name: 'Amir', key: 'amir', role: 'agent', may: 'writes to whoever reported it, and approves nothing' },
  { name: 'Cleo', key: 'cleo', role: 'checker', may: 'marks afterwards what was given by itself' },
  { name: 'Vera', key: 'vera', role: 'viewer', may: 'only looks' },
];

export interface LocalConsoleProps {
  readonly port: number;
  /** Where the operator API is. */
  readonly operatorUrl: string;
  readonly region: string;
  readonly log?: ((error: unknown) => void) | undefined;
  /** @default - only what every console has */
  readonly beside?: Visit['beside'];
}

/** The console of the local system. Whoever opens it chooses who they are; each request is signed in that name. */
export function startLocalConsole({
  port,
  operatorUrl,
  region,
  log,
  beside,
}: LocalConsoleProps): Promise<LoopbackConsole> {
  const signIn = {
    by: 'choose' as const,
    people: people.map(({ name, may, key, role }) => ({ name, may, api: apiOf(`ASIA.${role}.${key}`) })),
  };
  return startLoopbackConsole({ port, signIn, clock: () => new Date(), log, beside });

  function apiOf(accessKeyId: string): SignedOperatorApi {
    const credentials = { accessKeyId, secretAccessKey: localSecretAccessKey };
    return new SignedOperatorApi({ address: operatorAddress(operatorUrl, region), credentials });
  }
}
