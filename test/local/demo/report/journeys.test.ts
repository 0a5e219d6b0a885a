import type { Outcome } from '../../../../lambdas/outcomes/outcome';
import { journeyLine } from '../../../../local/demo/report/journey-line';
import { Journeys } from '../../../../local/demo/report/journeys';
import type { NewSystemEvent } from '../../../../local/system/system-event';

const remedyId = 'rem_1';

const issued: Outcome = {
  schemaVersion: 1,
  remedyId,
  customerId: 'cus_1',
  failureType: 'ParcelLost',
  recordVersion: 1,
  detectedAt: '2026-11-27T12:00:00.000Z',
  state: 'issued',
  reasons: ['the carrier lost it'],
  parts: [
    {
      kind: 'refund',
      number: 1,
      state: 'succeeded',
      amountMinor: 399,
      currency: 'GBP',
      paymentId: 'ch_1',
      providerRef: 're_1',
    },
  ],
};

let journeys: Journeys;
let now: number;
beforeEach(() => {
  journeys = new Journeys();
  now = 1_000;
});

function happens(event: NewSystemEvent): void {
  journeys.record({ ...event, at: ++now });
}

function invocationOf(eventId: string) {
  return { functionName: 'F', requestId: `r-${eventId}`, traceId: 't', attempt: 1 };
}

function accepted(eventId: string): void {
  const facts = { eventId, busName: 'bus', source: 'com.example.shop', detailType: 'ParcelLost' };
  happens({ kind: 'event-accepted', ...facts, detail: {}, rules: ['rule'] });
  happens({ kind: 'invocation-started', ...invocationOf(eventId), eventId, cold: false });
}

function logged(eventId: string, step: string): void {
  const value = { step, remedyId };
  const content = { format: 'json', value } as const;
  happens({ kind: 'log', ...invocationOf(eventId), stream: 'stdout', content });
}

function ended(eventId: string, result: string): void {
  const value = { result, remedyId };
  const outcome = { outcome: 'succeeded', value } as const;
  const ids = { ...invocationOf(eventId), eventId };
  happens({ kind: 'invocation-ended', ...ids, result: outcome, durationMs: 1, databaseRequests: [] });
}

function given(): void {
  const publishedBy = invocationOf('first');
  const facts = { eventId: 'outcome', busName: 'bus', source: 'amends', detailType: 'RemedyIssued' };
  happens({ kind: 'event-accepted', ...facts, detail: { ...issued }, rules: [], publishedBy });
}

function lineOf(eventId: string): string {
  const journey = journeys.of(eventId);
  if (!journey) throw new Error(`there is no journey of ${eventId}`);
  return journeyLine(journey);
}

it('a duplicate of somebody else’s never shows as paid, not even before it is known to be one', () => {
  accepted('first');
  logged('first', 'committed');
  given();
  ended('first', 'issued');
  expect(lineOf('first')).toBe('detected ▸ committed ▸ issued refund £3.99');
  accepted('stranger');
  logged('stranger', 'limit-reached');
  expect(lineOf('stranger')).toBe('detected');
  ended('stranger', 'duplicate');
  expect(lineOf('stranger')).toBe('detected ▸ duplicate');
});

it('the mail is shown with the event that was paid for, not with a duplicate that was published before it', () => {
  accepted('late');
  accepted('quick');
  logged('late', 'limit-reached');
  logged('quick', 'committed');
  given();
  ended('quick', 'issued');
  logged('apologise', 'apology-sent');
  ended('late', 'duplicate');
  expect(lineOf('quick')).toBe('detected ▸ committed ▸ issued refund £3.99 ▸ mailed');
  expect(lineOf('late')).toBe('detected ▸ duplicate');
});

it('an event from a source that no rule knows says which one is expected', () => {
  const facts = { eventId: 'e', busName: 'bus', source: 'com.example.depot', detailType: 'ParcelLost' };
  happens({ kind: 'event-accepted', ...facts, detail: {}, rules: [] });
  happens({ kind: 'event-unmatched', ...facts, reason: 'no-rule', expectedSources: ['com.example.shop', 'desk'] });
  expect(lineOf('e')).toBe(
    'detected ▸ undelivered: no rule takes ParcelLost from com.example.depot; it is expected from com.example.shop or desk',
  );
});

it('a failure that a detector of ours publishes has a journey, like one of a product system', () => {
  const facts = { eventId: 'seen', busName: 'bus', source: 'detector.parcels', detailType: 'ParcelLost' };
  happens({ kind: 'event-accepted', ...facts, detail: {}, rules: ['rule'], publishedBy: invocationOf('signal') });
  happens({ kind: 'invocation-started', ...invocationOf('seen'), eventId: 'seen', cold: false });
  logged('seen', 'shadowed');
  const outcome = { ...issued, state: 'shadowed', recordVersion: 0 };
  const published = { eventId: 'outcome', busName: 'bus', source: 'amends', detailType: 'RemedyShadowed' };
  happens({ kind: 'event-accepted', ...published, detail: outcome, rules: [], publishedBy: invocationOf('seen') });
  ended('seen', 'shadowed');
  expect(lineOf('seen')).toContain('shadowed, refund £3.99');
});
