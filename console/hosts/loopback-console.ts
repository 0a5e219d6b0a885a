import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { consoleApp } from '../app/console-app';
import { signInHere } from '../app/sign-in-here';
import { Sessions } from '../session/sessions';
import type { Beside } from '../visit/visit';
import type { SignIn } from '../session/sign-in';

export interface LoopbackConsoleProps {
  /** 0 takes any free port. */
  readonly port: number;
  readonly signIn: SignIn;
  readonly clock: () => Date;
  /** Writes down what went wrong. */
  readonly log?: ((error: unknown) => void) | undefined;
  /** @default - only what every console has */
  readonly beside?: Beside | undefined;
}

export interface LoopbackConsole {
  /** Where a browser on this machine opens it. */
  readonly url: string;
  readonly port: number;
  stop(): Promise<void>;
}

const loopback = '127.0.0.1';

/** The console for people of this machine alone. */
export async function startLoopbackConsole({
  port,
  signIn,
  clock,
  log,
  beside,
}: LoopbackConsoleProps): Promise<LoopbackConsole> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, loopback, resolve);
  });
  const address = server.address();
  const actualPort = typeof address === 'object' && address ? address.port : port;
  const origins = [loopback, 'localhost'].map((name) => `http://${name}:${actualPort}`);
  const sessions = new Sessions({ clock, newSecret: () => randomBytes(24).toString('base64url') });
  const signInPages = signInHere(signIn, sessions, (locale) => beside?.noteAtSignIn({ locale, now: clock() }));
  const app = consoleApp({ sessions, signIn: signInPages, origins, clock, log, beside });
  const listener = getRequestListener((request) => app.fetch(request));
  server.on('request', (request, response) => void listener(request, response));
  return {
    url: `http://${loopback}:${actualPort}/`,
    port: actualPort,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
