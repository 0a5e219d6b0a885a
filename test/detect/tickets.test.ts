import { parseFailure } from '../../lambdas/failures/definition/parse-failure';
import { videoPlaybackFailed } from '../../lambdas/failures/video-playback-failed/video-playback-failed';
import { detectorOptions } from '../../lambdas/detect/definition/detector';
import { detect } from '../../lambdas/detect/run/detect';
import { ticketDefaults, type TicketOptions } from '../../lambdas/detect/tickets/options';
import { ticketsDetector } from '../../lambdas/detect/tickets/tickets';
import type { TicketUpdate } from '../../lambdas/detect/tickets/ticket-update';
import { zendeskDoor, zendeskSignature } from '../../lambdas/detect/tickets/zendesk-door';
import { remedyIdOf } from '../../lambdas/model/remedy-id';
import { reportedFailure } from '../../lambdas/reports/reported-failure';
import { ticketEvent } from '../../local/company/signals/help-desk';
import { newDetection, type Detection } from './detection';

const secret = 'of-the-desk';
const now = new Date('2026-11-20T10:00:00Z');

const kinds: TicketOptions['kinds'] = [
  { tag: 'film_would_not_play', mishap: 'unplayable', answer: 'nothing' },
  { tag: 'parcel_never_came', mishap: 'neverCame' },
  { tag: 'broken', form: '6876543', mishap: 'damaged', answer: 'transit' },
];

const customer = { id: 'cus_1', name: 'Zoë Park', email: 'zoe@example.com' };
const line = {
  ...{ lineId: '1', sku: 'film', title: 'Paris, Texas', quantity: 1, amountMinor: 399 },
  rental: { rentalId: 'rent_1', durationSeconds: 8_700 },
};
const order = {
  ...{ orderId: 'ord_1', paymentId: 'ch_1', amountMinor: 399, currency: 'GBP', purchasedAt: '2026-11-19T18:00:00Z' },
  lines: [line],
};
const found = { customer, soldTo: 'cus_1', orders: [order], lineId: '1' };

let events = 0;

function update(change: Partial<TicketUpdate>): TicketUpdate {
  events += 1;
  const base = { eventId: `evt_${String(events).padStart(6, '0')}`, ticketId: '35436', requesterId: '20978392' };
  return { ...base, orderId: 'ord_1', tags: [], updatedAt: now.toISOString(), ...change };
}

async function hear(
  seen: Detection<TicketOptions>,
  ...updates: readonly TicketUpdate[]
): Promise<readonly (readonly [type: string, remedyId: string])[]> {
  const before = seen.published.length;
  for (const one of updates) await detect(one.ticketId, [one], ticketsDetector, seen.ports);
  return seen.published.slice(before).map(({ type, remedyId }) => [type, remedyId]);
}

function detection(known: object = found): Detection<TicketOptions> {
  const seen = newDetection<TicketOptions>(ticketsDetector, { kinds }, { '35436/20978392/ord_1': known });
  seen.now = now;
  return seen;
}

describe('a ticket', () => {
  it('is the failure that its customer would have reported, with the same remedy', async () => {
    const report = { orderId: 'ord_1', lineId: '1', mishap: 'unplayable', answer: 'longStalls' } as const;
    const reported = reportedFailure(report, { customer, order, line }, now);
    const failure = parseFailure(videoPlaybackFailed, reported.detail);
    const remedyId = remedyIdOf({
      customerId: 'cus_1',
      type: reported.type,
      subject: videoPlaybackFailed.subject(failure),
      occurrence: videoPlaybackFailed.occurrence(failure),
    });
    const seen = detection();
    expect(await hear(seen, update({ tags: ['vip', 'film_would_not_play'] }))).toEqual([
      ['VideoPlaybackFailed', remedyId],
    ]);
    expect(seen.published[0]).toMatchObject({ source: 'detector.tickets', detail: { evidence: 'reported' } });
  });

  it('that nobody has mapped is nobody’s failure, and the shop is not asked', async () => {
    const seen = detection();
    expect(await hear(seen, update({ tags: ['question'] }), update({ tags: ['broken'] }))).toEqual([]);
    expect(seen.asked).toEqual([]);
    expect(seen.unjoined()).toEqual([]);
  });

  it('counts once it has its tag, and changes nothing when it is updated again or renamed', async () => {
    const seen = detection();
    const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000).toISOString();
    expect(await hear(seen, update({ tags: [] }))).toEqual([]);
    const tagged = update({ tags: ['film_would_not_play'], updatedAt: later(5) });
    expect(await hear(seen, tagged)).toHaveLength(1);
    const renamed = update({ tags: ['parcel_never_came'], updatedAt: later(7) });
    expect(await hear(seen, tagged, update({ ...tagged, updatedAt: later(6) }), renamed)).toEqual([]);
  });

  it('whose order is set later is asked about by it at once, also after the last try without it', async () => {
    const seen = detection();
    const later = (hours: number) => {
      seen.now = new Date(now.getTime() + hours * 3_600_000);
      return seen.now.toISOString();
    };
    const unnamed = { tags: ['film_would_not_play'], orderId: undefined };
    const tries = [0, 1, 6, 24, 72];
    for (const hours of tries) expect(await hear(seen, update({ ...unnamed, updatedAt: later(hours) }))).toEqual([]);
    expect(await hear(seen, update({ ...unnamed, updatedAt: later(200) }))).toEqual([]);
    expect(seen.asked).toEqual(tries.map(() => ({ ticketId: '35436', requesterId: '20978392' })));
    const named = update({ tags: ['film_would_not_play'], updatedAt: later(201) });
    expect(await hear(seen, named)).toHaveLength(1);
    expect(seen.unjoined()).toEqual([]);
  });

  it('is listed with what the shop was asked by, and when, and begins anew where its order is another', async () => {
    const seen = detection();
    const listed = async () => (await seen.ports.subjects.read('35436'))?.unjoined;
    const at = (minutes: number) => {
      seen.now = new Date(now.getTime() + minutes * 60_000);
      return seen.now.toISOString();
    };
    const tags = ['film_would_not_play'];
    await hear(seen, update({ tags, orderId: 'ord_7', updatedAt: at(0) }));
    await hear(seen, update({ tags, orderId: 'ord_7', updatedAt: at(60) }));
    expect(await listed()).toMatchObject({ reference: { orderId: 'ord_7' }, since: now.toISOString(), tries: 2 });
    await hear(seen, update({ tags, orderId: 'ord_8', updatedAt: at(70) }));
    const begun = new Date(now.getTime() + 70 * 60_000).toISOString();
    expect(await listed()).toMatchObject({ reference: { orderId: 'ord_8' }, since: begun, tries: 1 });
    // The next question comes an hour later, and not at the next look.
    at(100);
    await seen.judgeDue(ticketsDetector);
    await hear(seen, update({ tags: [...tags, 'vip'], orderId: 'ord_8', updatedAt: at(110) }));
    expect(await listed()).toMatchObject({ since: begun, tries: 1 });
    at(131);
    await seen.judgeDue(ticketsDetector);
    expect(seen.asked.map(({ orderId }) => orderId)).toEqual(['ord_7', 'ord_7', 'ord_8', 'ord_8']);
  });

  it('that was written before a parcel came is not about that parcel, however often the shop is asked again', async () => {
    const { rental: _, ...bought } = line;
    const due = '2026-11-21T18:00:00Z';
    const shipment = { shipmentId: 'shp_1', carrier: 'UPS', trackingId: 'T1', promisedBy: due, scan: 'in-transit' };
    let known: object = { ...found, orders: [{ ...order, lines: [{ ...bought, shipment }] }] };
    const seen = detection();
    const shop = { purchaseOf: async () => ({ type: 'found', found: known }) as const };
    const asAsked = { ...seen, ports: { ...seen.ports, shop } };
    const createdAt = now.toISOString();
    const tagged = update({ tags: ['parcel_never_came'], createdAt });
    await detect(tagged.ticketId, [tagged], ticketsDetector, asAsked.ports);
    expect(seen.unjoined()).toEqual([expect.stringMatching(/cannot have happened/)]);
    // It comes in time. An agent touches the ticket afterwards, so it is newer than the delivery.
    const arrived = { ...shipment, scan: 'delivered', deliveredAt: '2026-11-21T15:00:00Z' };
    known = { ...found, orders: [{ ...order, lines: [{ ...bought, shipment: arrived }] }] };
    seen.now = new Date('2026-11-21T16:00:00Z');
    const touched = update({ tags: ['parcel_never_came', 'vip'], createdAt, updatedAt: seen.now.toISOString() });
    await detect(tagged.ticketId, [touched], ticketsDetector, asAsked.ports);
    expect(seen.published).toEqual([]);
    expect(seen.unjoined()).toEqual([expect.stringMatching(/delivered after somebody had written/)]);
    // Whoever writes after it is said to have come means that.
    const later = update({ ...touched, ticketId: '35437', createdAt: '2026-11-21T15:30:00Z' });
    await detect(later.ticketId, [later], ticketsDetector, asAsked.ports);
    expect(seen.published.map(({ type }) => type)).toEqual(['ParcelLost']);
  });

  it('that an older version has listed without what the shop was asked by is not asked about at each signal', async () => {
    const seen = detection();
    const tags = ['film_would_not_play'];
    await hear(seen, update({ tags, orderId: 'ord_7' }));
    const listed = await seen.ports.subjects.read('35436');
    if (!listed?.unjoined) throw new Error('it is not listed');
    const { reference: _, ...older } = listed.unjoined;
    await seen.ports.subjects.save({ ...listed, version: listed.version + 1, unjoined: older });
    await hear(seen, update({ tags: [...tags, 'vip'], orderId: 'ord_7' }));
    expect(seen.asked).toHaveLength(1);
  });

  it('comes to the same in whatever order its events arrive', () => {
    const all = [
      update({ updatedAt: '2026-11-20T09:00:00Z' }),
      update({ updatedAt: '2026-11-20T09:05:00Z', tags: ['parcel_never_came'] }),
      update({ updatedAt: '2026-11-20T09:05:00Z', isGone: true }),
      update({ updatedAt: '2026-11-20T09:06:00Z', tags: ['film_would_not_play'] }),
    ];
    const ends = [all, all.toReversed(), [...all, ...all]].map((order) =>
      order.reduce<TicketUpdate | undefined>((state, one) => ticketsDetector.fold(state, one), undefined),
    );
    expect(new Set(ends.map((end) => JSON.stringify(end))).size).toBe(1);
    expect(ends[0]).toMatchObject({ isGone: true });
  });

  it('that is spam, deleted or merged reports nothing', async () => {
    expect(await hear(detection(), update({ tags: ['film_would_not_play'], isGone: true }))).toEqual([]);
  });

  it.each<[string, object, readonly string[], RegExp]>([
    ['of two kinds', found, ['film_would_not_play', 'parcel_never_came'], /several kinds/],
    ['whose order was sold to somebody else', { ...found, soldTo: 'cus_2' }, ['film_would_not_play'], /soldTo/],
    ['with two orders', { ...found, orders: [order, order] }, ['film_would_not_play'], /orders/],
    [
      'with another order than it names',
      { ...found, orders: [{ ...order, orderId: 'ord_2' }] },
      ['film_would_not_play'],
      /another order/,
    ],
    ['with a line that the order lacks', { ...found, lineId: '9' }, ['film_would_not_play'], /no such line/],
    ['of what cannot have happened', found, ['parcel_never_came'], /cannot have happened/],
  ])('%s is listed with the reason, and pays nobody', async (_, known, tags, why) => {
    const seen = detection(known);
    expect(await hear(seen, update({ tags: [...tags] }))).toEqual([]);
    expect(seen.unjoined()).toEqual([expect.stringMatching(why)]);
  });
});

describe('the webhook of the help desk', () => {
  const time = now.toISOString();
  const body = ticketEvent({
    ...{ ticketId: '35436', requesterId: '20978392', orderId: 'ord_1' },
    ...{ tags: ['film_would_not_play'], at: now },
  });
  const request = (key: string, rawBody = body, timestamp = time) => ({
    headers: {
      'x-zendesk-webhook-signature': zendeskSignature(body, timestamp, key),
      'x-zendesk-webhook-signature-timestamp': timestamp,
    },
    query: {},
    rawBody,
    now,
  });

  it('is believed with its signature, and says nothing that a customer wrote', () => {
    const received = zendeskDoor.receive(request(secret), secret);
    expect(received).toMatchObject({ type: 'signals', signals: [{ ticketId: '35436', orderId: 'ord_1' }] });
    expect(JSON.stringify(received)).not.toContain('somebody to look');
  });

  it('signs as the documentation says: HMAC-SHA256 of timestamp and body, in Base64', () => {
    // By another program: printf '2021-07-25T10:00:00Z{"say": "hello"}' | openssl dgst -sha256 -hmac KEY -binary |
    // base64
    const signature = zendeskSignature(
      '{"say": "hello"}',
      '2021-07-25T10:00:00Z',
      'dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ==',
    );
    expect(signature).toBe('gf3v0LzLRHPUnIdhbvwRDVEvzSb07/QN0GYjSNlkBT0=');
  });

  it.each([
    ['of another secret', request('another')],
    ['of another body', request(secret, `${body} `)],
    ['of an hour ago', request(secret, body, new Date(now.getTime() - 3_600_000).toISOString())],
  ])('is not believed with a signature %s', (_, given) => {
    expect(zendeskDoor.receive(given, secret)).toMatchObject({ type: 'invalid-signature' });
  });

  it('about something else than a ticket is not ours, and a ticket without a requester is seen by somebody', () => {
    const read = (rawBody: string) => zendeskDoor.read({ rawBody, now });
    expect(read('{"type": "zen:event-type:user.created"}')).toMatchObject({ type: 'unrelated' });
    expect(read('{"type": "zen:event-type:ticket.created"}')).toMatchObject({ type: 'invalid-payload' });
    expect(read('no JSON')).toMatchObject({ type: 'invalid-payload' });
  });
});

it.each<[string, object, RegExp]>([
  ['without a choice that its mishap needs', { tag: 'film', mishap: 'unplayable' }, /answer/],
  ['with neither tag nor form', { mishap: 'neverCame' }, /tag or a form/],
  ['of a mishap that has to be said in words', { tag: 'other', mishap: 'misdescribed' }, /in words/],
])('a kind %s is refused', (_, kind, why) => {
  expect(() => detectorOptions(ticketsDetector, { kinds: [kind] })).toThrow(why);
  expect(detectorOptions(ticketsDetector, {})).toEqual(ticketDefaults);
});
