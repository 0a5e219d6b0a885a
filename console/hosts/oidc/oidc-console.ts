import type { Observer } from '../../../lambdas/flow/record/observer';
import { wiredHandler, type FunctionHandler } from '../../../lambdas/runtime/handlers/wired-handler';
import type { Telemetry } from '../../../lambdas/runtime/telemetry/telemetry';
import { consoleApp } from '../../app/console-app';
import type { DynamoSignIns } from './dynamo-sign-ins';
import { arrivalIn, requestIn, responseOf, type HttpApiEvent, type HttpApiResponse } from './http-event';
import { IdentityProvider, type IdentityProviderProps } from './identity-provider';
import type { InProcess } from './in-process-operator-api';
import { oidcSignIn, redirectPath } from './oidc-sign-in';
import type { Roles } from './role-duties';
import { StoredSessions } from './stored-sessions';

export interface OidcConsoleProps extends Omit<IdentityProviderProps, 'redirectUri'> {
  /** Where people open it: `https://console.example.com`. */
  readonly origin: string;
  readonly api: InProcess;
  readonly signIns: DynamoSignIns;
  readonly roles: Roles;
  /** Names nobody can guess, of 43 characters or more. */
  readonly newSecret: () => string;
}

/** The console for people who sign in at an issuer of OpenID Connect, as the function behind an HTTP API. */
export function oidcConsoleHandler(
  wire: (observer: Observer) => OidcConsoleProps,
  tools: Telemetry,
): FunctionHandler<HttpApiEvent, HttpApiResponse> {
  const app = (observer: Observer) => oidcConsole(wire(observer));
  return wiredHandler(
    app,
    tools,
    async (event: HttpApiEvent, { wired }: { wired: () => ReturnType<typeof oidcConsole> }) =>
      responseOf(await wired().fetch(requestIn(event), { arrival: arrivalIn(event) })),
  );
}

function oidcConsole({ origin, api, signIns, roles, clock, newSecret, ...issuer }: OidcConsoleProps) {
  const { log } = api;
  const provider = new IdentityProvider({ ...issuer, clock, redirectUri: `${origin}${redirectPath}` });
  const sessions = new StoredSessions({ signIns, api, roles, clock, newSecret, issuer: issuer.issuer });
  const signIn = oidcSignIn({ origin, provider, signIns, sessions, clock, newSecret, log });
  return consoleApp({ sessions, signIn, origins: [origin], clock, log });
}
