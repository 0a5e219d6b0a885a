import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ticketEvent } from '../../../local/company/signals/help-desk';
import { trackerEvent } from '../../../local/company/signals/parcel-tracker';
import { amends } from '../../local/amends-command';

const folder = mkdtempSync(path.join(tmpdir(), 'replay-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, ...lines: readonly (object | string)[]): string {
  const place = path.join(folder, name);
  writeFileSync(place, lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join(''));
  return place;
}

const replay = (...args: readonly string[]) => amends(['detect', 'replay', ...args], { PATH: process.env['PATH'] });

const promisedBy = '2026-10-10T20:00:00Z';

function purchase(trackingId: string) {
  return {
    reference: { carrier: 'UPS', trackingId },
    customer: { id: `cus_${trackingId}`, email: 'ruth@example.com' },
    purchase: {
      orderId: `ord_${trackingId}`,
      paymentId: `ch_${trackingId}`,
      amountMinor: 2_900,
      currency: 'GBP',
      purchasedAt: promisedBy,
    },
    parcel: {
      shipmentId: `shp_${trackingId}`,
      promisedBy,
      lines: [{ lineId: '1', sku: 'puppet', title: 'Puppet', quantity: 1, amountMinor: 2_500, inStock: true }],
    },
  };
}

function request(trackingId: string, status: 'delivered' | 'failure' | 'in_transit', statusDetail?: string) {
  const at = new Date('2026-10-09T12:00:00Z');
  return { receivedAt: at.toISOString(), body: trackerEvent({ carrier: 'UPS', trackingId, status, statusDetail, at }) };
}

const signals = () =>
  file(
    'signals.jsonl',
    request('1', 'delivered'),
    request('2', 'failure', 'lost'),
    request('3', 'in_transit'),
    request('4', 'failure', 'lost'),
  );

it('shows what would have been published, what nobody could join, and how right it is', async () => {
  const purchases = file('purchases.jsonl', purchase('1'), purchase('2'), purchase('3'));
  const labels = file(
    'labels.jsonl',
    { subject: 'UPS/2', types: ['ParcelLost'] },
    { subject: 'UPS/5', types: ['ParcelLost'] },
  );
  const events = path.join(folder, 'events.jsonl');
  const { code, stdout } = await replay(
    'parcels',
    '--signals',
    signals(),
    '--purchases',
    purchases,
    '--labels',
    labels,
    '--events',
    events,
  );
  expect(code).toBe(0);
  expect(stdout).toContain('4 requests about 4 subjects.');
  expect(stdout).toMatch(/UPS\/2 +ParcelLost +rem_/);
  // Nothing was heard of it for five days.
  expect(stdout).toMatch(/UPS\/3 +ParcelLost +rem_/);
  expect(stdout).toMatch(/UPS\/4 +the shop knows no purchase with this reference/);
  expect(stdout).toContain('1 right, 1 wrong, 1 missed: precision 50.0 %, recall 50.0 %.');
  const rehearsed = await amends(['rehearse', '--events', events], { PATH: process.env['PATH'] });
  expect(rehearsed).toMatchObject({ code: 0 });
  expect(readFileSync(events, 'utf8')).toContain('"Source":"detector.parcels"');
});

it('says which line it cannot read, and which option there is not', async () => {
  expect(await replay('parcels', '--signals', file('broken.jsonl', request('1', 'delivered'), '{'))).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('line 2: is not { "receivedAt"'),
  });
  const options = file('options.json', { quietDays: 3 });
  expect(await replay('parcels', '--signals', signals(), '--options', options)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('quietDays: is not an option'),
  });
});

it('replays tickets, and outages with all who used the service', async () => {
  const at = (time: string): string => `2026-10-09T${time}:00.000Z`;
  const kinds = file('kinds.json', { kinds: [{ tag: 'film', mishap: 'unplayable', answer: 'nothing' }] });
  const ticket = { ticketId: '7', requesterId: 'req_7', orderId: 'ord_7', tags: ['film'], at: new Date(at('12:00')) };
  const { purchase: paid, customer } = purchase('7');
  const line = { lineId: '1', sku: 'film', title: 'Paris, Texas', quantity: 1, amountMinor: 2_900 };
  const rental = { rentalId: 'rent_7', durationSeconds: 8_700 };
  const order = { ...paid, orderId: 'ord_7', lines: [{ ...line, rental }] };
  const tickets = await replay(
    'tickets',
    '--signals',
    file('tickets.jsonl', { receivedAt: at('12:00'), body: ticketEvent(ticket) }),
    '--purchases',
    file('orders.jsonl', {
      ...{ reference: { requesterId: 'req_7' }, customer, soldTo: customer.id },
      ...{ orders: [order], lineId: '1' },
    }),
    '--options',
    kinds,
  );
  expect(tickets.stdout).toMatch(/7 +VideoPlaybackFailed +rem_/);

  const alarm = (value: string, time: string) => ({
    receivedAt: at(time),
    body: {
      source: 'aws.cloudwatch',
      'detail-type': 'CloudWatch Alarm State Change',
      detail: { alarmName: 'streaming-5xx', state: { value, timestamp: at(time) } },
    },
  });
  const used = (id: string) => {
    const { customer: who, purchase: subscription } = purchase(id);
    return { reference: { service: 'streaming' }, customer: who, purchase: subscription, serviceId: `line_${id}` };
  };
  const outages = await replay(
    'health',
    '--signals',
    file('alarms.jsonl', alarm('ALARM', '10:00'), alarm('OK', '12:00'), alarm('ALARM', '18:00'), alarm('OK', '18:05')),
    '--purchases',
    file('used.jsonl', used('8'), used('9')),
    '--options',
    file('health.json', { services: [{ service: 'streaming', cloudwatch: ['streaming-5xx'] }] }),
    '--labels',
    file('outages.jsonl', { subject: 'streaming', types: ['ServiceOutage'] }),
  );
  expect(outages.stdout).toContain('4 requests about 1 subjects.');
  expect(outages.stdout.match(/streaming +ServiceOutage +rem_/g)).toHaveLength(2);
  expect(outages.stdout).toContain('1 right, 0 wrong, 0 missed');
});
