import assert from 'node:assert/strict';
import { test } from 'node:test';
import { replaySubject } from 'amends/detect';
import { arrivals, type Reading } from '../arrivals/arrivals';
import { arrivalsDoor, gateSignature } from '../arrivals/door';
import { trainDelayed } from '../train-delayed/train-delayed';

const [{ detail }] = trainDelayed.stories;
const { customer, purchase, train } = detail;
const { ticket, ...arrival } = train;
const late: Reading = { gate: 'KGX-4', ticketId: 'tkt_5512', ...arrival };

/** What would be published of these readings, one after another. */
async function seen(...readings: readonly Reading[]) {
  const signals = readings.map((signal, index) => ({ at: new Date(Date.parse(train.arrivedAt) + index), signal }));
  const { events } = await replaySubject(arrivals.subjectOf(late), signals, arrivals, {
    options: arrivals.defaults,
    find: () => ({ type: 'found', found: { customer, purchase, ticket } }),
    until: new Date('2026-11-21T00:00:00Z'),
  });
  return events;
}

test('a late train is the failure that the railway would publish itself, once, whoever reads the ticket', async () => {
  const [event, ...others] = await seen(late, late, { ...late, gate: 'KGX-5' });
  assert.equal(others.length, 0);
  assert.equal(event?.source, 'detector.arrivals');
  assert.deepEqual(JSON.parse(JSON.stringify(event.detail)), { ...detail, occurredAt: train.arrivedAt });
});

test('a train that was in time is nothing', async () => {
  assert.deepEqual(await seen({ ...late, arrivedAt: train.scheduledArrival }), []);
});

test('a gate is believed by its signature alone', () => {
  const rawBody = JSON.stringify(late);
  const request = (signature: string) => ({
    headers: { 'x-gate-signature': signature },
    query: {},
    rawBody,
    now: new Date(train.arrivedAt),
  });
  const right = gateSignature(rawBody, 'secret');
  assert.deepEqual(arrivalsDoor.receive(request(right), 'secret'), { type: 'signals', signals: [late] });
  assert.equal(arrivalsDoor.receive(request(right), 'another').type, 'invalid-signature');
});
