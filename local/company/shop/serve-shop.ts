import type { RequestListener } from 'node:http';
import { serve, type LoopbackServer } from '../../emulator/server/loopback-server';
import type { Shop } from './shop';

/** The shop's endpoint: docs/shop.md. It answers once there is a shop, which is when functions have an address. */
export function serveShop(port: number, shop: () => Shop | undefined): Promise<LoopbackServer> {
  const listener: RequestListener = ({ method = '', url = '/', headers }, response) => {
    const one = (name: string): string | undefined => {
      const value = headers[name];
      return typeof value === 'string' ? value : undefined;
    };
    const question = { method, target: url, timestamp: one('amends-timestamp'), signature: one('amends-signature') };
    const { status, body } = shop()?.answer(question) ?? { status: 503, body: {} };
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  };
  return serve(port, listener);
}
