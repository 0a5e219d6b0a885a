import { createHmac, timingSafeEqual } from 'node:crypto';
import type { ReceivedSignals, SignalDoor } from 'amends/detect';
import { arrivals, type Reading } from './arrivals';

/** Gates sign the body, in hex. */
export const arrivalsDoor: SignalDoor<Reading> = {
  detector: arrivals.name,
  isSigned: ({ headers }) => headers['x-gate-signature'] !== undefined,
  receive({ headers, rawBody }, secret) {
    const given = Buffer.from(headers['x-gate-signature'] ?? '');
    const expected = Buffer.from(gateSignature(rawBody, secret));
    const isOurs = given.length === expected.length && timingSafeEqual(given, expected);
    return isOurs ? readingIn(rawBody) : { type: 'invalid-signature', why: 'the signature does not match the body' };
  },
  read: ({ rawBody }) => readingIn(rawBody),
};

export function gateSignature(rawBody: string, secret: string): string {
  return createHmac('sha256', secret).update(rawBody, 'utf8').digest('hex');
}

function readingIn(rawBody: string): ReceivedSignals<Reading> {
  try {
    return { type: 'signals', signals: [arrivals.signalSchema.parse(JSON.parse(rawBody))] };
  } catch {
    return { type: 'invalid-payload', why: 'the body is no reading of a ticket' };
  }
}
