import { HttpEndpoint } from '../../../../lambdas/fulfilment/http/http-endpoint';
import { HttpShop } from '../../../../lambdas/shop/http-shop';
import { serveShop } from '../../../../local/company/shop/serve-shop';
import { Shop } from '../../../../local/company/shop/shop';

it('of a customer to whom it has sold nothing the shop shows no order, which is an answer', async () => {
  const secret = 'a-secret-of-the-shop-and-of-nobody-else';
  const clock = (): Date => new Date('2026-11-29T10:00:00.000Z');
  const shop = new Shop({ providerUrl: 'http://127.0.0.1:9', secret, clock });
  const server = await serveShop(0, () => shop);
  try {
    const key = { read: async () => secret, forget: () => undefined };
    const asked = new HttpShop(new HttpEndpoint({ key, endpointUrl: server.url, clock }));
    expect(await asked.ordersOf('cus_917', undefined)).toEqual({ customer: { id: 'cus_917' }, orders: [] });
  } finally {
    await server.stop();
  }
});
