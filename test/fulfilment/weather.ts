import { createServer, request as forward, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Weather } from '../contract-suites/refund-provider-contract';

/** Stands between a client and a real server on loopback, and lets through what the weather allows. */
export class WeatherProxy {
  private weather: Weather = 'fair';
  private server: Server | undefined;
  private port = 0;

  private constructor(private readonly behind: string) {}

  static async before(behind: string): Promise<WeatherProxy> {
    const proxy = new WeatherProxy(behind);
    await proxy.open();
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async turn(weather: Weather): Promise<void> {
    this.weather = weather;
    if (weather === 'unreachable') await this.close();
    else await this.open();
  }

  async close(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    if (!server) return;
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  }

  private async open(): Promise<void> {
    if (this.server) return;
    const server = createServer((incoming, response) => void this.pass(incoming, response));
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve));
    this.port = (server.address() as AddressInfo).port;
    this.server = server;
  }

  private async pass(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    if (this.weather === 'hanging') return;
    const { method, headers, url = '/' } = incoming;
    const onward = forward(new URL(url, this.behind), { method, headers, agent: false }, (answer) => {
      if (this.weather === 'losing-replies') {
        answer.resume();
        answer.on('end', () => incoming.socket.destroy());
        return;
      }
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => incoming.socket.destroy());
    onward.end(Buffer.concat(chunks));
  }
}
