import { failureTypes, handledFailures } from '../../../lib/options/handled-failure';

test('handles the whole catalog, each type from the source of its definition', () => {
  const handled = handledFailures();
  expect(handled.map(({ definition }) => definition.type)).toEqual(failureTypes);
  for (const { definition, source } of handled) expect(source).toBe(definition.defaultSource);
});

test('handles only what is named, from the source that is named', () => {
  const [handled, ...others] = handledFailures(['VideoPlaybackFailed'], { VideoPlaybackFailed: 'com.films.player' });
  expect(others).toEqual([]);
  expect(handled).toMatchObject({ definition: { type: 'VideoPlaybackFailed' }, source: 'com.films.player' });
});

test('tells a type that is not in the catalog, and those that are', () => {
  expect(() => handledFailures(['VideoPlaybackFaled'])).toThrow(/"VideoPlaybackFaled".*VideoPlaybackFailed/);
});

test('tells a source for a type that is not handled', () => {
  expect(() => handledFailures(undefined, { ParcelLate: 'com.films.shop' })).toThrow(/"ParcelLate"/);
});
