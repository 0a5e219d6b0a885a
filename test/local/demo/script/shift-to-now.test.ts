import * as fc from 'fast-check';
import { shiftToNow } from '../../../../local/demo/script/shift-to-now';

const now = new Date('2027-03-01T12:00:00Z');

it('the last thing that happened moves to three minutes ago, and everything else keeps its distance from it', () => {
  const shifted = shiftToNow(
    {
      occurredAt: '2026-11-20T10:00:00Z',
      purchase: { purchasedAt: '2026-11-18T10:00:00+01:00' },
      merchant: { contactedAt: '2026-11-20T10:15:00Z' },
      parcel: { neededBy: '2026-12-24T18:00:00Z' },
    },
    now,
  );
  expect(shifted).toEqual({
    occurredAt: '2027-03-01T11:42:00.000Z',
    purchase: { purchasedAt: '2027-02-27T10:42:00.000Z' },
    merchant: { contactedAt: '2027-03-01T11:57:00.000Z' },
    parcel: { neededBy: '2027-04-04T19:42:00.000Z' },
  });
});

it('a deadline may lie ahead, and what is not an instant stays as it is', () => {
  const detail = { occurredAt: '2026-11-20T10:00:00Z', title: '2026-11-20', count: 3, note: null, ids: ['2026', true] };
  expect(shiftToNow(detail, now)).toEqual({ ...detail, occurredAt: '2027-03-01T11:57:00.000Z' });
  expect(shiftToNow({ neededBy: '2026-12-24T18:00:00Z' }, now)).toEqual({ neededBy: '2026-12-24T18:00:00Z' });
});

it('a story that is published later lies further back', () => {
  const shifted = shiftToNow({ contactedAt: '2026-11-20T10:00:00Z' }, now, 48 * 60 * 60 * 1000);
  expect(shifted).toEqual({ contactedAt: '2027-02-27T11:57:00.000Z' });
});

it('nothing that has happened moves into the future, and the distance between any two instants stays', () => {
  const instant = fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(instant, instant, instant, (a, b, c) => {
      const [occurredAt, endedAt, neededBy] = [a, b, c].map((date) => date.toISOString());
      const shifted = shiftToNow({ occurredAt, outage: { endedAt }, neededBy }, now);
      const at = (text: string | undefined): number => Date.parse(text ?? '');
      expect(at(shifted.occurredAt)).toBeLessThan(now.getTime());
      expect(at(shifted.outage.endedAt)).toBeLessThan(now.getTime());
      expect(at(shifted.outage.endedAt) - at(shifted.occurredAt)).toBe(b.getTime() - a.getTime());
      expect(at(shifted.neededBy) - at(shifted.occurredAt)).toBe(c.getTime() - a.getTime());
    }),
  );
});
