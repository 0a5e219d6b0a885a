import type { IncomingMessage, ServerResponse } from 'node:http';
import { isSignedWith } from '../../../lambdas/fulfilment/http/request-signature';
import { serve, type LoopbackServer } from '../../emulator/server/loopback-server';
import type { ServiceUsage } from './service-usage';
import type { SoldPurchases } from './sold-purchases';

/** How far the two clocks may be apart. */
const toleranceSeconds = 300;

export interface ShopEndpointProps {
  /** With which questions to it are signed. */
  readonly secrets: readonly string[];
  readonly clock: () => Date;
}

/**
 * The shop's endpoint that says whose a tracking number or a session is, and who used a service. It answers nobody but
 * who signs.
 */
export function startShopEndpoint(
  port: number,
  { sold, usage }: { readonly sold: SoldPurchases; readonly usage: ServiceUsage },
  { secrets, clock }: ShopEndpointProps,
): Promise<LoopbackServer> {
  return serve(port, (request, response) => {
    if (!isSigned(request, secrets, clock())) return answer(response, 401, {});
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://shop.example.com');
    const reference = Object.fromEntries(searchParams);
    if (request.method === 'GET' && pathname.endsWith('/affected')) {
      return answer(response, 200, { asked: reference, ...usage.page(reference) });
    }
    if (request.method !== 'GET' || !pathname.endsWith('/purchases')) return answer(response, 404, {});
    const { status, facts } = sold.find(reference);
    return answer(response, status === 'not-found' ? 404 : 200, { reference, status, ...facts });
  });
}

function isSigned({ headers, url = '/' }: IncomingMessage, secrets: readonly string[], now: Date): boolean {
  const timestampSeconds = Number(headers['amends-timestamp']);
  if (!(Math.abs(now.getTime() / 1_000 - timestampSeconds) <= toleranceSeconds)) return false;
  const signature = String(headers['amends-signature']);
  return secrets.some((secret) => isSignedWith(secret, signature, { timestampSeconds, text: url }));
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json', connection: 'close' }).end(JSON.stringify(body));
}
