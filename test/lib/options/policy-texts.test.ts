import { catalog } from '../../../lambdas/failures/catalog';
import { PoliciesError, policyTexts } from '../../../lib/options/policy-texts';

it('a function is told only what differs from the defaults', () => {
  const texts = policyTexts({ VideoPlaybackFailed: { minStalledSeconds: 60 } }, catalog);
  expect(texts.get('VideoPlaybackFailed')).toBe('{"minStalledSeconds":60}');
  expect(texts.get('ParcelLost')).toBe('{}');
});

it('every problem of every failure type is named', () => {
  const wrong = {
    VideoPlaybackFailed: { minStalledSeconds: 'long', unreachableCard: 'cheque' },
    ParcelLost: { beleiveOverScan: true },
    ParcelFound: {},
  };
  expect(() => policyTexts(wrong, catalog)).toThrow(PoliciesError);
  expect(() => policyTexts(wrong, catalog)).toThrow(
    /ParcelFound: is no failure type[^]*VideoPlaybackFailed\.unreachableCard[^]*VideoPlaybackFailed\.minStalledSeconds[^]*ParcelLost\.beleiveOverScan: is no option/,
  );
});
