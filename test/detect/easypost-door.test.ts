import { easypostDoor, easypostSignature } from '../../lambdas/detect/parcels/easypost-door';

const secret = 'sécret';

/** The event that EasyPost's page on tracking webhooks shows (easypost.com/tracking-webhooks), in the live mode. */
const sample = {
  id: 'evt_qatAiJDM',
  object: 'Event',
  created_at: '2014-11-19T10:51:54Z',
  updated_at: '2014-11-19T10:51:54Z',
  description: 'tracker.updated',
  mode: 'production',
  previous_attributes: { status: 'unknown' },
  pending_urls: [],
  completed_urls: [],
  result: {
    id: 'trk_Txyy1vaM',
    object: 'Tracker',
    mode: 'production',
    tracking_code: 'EZ4000000004',
    status: 'delivered',
    created_at: '2014-11-18T10:51:54Z',
    updated_at: '2014-11-18T10:51:54Z',
    signed_by: 'John Tester',
    weight: 17.6,
    est_delivery_date: '2014-08-27T00:00:00Z',
    shipment_id: null,
    carrier: 'UPS',
    tracking_details: [
      {
        object: 'TrackingDetail',
        message: 'BILLING INFORMATION RECEIVED',
        status: 'pre_transit',
        datetime: '2014-08-21T14:24:00Z',
      },
      { object: 'TrackingDetail', message: 'ORIGIN SCAN', status: 'in_transit', datetime: '2014-08-21T14:48:00Z' },
    ],
  },
};

function request(event: object, signature?: string, rawBody = JSON.stringify(event)) {
  const headers = { 'x-hmac-signature': signature ?? easypostSignature(rawBody, secret) };
  return { headers, query: {}, rawBody, now: new Date('2026-11-20T10:00:00Z') };
}

it('reads the event that the documentation shows, without who signed for the parcel', () => {
  const received = easypostDoor.receive(request(sample), secret);
  expect(received).toEqual({
    type: 'signals',
    signals: [
      {
        eventId: 'evt_qatAiJDM',
        trackerId: 'trk_Txyy1vaM',
        carrier: 'UPS',
        trackingId: 'EZ4000000004',
        status: 'delivered',
        updatedAt: '2014-11-18T10:51:54.000Z',
        // A day without a time, which is no moment of any time zone.
        expectedBy: '2014-08-27',
        scannedAt: '2014-08-21T14:48:00.000Z',
      },
    ],
  });
  expect(JSON.stringify(received)).not.toContain('Tester');
});

it('signs as the documentation says: the secret in NFKD, HMAC-SHA256 of the body, hex with its prefix', () => {
  // By another program: printf '{}' | openssl dgst -sha256 -hmac "$(printf 'se\xcc\x81cret')"
  const digest = '2b77ab9f4435a56a39713f2fa735e3ece5b5ec64f109503233e17033efc7f486';
  expect(easypostSignature('{}', secret)).toBe(`hmac-sha256-hex=${digest}`);
});

it.each([
  ['of another secret', easypostSignature(JSON.stringify(sample), 'another')],
  ['of another body', easypostSignature('{}', secret)],
  ['that is none', 'hmac-sha256-hex='],
])('believes no signature %s', (_, signature) => {
  expect(easypostDoor.receive(request(sample, signature), secret)).toMatchObject({ type: 'invalid-signature' });
});

it.each([
  ['of another object', { ...sample, description: 'batch.updated' }],
  ['of the mode for tests', { ...sample, mode: 'test' }],
])('an event %s is not ours', (_, event) => {
  expect(easypostDoor.receive(request(event), secret)).toMatchObject({ type: 'unrelated' });
});

it.each([
  ['a status that nobody knows', { ...sample, result: { ...sample.result, status: 'teleported' } }],
  ['no tracking code', { ...sample, result: { ...sample.result, tracking_code: '' } }],
  ['no time', { ...sample, result: { ...sample.result, updated_at: 'yesterday' } }],
])('a tracker with %s is refused, so that somebody sees it', (_, event) => {
  expect(easypostDoor.receive(request(event), secret)).toMatchObject({ type: 'invalid-payload' });
});
