import type { OrderLine } from '../../../lambdas/shop/order';
import type { Basket } from './shop';

const dayMs = 86_400_000;

/** Orders in which something can have gone wrong, one customer for each told story. */
export function sampleBaskets(now: Date): readonly Basket[] {
  const at = (days: number): string => new Date(now.getTime() + days * dayMs).toISOString();
  return [consoleOrder(at), usedBook(at), telescope(at), reader(at), evenings(at), line(at)];
}

type At = (days: number) => string;

function shipmentOf(number: number, at: At, isDelivered: boolean): NonNullable<OrderLine['shipment']> {
  return {
    shipmentId: `shp_shop_${number}`,
    carrier: 'carrier_northway',
    trackingId: `NW3000${number}GB`,
    promisedBy: at(-2),
    scan: isDelivered ? 'delivered' : 'in-transit',
    ...(isDelivered && { deliveredAt: at(-2) }),
  };
}

function consoleOrder(at: At): Basket {
  return {
    customer: {
      id: 'cus_shop_1',
      name: 'David Okafor',
      email: 'david@example.com',
      locale: 'en-GB',
      timeZone: 'Europe/London',
    },
    orders: [
      {
        orderId: 'ord_shop_1',
        amountMinor: 19_399,
        currency: 'GBP',
        purchasedAt: at(-9),
        lines: [
          {
            lineId: '1',
            sku: 'console-handheld-blue',
            title: 'Handheld games console, blue',
            quantity: 1,
            amountMinor: 18_900,
            inStock: true,
            shipment: shipmentOf(1, at, true),
          },
        ],
      },
    ],
  };
}

function usedBook(at: At): Basket {
  return {
    customer: {
      id: 'cus_shop_2',
      name: 'Tom Hargreaves',
      email: 'tom@example.com',
      locale: 'en-GB',
      timeZone: 'Europe/London',
    },
    orders: [
      {
        orderId: 'ord_shop_2',
        amountMinor: 1_850,
        currency: 'GBP',
        purchasedAt: at(-12),
        lines: [
          {
            lineId: '1',
            sku: 'book-used-lighthouse',
            title: 'To the Lighthouse',
            quantity: 1,
            amountMinor: 1_850,
            shipment: shipmentOf(2, at, true),
            soldBy: { merchantId: 'merchant_3310', describedAs: 'like new', contactedAt: at(-3) },
          },
        ],
      },
    ],
  };
}

function telescope(at: At): Basket {
  return {
    customer: {
      id: 'cus_shop_3',
      name: 'Priya Raman',
      email: 'priya@example.com',
      locale: 'en-US',
      timeZone: 'America/Los_Angeles',
      phone: '+12025550147',
    },
    orders: [
      {
        orderId: 'ord_shop_3',
        amountMinor: 6_498,
        currency: 'USD',
        purchasedAt: at(-6),
        lines: [
          {
            lineId: '1',
            sku: 'telescope-kids',
            title: 'My first telescope',
            quantity: 1,
            amountMinor: 5_999,
            inStock: true,
            giftWrap: true,
            shipment: shipmentOf(3, at, true),
          },
        ],
      },
    ],
  };
}

function reader(at: At): Basket {
  const parcel = shipmentOf(4, at, true);
  return {
    customer: {
      id: 'cus_shop_4',
      name: 'Jürgen Weiß',
      email: 'juergen@example.com',
      locale: 'de-DE',
      timeZone: 'Europe/Berlin',
    },
    orders: [
      {
        orderId: 'ord_shop_4',
        amountMinor: 17_989,
        currency: 'EUR',
        purchasedAt: at(-20),
        lines: [
          {
            lineId: '1',
            sku: 'reader-6in',
            title: 'E-Book-Reader, 6 Zoll',
            quantity: 1,
            amountMinor: 8_999,
            inStock: true,
            shipment: parcel,
            photos: ['photo_1'],
          },
          {
            lineId: '2',
            sku: 'lamp-brass',
            title: 'Schreibtischlampe Messing',
            quantity: 1,
            amountMinor: 8_990,
            inStock: true,
            shipment: parcel,
          },
        ],
      },
    ],
  };
}

function evenings(at: At): Basket {
  return {
    customer: {
      id: 'cus_shop_5',
      name: 'Léa Fontaine',
      email: 'lea@example.com',
      locale: 'fr-FR',
      timeZone: 'Europe/Paris',
    },
    orders: [
      {
        orderId: 'ord_shop_5',
        amountMinor: 498,
        currency: 'EUR',
        purchasedAt: at(-1),
        lines: [
          {
            lineId: '1',
            sku: 'film-rental',
            title: 'Les Lumières du port',
            quantity: 1,
            amountMinor: 498,
            rental: { rentalId: 'rent_shop_5', durationSeconds: 6_120 },
          },
        ],
      },
      {
        orderId: 'ord_shop_6',
        amountMinor: 1_900,
        currency: 'EUR',
        purchasedAt: at(-3),
        lines: [
          {
            lineId: '1',
            sku: 'wifi-pass',
            title: 'Wi-Fi, vol XY 204',
            quantity: 1,
            amountMinor: 1_900,
            pass: { passId: 'pass_shop_6', flight: 'XY 204', purchasedMinutes: 240 },
          },
        ],
      },
    ],
  };
}

function line(at: At): Basket {
  return {
    customer: {
      id: 'cus_shop_6',
      name: '佐藤 ゆき',
      email: 'yuki@example.com',
      locale: 'ja-JP',
      timeZone: 'Asia/Tokyo',
    },
    orders: [
      {
        orderId: 'sub_shop_7',
        amountMinor: 3_800,
        currency: 'JPY',
        purchasedAt: at(-20),
        lines: [
          {
            lineId: '1',
            sku: 'fibre',
            title: '光回線',
            quantity: 1,
            amountMinor: 2_800,
            service: {
              serviceId: 'svc_shop_7',
              subscription: { periodStart: at(-20), periodEnd: at(10) },
              outages: [{ kind: 'downtime', startedAt: at(-5), endedAt: at(-4) }],
            },
          },
          {
            lineId: '2',
            sku: 'game',
            title: '銀河の旅',
            quantity: 1,
            amountMinor: 1_000,
            withdrawn: { entitlementId: 'ent_shop_7', withdrawnAt: at(-1) },
          },
        ],
      },
      {
        orderId: 'ord_shop_8',
        amountMinor: 3_300,
        currency: 'JPY',
        purchasedAt: at(-4),
        lines: [
          {
            lineId: '1',
            sku: 'kettle',
            title: '鉄瓶',
            quantity: 1,
            amountMinor: 2_800,
            inStock: true,
            shipment: { ...shipmentOf(8, at, false), promisedBy: at(1), expectedBy: at(4), shippingMinor: 500 },
          },
        ],
      },
    ],
  };
}
