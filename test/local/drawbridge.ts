import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A way to a server on this machine that can be taken away: then nobody listens there, and connections are refused. */
export class Drawbridge {
  private readonly sockets = new Set<Socket>();
  private server: Server | undefined;
  private port = 0;

  /** @param targetOf where it leads. It is asked when somebody comes, so it may be known later than the bridge */
  constructor(private readonly targetOf: () => string) {}

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async letDown(): Promise<void> {
    const server = createServer((socket) => this.lead(socket));
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve));
    this.port = (server.address() as AddressInfo).port;
    this.server = server;
  }

  async pullUp(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    for (const socket of this.sockets) socket.destroy();
    if (server) await new Promise((resolve) => server.close(resolve));
  }

  private lead(socket: Socket): void {
    const { hostname, port } = new URL(this.targetOf());
    const onward = connect(Number(port), hostname);
    for (const [one, other] of [
      [socket, onward],
      [onward, socket],
    ] as const) {
      this.sockets.add(one);
      one.pipe(other);
      one.on('error', () => other.destroy());
      one.once('close', () => {
        this.sockets.delete(one);
        other.destroy();
      });
    }
  }
}
