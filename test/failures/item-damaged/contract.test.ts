import { itemDamaged } from '../../../lambdas/failures/item-damaged/item-damaged';
import { parseFailure } from '../../../lambdas/failures/definition/parse-failure';
import { problemsOf } from '../problems-of';
import { damagedItem } from './damaged-item';

it.each(itemDamaged.stories)('accepts its story: $title', ({ detail }) => {
  expect(parseFailure(itemDamaged, detail)).toEqual(detail);
});

it('names every problem at once, by path', () => {
  const wrong = { ...damagedItem(), item: { sku: 1, title: '' }, damage: { cause: 'foot', note: '' } };
  expect(problemsOf(itemDamaged, wrong)).toEqual([
    'damage.cause',
    'damage.note',
    'item.inStock',
    'item.sku',
    'item.title',
  ]);
});

describe('which failure it is', () => {
  it('two detectors agree that saw it on the same day, in whatever time zone they report it', () => {
    const scan = damagedItem({ occurredAt: '2026-11-20T23:30:00Z', damage: { cause: 'transit' } });
    const customer = damagedItem({ occurredAt: '2026-11-21T00:30:00+01:00', damage: { cause: 'defect' } });
    expect(itemDamaged.subject(scan)).toBe(itemDamaged.subject(customer));
    expect(itemDamaged.occurrence(scan)).toBe(itemDamaged.occurrence(customer));
  });

  it('a new one that breaks on another day is another failure of the same line', () => {
    const next = damagedItem({ occurredAt: '2026-12-02T08:00:00Z' });
    expect(itemDamaged.subject(next)).toBe(itemDamaged.subject(damagedItem()));
    expect(itemDamaged.occurrence(next)).not.toBe(itemDamaged.occurrence(damagedItem()));
  });

  it('another line is another subject', () => {
    expect(itemDamaged.subject(damagedItem({ purchase: { lineId: '2' } }))).not.toBe(
      itemDamaged.subject(damagedItem()),
    );
  });
});
