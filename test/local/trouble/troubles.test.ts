import { Troubles, troubleIds } from '../../../local/trouble/troubles';

it('a trouble lasts as long as was said, or until somebody mends it', () => {
  let now = new Date('2026-12-01T12:00:00Z');
  const troubles = new Troubles(() => now);
  troubles.begin('provider-down', 60_000);
  troubles.begin('mail-refused');
  now = new Date('2026-12-01T12:00:59Z');
  expect(troubles.on).toEqual([
    { id: 'provider-down', since: new Date('2026-12-01T12:00:00Z'), until: new Date('2026-12-01T12:01:00Z') },
    { id: 'mail-refused', since: new Date('2026-12-01T12:00:00Z'), until: undefined },
  ]);
  now = new Date('2026-12-01T12:01:00Z');
  expect(troubles.on.map(({ id }) => id)).toEqual(['mail-refused']);
  troubles.mend('mail-refused');
  expect(troubles.on).toEqual([]);
});

it('nothing is broken where nobody breaks it', () => {
  const troubles = new Troubles();
  expect(troubleIds.filter((id) => troubles.isOn(id))).toEqual([]);
});
