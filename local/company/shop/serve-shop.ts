import type { RequestListener, ServerResponse } from 'node:http';
import { serve, type LoopbackServer } from '../../emulator/server/loopback-server';
import { accountPage, componentText } from './account-page';
import type { Shop } from './shop';

const accounts = '/account/';

const componentPath = '/amends-apology.js';

/** Where a customer who is signed in sees their orders. On this machine whoever opens it is that customer. */
export function accountAddress(shopUrl: string, customerId: string): string {
  return `${shopUrl}${accounts}${encodeURIComponent(customerId)}`;
}

/**
 * The shop's endpoint (docs/shop.md), and its pages for customers. It answers once there is a shop, which is when
 * functions have an address.
 */
export function serveShop(port: number, shop: () => Shop | undefined): Promise<LoopbackServer> {
  const listener: RequestListener = ({ method = '', url = '/', headers }, response) => {
    const open = shop();
    if (open && method === 'GET' && isPage(url)) return showPage(url, open, response);
    const one = (name: string): string | undefined => {
      const value = headers[name];
      return typeof value === 'string' ? value : undefined;
    };
    const question = { method, target: url, timestamp: one('amends-timestamp'), signature: one('amends-signature') };
    const { status, body } = open?.answer(question) ?? { status: 503, body: {} };
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  };
  return serve(port, listener);
}

function isPage(url: string): boolean {
  return url.startsWith(accounts) || url === componentPath;
}

function showPage(url: string, shop: Shop, response: ServerResponse): void {
  if (url === componentPath) {
    response.writeHead(200, { 'content-type': 'text/javascript; charset=utf-8' });
    response.end(componentText());
    return;
  }
  const customerId = decodeURIComponent(new URL(url, 'http://shop').pathname.slice(accounts.length));
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
  void Promise.resolve(accountPage(customerId, shop)).then((page) => response.end(page));
}
