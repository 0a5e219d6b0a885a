import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { html } from 'hono/html';
import type { FC } from 'hono/jsx';
import type { Order } from '../../../lambdas/shop/order';
import type { Shop } from './shop';

/** The file of the component, as it is built for the package. */
const component = join(__dirname, '../../../customer/feed/amends-apology.js');

let built: string | undefined;

/** The component as a shop serves it. It is built once it is asked for. */
export function componentText(): string {
  built ??= buildSync({ entryPoints: [component], minify: true, format: 'esm', target: 'es2022', write: false })
    .outputFiles.map(({ text }) => text)
    .join('');
  return built;
}

const style = `
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { margin: 0 auto; padding: 1rem; max-width: 40rem; }
amends-apology { margin-block: 1rem; }
li { overflow-wrap: anywhere; }
`;

/** The page of a customer's orders in the shop, where it says sorry as soon as there is something to say. */
export function accountPage(customerId: string, shop: Shop): string | Promise<string> {
  const known = shop.customer(customerId);
  const language = known?.customer.locale ?? 'en';
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Your orders</title>
        <link rel="icon" href="data:," />
        <style>
          ${style}
        </style>
        <script type="module" src="/amends-apology.js"></script>
      </head>
      <body>
        ${(<OrdersOfCustomer customerId={customerId} shop={shop} orders={known?.orders ?? []} />)}
      </body>
    </html>`;
}

interface OrdersProps {
  readonly customerId: string;
  readonly shop: Shop;
  readonly orders: readonly Order[];
}

const OrdersOfCustomer: FC<OrdersProps> = ({ customerId, shop, orders }) => {
  const feed = shop.feedFor(customerId);
  return (
    <main lang="en">
      <h1>Your orders</h1>
      {feed && <amends-apology feed={feed.feedUrl} link={feed.link}></amends-apology>}
      {orders.length === 0 && <p>There are no orders.</p>}
      <ul>
        {orders.map(({ orderId, lines }) => (
          <li>
            {lines.map(({ title }) => title).join(', ')} ({orderId})
            {shop.hasReports && (
              <>
                : <a href={shop.linkFor(customerId, orderId)}>Something went wrong with this order</a>
              </>
            )}
          </li>
        ))}
      </ul>
      {feed && (
        <p>
          <a href={`${feed.feedUrl}?${new URLSearchParams({ l: feed.link }).toString()}`}>What we made right for you</a>
        </p>
      )}
    </main>
  );
};

declare module 'hono/jsx' {
  // eslint-disable-next-line @typescript-eslint/no-namespace
  namespace JSX {
    interface IntrinsicElements {
      'amends-apology': { readonly feed: string; readonly link: string; readonly children?: unknown };
    }
  }
}
