import { telemetry } from '../../../lambdas/runtime/telemetry/telemetry';
import { oidcConsoleHandler } from './oidc-console';
import { wireOidcConsole } from './oidc-console-wiring';

export const handler = oidcConsoleHandler((observer) => wireOidcConsole(process.env, observer), telemetry());
