import { quietHoursSchema, quietUntil, type QuietHours } from '../../lambdas/channels/rules/quiet-hours';

const night: QuietHours = { from: 21, until: 8, timeZone: 'Europe/Berlin' };
const until = (at: string, zone?: string, quiet = night) => quietUntil(quiet, zone, new Date(at))?.toISOString();

it.each([
  ['in the evening', '2026-11-30T21:00:00Z', 'Europe/London', '2026-12-01T08:00:00.000Z'],
  ['after midnight', '2026-12-01T03:12:00Z', 'Europe/London', '2026-12-01T08:00:00.000Z'],
  ['just before the day', '2026-12-01T07:59:59Z', 'Europe/London', '2026-12-01T08:00:00.000Z'],
  ['at eight', '2026-12-01T08:00:00Z', 'Europe/London', undefined],
  ['at noon', '2026-12-01T12:00:00Z', 'Europe/London', undefined],
  [
    'on the other side of the world, where it is night',
    '2026-12-01T12:00:00Z',
    'Asia/Tokyo',
    '2026-12-01T23:00:00.000Z',
  ],
  ['where hours begin at a quarter of ours', '2026-12-01T20:00:00Z', 'Asia/Kathmandu', '2026-12-02T02:15:00.000Z'],
  ['where nobody knows the zone, by the deployment’s', '2026-12-01T06:30:00Z', undefined, '2026-12-01T07:00:00.000Z'],
  ['where the zone is none, likewise', '2026-12-01T06:30:00Z', 'Mars/Olympus', '2026-12-01T07:00:00.000Z'],
])('%s', (_, at, zone, day) => {
  expect(until(at, zone)).toBe(day);
});

it('a night in which clocks are turned back is an hour longer', () => {
  expect(until('2026-10-24T22:00:00Z', 'Europe/London')).toBe('2026-10-25T08:00:00.000Z');
  expect(until('2026-03-28T22:00:00Z', 'Europe/London')).toBe('2026-03-29T07:00:00.000Z');
});

it('may be hours of the day, or none', () => {
  const siesta = { from: 13, until: 15, timeZone: 'UTC' };
  expect(until('2026-12-01T14:59:00Z', 'UTC', siesta)).toBe('2026-12-01T15:00:00.000Z');
  expect(until('2026-12-01T15:00:00Z', 'UTC', siesta)).toBeUndefined();
  expect(until('2026-12-01T03:00:00Z', 'UTC', { from: 3, until: 3, timeZone: 'UTC' })).toBeUndefined();
  expect(quietHoursSchema.safeParse({ ...night, from: 24 }).success).toBe(false);
});
