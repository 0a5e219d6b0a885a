import type { SystemEvent } from '../../local/system/system-event';
import { sendSignal, signalKinds, type SignalKind } from '../../local/beside/send-signal';
import { shopKey } from '../../local/company/provider/trouble/shop-key';
import { TestSystem, type Failed } from './test-system';
import Stripe from 'stripe';

// The app as a stage with detectors deploys it: a carrier's tracker, the shop, the bus, the money and the mail.

const dayMs = 24 * 60 * 60 * 1000;

let system: TestSystem;
const outcomes: { readonly type: string; readonly detail: unknown }[] = [];

beforeAll(async () => {
  const listener = (event: SystemEvent): void => {
    if (event.kind === 'event-accepted') outcomes.push({ type: event.detailType, detail: event.detail });
  };
  system = await TestSystem.open({ listener });
});

afterAll(async () => system.local.stop());

/** A parcel that was sold and sent: paid at the provider, and known to the shop by its tracking number. */
async function sold(name: string, promisedBy: Date) {
  const { hostname, port } = new URL(system.local.endpoints.provider);
  const shop = new Stripe(shopKey, { host: hostname, port, protocol: 'http', telemetry: false });
  const charge = await shop.charges.create({ amount: 2_900, currency: 'gbp', source: 'tok_visa' });
  const customer = { id: `cus_${name}`, name: 'Ruth Marsh', email: `${name}@example.com`, locale: 'en-GB' };
  const purchase = {
    orderId: `ord_${name}`,
    paymentId: charge.id,
    amountMinor: 2_900,
    currency: 'GBP',
    purchasedAt: new Date(promisedBy.getTime() - 5 * dayMs).toISOString(),
  };
  const line = { lineId: '1', sku: 'puppet', title: 'Puppet', quantity: 1, amountMinor: 2_500, inStock: false };
  const parcel = { shipmentId: `shp_${name}`, promisedBy: promisedBy.toISOString(), lines: [line], shippingMinor: 400 };
  const facts = { customer, purchase, parcel };
  const tracked = { carrier: 'RoyalMail', trackingId: `RM-${name}` };
  system.local.shop.know({ foundBy: tracked, facts });
  return { ...tracked, facts, paymentId: charge.id, email: customer.email };
}

/** What the detector that hears of it publishes from. */
const sourceOf: Readonly<Record<SignalKind, string>> = {
  parcel: 'detector.parcels',
  film: 'detector.playback',
  ticket: 'detector.tickets',
  outage: 'detector.health',
  warning: 'detector.playback',
};

function failedOf({ paymentId, email }: { readonly paymentId: string; readonly email: string }): Failed {
  const none = { Source: '', DetailType: '', Detail: {} };
  return { eventId: '', entry: none, customerId: '', email, paymentId, result: '', remedyId: '' };
}

const outcomesOf = (customerId: string): string[] =>
  outcomes.flatMap(({ type, detail }) => (JSON.stringify(detail).includes(`"${customerId}"`) ? [type] : []));

it('a detector that nobody has switched yet says what it would give, and gives nothing', async () => {
  const parcel = await sold('shadow', new Date(Date.now() - dayMs));
  system.local.signals.tracker.send({ ...parcel, status: 'failure', statusDetail: 'lost', at: new Date() });
  await system.local.idle();
  expect(outcomesOf('cus_shadow')).toContain('RemedyShadowed');
  expect(outcomesOf('cus_shadow')).not.toContain('RemedyIssued');
  expect(await system.mailsTo(failedOf(parcel))).toEqual([]);
  expect(await system.refundsOf(failedOf(parcel))).toEqual([]);
});

describe('a detector that was switched on', () => {
  beforeAll(async () => {
    const switched = await system.runCommand(
      'carol',
      'mode',
      'set',
      'source:detector.parcels',
      'auto',
      '--why',
      'a week of shadow',
    );
    expect(switched).toMatchObject({ code: 0 });
    system.local.passTime(60_000);
  });

  it('refunds a parcel that the carrier calls lost, and writes to whose it was', async () => {
    const parcel = await sold('lost', new Date(Date.now() - dayMs));
    system.local.signals.tracker.send({ ...parcel, status: 'failure', statusDetail: 'lost', at: new Date() });
    await system.local.idle();
    expect(await system.refundsOf(failedOf(parcel))).toMatchObject([{ amount: 2_500, status: 'succeeded' }]);
    expect(await system.mailsTo(failedOf(parcel))).toHaveLength(1);
  });

  it('gives one remedy where its signal comes twice, and beside what the shop itself has published', async () => {
    const parcel = await sold('twice', new Date(Date.now() - dayMs));
    const { customer, purchase, parcel: sent } = parcel.facts;
    const { shippingMinor: _, ...facts } = sent;
    const { carrier, trackingId } = parcel;
    const body = system.local.signals.tracker.send({
      ...parcel,
      status: 'failure',
      statusDetail: 'lost',
      at: new Date(),
    });
    await system.publishFailures({
      Source: 'com.example.shop',
      DetailType: 'ParcelLost',
      Detail: {
        schemaVersion: 1,
        occurredAt: new Date().toISOString(),
        evidence: 'reported',
        customer,
        purchase,
        parcel: { ...facts, carrier, trackingId, scan: 'in-transit' },
      },
    });
    system.local.signals.tracker.sendAgain(body);
    system.local.signals.tracker.send({ ...parcel, status: 'failure', statusDetail: 'lost', at: new Date() });
    await system.local.idle();
    expect(await system.refundsOf(failedOf(parcel))).toHaveLength(1);
    expect(await system.mailsTo(failedOf(parcel))).toHaveLength(1);
  });

  it('pays nobody for a parcel that two orders name, or none', async () => {
    const one = await sold('double', new Date(Date.now() - dayMs));
    system.local.shop.know({ foundBy: { carrier: one.carrier, trackingId: one.trackingId }, facts: one.facts });
    system.local.signals.tracker.send({ ...one, status: 'failure', statusDetail: 'lost', at: new Date() });
    const stranger = { carrier: 'RoyalMail', trackingId: 'RM-unknown' };
    system.local.signals.tracker.send({ ...stranger, status: 'failure', statusDetail: 'lost', at: new Date() });
    await system.local.idle();
    expect(outcomesOf('cus_double')).toEqual([]);
    expect(await system.local.deadLetters()).toEqual([]);
    const { stdout: out } = await system.runCommand('ann', 'detect', 'unjoined');
    expect(out).toMatch(/detector\.parcels +ParcelLost, DeliveryLate +RoyalMail\/RM-double.*several purchases/);
    expect(out).toMatch(/detector\.parcels +ParcelLost, DeliveryLate +RoyalMail\/RM-unknown.*no purchase/);
  });

  it('tells whose parcel is late by when it comes, hours before it was due', async () => {
    const parcel = await sold('late', new Date(Date.now() + dayMs / 4));
    const expectedBy = new Date(Date.now() + 3 * dayMs);
    system.local.signals.tracker.send({ ...parcel, status: 'in_transit', at: new Date(), expectedBy });
    await system.local.idle();
    expect(outcomesOf('cus_late')).toContain('DeliveryLate');
    expect(await system.refundsOf(failedOf(parcel))).toMatchObject([{ amount: 400 }]);
    expect(await system.mailsTo(failedOf(parcel))).toHaveLength(1);
  });

  it('refunds a film that stalled, whose player said so itself, once', async () => {
    await system.runCommand('carol', 'mode', 'set', 'source:detector.playback', 'auto', '--why', 'a week of shadow');
    system.local.passTime(60_000);
    const { hostname, port } = new URL(system.local.endpoints.provider);
    const shop = new Stripe(shopKey, { host: hostname, port, protocol: 'http', telemetry: false });
    const { id: paymentId } = await shop.charges.create({ amount: 399, currency: 'gbp', source: 'tok_visa' });
    const customer = { id: 'cus_viewer', name: 'Zoë Park', email: 'viewer@example.com', locale: 'en-GB' };
    const purchasedAt = new Date(Date.now() - dayMs / 4).toISOString();
    const purchase = { orderId: 'ord_viewer', paymentId, amountMinor: 399, currency: 'GBP', purchasedAt };
    const playback = { rentalId: 'rent_viewer', title: 'Paris, Texas', durationSeconds: 8_700 };
    system.local.shop.know({ foundBy: { sessionId: 'session-1' }, facts: { customer, purchase, playback } });
    const { player } = system.local.signals;
    player.play('session-1', 'film-9', [
      ['s', 2],
      ['p', 600],
      ['r', 9],
      ['p', 700],
      ['q', 0],
    ]);
    await system.local.idle();
    expect(outcomesOf('cus_viewer')).toEqual([]);
    player.play('session-1', 'film-9', [
      ['s', 2],
      ['p', 600],
      ['r', 90],
      ['p', 700],
      ['q', 0],
    ]);
    await system.local.idle();
    player.play('session-1', 'film-9', [
      ['s', 2],
      ['p', 600],
      ['r', 300],
      ['p', 700],
      ['q', 0],
    ]);
    await system.local.idle();
    expect(await system.refundsOf(failedOf({ paymentId, email: customer.email }))).toMatchObject([{ amount: 399 }]);
    expect(await system.mailsTo(failedOf({ paymentId, email: customer.email }))).toHaveLength(1);
  });

  it('gives one remedy to each who used a service, whoever tells of its outage and however often', async () => {
    await system.runCommand('carol', 'mode', 'set', 'source:detector.health', 'auto', '--why', 'a week of shadow');
    system.local.passTime(60_000);
    const { usage } = system.local.shop;
    const { onCall } = system.local.signals;
    const [from, until] = [new Date(Date.now() - 10 * dayMs), new Date(Date.now() - 10 * dayMs + 5 * 3_600_000)];
    const people = await Promise.all(
      ['ada', 'bea', 'cleo'].map(async (name) => ({ name, ...(await sold(name, until)) })),
    );
    for (const { name, facts } of people) {
      const { customer, purchase } = facts;
      await usage.add({ service: 'streaming', from, until, who: { customer, purchase, serviceId: `line_${name}` } });
    }
    for (let times = 0; times < 2; times++) {
      onCall.page('triggered', 'PINC1', 'PSTREAM', from, from);
      onCall.post('component_streaming', 'major_outage', new Date(from.getTime() + 600_000));
      onCall.post('component_streaming', 'operational', until);
      onCall.page('resolved', 'PINC1', 'PSTREAM', from, until);
      await system.local.idle();
    }
    for (const { name, paymentId, email } of people) {
      const refunds = await system.refundsOf(failedOf({ paymentId, email }));
      expect([name, refunds.length]).toEqual([name, 1]);
      expect(outcomesOf(`cus_${name}`).filter((type) => type === 'ServiceOutage')).toHaveLength(1);
    }
    const texts = outcomes.filter(({ type }) => type === 'ServiceOutage').map(({ detail }) => JSON.stringify(detail));
    expect(new Set(texts.map((text) => /"incidentId":"([^"]+)"/.exec(text)?.[1])).size).toBe(1);
  });

  it.each(signalKinds)('sees the %s that the page of the company has fail', async (kind) => {
    await system.runCommand('carol', 'mode', 'set', `source:${sourceOf[kind]}`, 'auto', '--why', 'a week of shadow');
    system.local.passTime(60_000);
    const customerId = await sendSignal(kind, system.local);
    await system.local.idle();
    const given = outcomesOf(customerId);
    const isGiven = given.some((type) => type === 'RemedyIssued' || type === 'ReplacementRequested');
    expect([isGiven, given.includes('RemedyHeld')]).toEqual(kind === 'warning' ? [false, true] : [true, false]);
    expect(await system.local.deadLetters()).toEqual([]);
  });
});
