import * as fc from 'fast-check';
import { callTime } from '../../../lambdas/failures/call-requested/calling-hours';
import { callRequested } from '../../../lambdas/failures/call-requested/call-requested';
import { callRequestedPolicy } from '../../../lambdas/failures/call-requested/policy';
import { textOf } from '../apology-text';
import { decideBy } from '../view-of';
import { writtenApology } from '../written-apology';

const [{ detail: wish }] = callRequested.stories;
const at = (time: string) => ({ now: new Date(time) });
const { hours } = callRequestedPolicy.defaults;

it('somebody is to call within two hours, where it is day', () => {
  expect(decideBy(callRequestedPolicy, wish, {}, at('2026-11-24T10:20:00Z'))).toMatchObject({
    outcome: 'give',
    parts: [{ kind: 'callback', channel: 'phone', deadlineSeconds: 7_200 }],
    reasons: ['the customer asked to be called'],
  });
});

it('nobody is called at night, nor on a day on which nobody calls', () => {
  // A Saturday evening in Oslo: it is Monday at nine there.
  expect(decideBy(callRequestedPolicy, wish, {}, at('2026-11-28T19:00:00Z'))).toMatchObject({
    parts: [{ notBefore: '2026-11-30T08:00:00.000Z', deadlineSeconds: (37 + 2) * 3_600 }],
  });
});

it('wherever somebody is, whenever they ask, it is day there when they may be called, and until they have to be', () => {
  const zones = fc.constantFrom('Europe/Oslo', 'America/St_Johns', 'Asia/Kathmandu', 'Pacific/Auckland', 'UTC');
  const times = fc.integer({ min: Date.parse('2026-01-01'), max: Date.parse('2027-01-01') });
  fc.assert(
    fc.property(zones, times, (zone, asked) => {
      const now = new Date(asked);
      const { notBefore, deadlineSeconds } = callTime(hours, 120, zone, now);
      const start = notBefore === undefined ? now : new Date(notBefore);
      const end = new Date(asked + deadlineSeconds * 1_000 - 1_000);
      expect(start.getTime()).toBeGreaterThanOrEqual(asked);
      for (const time of [start, end]) {
        const text = time.toLocaleString('en-GB', {
          timeZone: zone,
          hour: '2-digit',
          weekday: 'short',
          hour12: false,
        });
        expect(text).not.toContain('Sun');
        const hour = Number(/\d+/.exec(text)?.[0]);
        expect(hour).toBeGreaterThanOrEqual(9);
        expect(hour).toBeLessThan(20);
      }
    }),
    { numRuns: 200 },
  );
});

it('a third wish in a day leads to no call, and without a number there is none', () => {
  const again = { ...at('2026-11-24T10:20:00Z'), countSince: () => 2 };
  expect(decideBy(callRequestedPolicy, wish, {}, again)).toMatchObject({ outcome: 'none' });
  const unknown = { ...wish, customer: { ...wish.customer, phone: undefined } };
  expect(decideBy(callRequestedPolicy, unknown)).toMatchObject({ outcome: 'none' });
});

it('its mail promises a call only where somebody has accepted it', () => {
  const asked = { kind: 'callback', channel: 'phone', deadlineSeconds: 7_200 } as const;
  const passedOn = textOf(writtenApology(callRequested, wish, [asked]));
  expect(passedOn).toContain('I’ve passed that on to my team');
  expect(passedOn).not.toMatch(/calls you by|has called/);
  const accepted = { ...asked, call: { by: '2026-11-24T12:20:00Z' } };
  expect(textOf(writtenApology(callRequested, wish, [accepted]))).toMatch(/calls you by \d/);
});
