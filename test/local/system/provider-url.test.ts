import type { FunctionDefinition } from '../../../local/emulator/template/functions';
import { checkEndpoints, withProviderUrl, withShopOrigin } from '../../../local/system/provider-url';

function definition(name: string, environment: Record<string, string>): FunctionDefinition {
  const asynchronous = { maximumEventAgeSeconds: 60, maximumRetryAttempts: 2 };
  const code = { assetFolder: '/', handler: 'index.handler', runtime: 'nodejs24.x' };
  return { name, arn: name, ...code, timeoutSeconds: 3, memoryMegabytes: 128, environment, asynchronous };
}

it('functions that call the provider get the local address, and the others stay as they are', () => {
  const refunding = definition('Refunding', { TABLE: 'Ledger', STRIPE_API_URL: 'https://api.stripe.com' });
  const mailing = definition('Mailing', { TABLE: 'Ledger' });
  expect(withProviderUrl([refunding, mailing], 'http://127.0.0.1:3')).toEqual([
    { ...refunding, environment: { TABLE: 'Ledger', STRIPE_API_URL: 'http://127.0.0.1:3' } },
    mailing,
  ]);
});

it('a credit on the balance at the provider is booked at the local one too', () => {
  const setting = (apiUrl: string) => JSON.stringify({ credits: 'stripe', stripe: { apiUrl, secretName: 's' } });
  const refunding = definition('Refunding', { STRIPE_API_URL: 'https://api.stripe.com' });
  const booking = definition('Booking', { PARTNERS: setting('https://api.stripe.com') });
  const [, local] = withProviderUrl([refunding, booking], 'http://127.0.0.1:3');
  expect(local?.environment).toEqual({ PARTNERS: setting('http://127.0.0.1:3') });
});

it('a stage whose refunds or partners are asked for at the company’s own endpoint is refused, before anybody asks there', () => {
  const endpoint = (url: string) => JSON.stringify({ credits: 'endpoint', endpoint: { url, secretName: 's' } });
  const at = (environment: Record<string, string>) => () => {
    checkEndpoints([definition('Refunding', environment)]);
  };
  expect(at({ REFUND_ENDPOINT_URL: 'https://pay.example.com/amends' })).toThrow(
    /pay\.example\.com.*-c refundEndpoint=/,
  );
  expect(at({ PARTNERS: endpoint('https://desk.example.com') })).toThrow(/desk\.example\.com/);
  expect(at({ PARTNERS: endpoint('http://127.0.0.1:9'), REFUND_ENDPOINT_URL: 'http://localhost:9' })).not.toThrow();
});

it('a stage that asks the shop of the company is told how to name one here, or the one of this machine', () => {
  const asking = definition('Judging', { SHOP_URL: 'https://shop.example.com/amends' });
  expect(() => checkEndpoints([asking])).toThrow(
    /shop\.example\.com.*-c 'shop=\{"url":"http:\/\/localhost:0\/shop"\}'/,
  );
  expect(() => checkEndpoints([definition('Judging', { SHOP_URL: 'http://localhost:0/shop' })])).not.toThrow();
});

it('pages of the local shop may ask where the template means them, and others stay as they are', () => {
  const cors = (...allowOrigins: string[]) => ({
    ...{ allowOrigins, allowMethods: ['GET'], allowHeaders: [], exposeHeaders: [], allowCredentials: false },
  });
  const open = { functionName: 'Feed', authType: 'NONE' as const, awsUrl: 'https://feed.example.com/' };
  const asked = [{ ...open, cors: cors('http://localhost:0', 'https://shop.example.com') }, open];
  expect(withShopOrigin(asked, 'http://127.0.0.1:4521')).toEqual([
    { ...open, cors: cors('http://127.0.0.1:4521', 'https://shop.example.com') },
    open,
  ]);
});
