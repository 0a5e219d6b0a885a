import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { forOwnPages } from './own-pages.cjs';

/** Nothing of the local system can be reached from another machine. */
export const loopback = '127.0.0.1';

export interface LoopbackServer {
  readonly url: string;
  readonly port: number;
  stop(): Promise<void>;
}

/**
 * Serves HTTP on this machine only, and to no page of another server.
 *
 * @param admits whether what is asked for is open to the page of another origin that asks
 */
export async function serve(
  port: number,
  listener: RequestListener,
  admits?: (request: IncomingMessage) => boolean,
): Promise<LoopbackServer> {
  return listen(createServer(forOwnPages(listener, admits)), port);
}

export async function listen(server: Server, port: number): Promise<LoopbackServer> {
  // The SDK's clients keep connections open and reuse them after any time.
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, loopback, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const address = server.address();
  const actualPort = typeof address === 'object' && address ? address.port : port;
  return { url: `http://${loopback}:${actualPort}`, port: actualPort, stop: () => close(server) };
}

async function close(server: Server): Promise<void> {
  if (!server.listening) return;
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
