import { connect, createServer, type Socket } from 'node:net';
import { loopback } from '../../local/emulator/server/loopback-server';

/** One address for an engine that is killed and restarted at another port. In between, connections are closed. */
export interface StableProxy {
  readonly url: string;
  /** Where the engine is now. Undefined while there is none. */
  forwardTo(url: string | undefined): void;
  stop(): Promise<void>;
}

export async function startStableProxy(): Promise<StableProxy> {
  let port: number | undefined;
  const sockets = new Set<Socket>();
  const server = createServer((caller) => {
    if (port === undefined) {
      caller.destroy();
      return;
    }
    const engine = connect(port, loopback);
    for (const [one, other] of [
      [caller, engine],
      [engine, caller],
    ] as const) {
      sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, loopback, resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the stable proxy has no port');
  return {
    url: `http://${loopback}:${address.port}`,
    forwardTo: (url) => (port = url === undefined ? undefined : Number(new URL(url).port)),
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
