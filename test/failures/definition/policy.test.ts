import { catalog } from '../../../lambdas/failures/catalog';
import type { FailureDefinition } from '../../../lambdas/failures/definition/failure-definition';
import {
  commonDefaults,
  optionsOf,
  PolicyOptionsError,
  policyVersionOf,
} from '../../../lambdas/failures/definition/policy';
import { videoPlaybackPolicy } from '../../../lambdas/failures/video-playback-failed/policy';

const definitions: readonly FailureDefinition[] = catalog;

function problemsOf(overrides: unknown): readonly string[] {
  try {
    optionsOf('VideoPlaybackFailed', videoPlaybackPolicy, overrides);
    return [];
  } catch (error) {
    if (error instanceof PolicyOptionsError) return error.problems;
    throw error;
  }
}

it('options that are set replace their defaults as a whole, and the others stay', () => {
  const repeats = { withinDays: 90, from: 3, then: 'person', goodwillMinor: { GBP: 1 } } as const;
  expect(optionsOf('VideoPlaybackFailed', videoPlaybackPolicy, { repeats })).toEqual({
    ...videoPlaybackPolicy.defaults,
    repeats,
  });
});

it('names every problem by its path, and every unknown option', () => {
  const problems = problemsOf({ minStalledSeconds: -1, unreachableCard: 'cheque', minStaledSeconds: 3 });
  expect(problems).toEqual([
    expect.stringMatching(/^minStaledSeconds: is not an option; the options are .*minStalledSeconds/),
    expect.stringMatching(/^unreachableCard: /),
    expect.stringMatching(/^minStalledSeconds: /),
  ]);
});

it.each([null, 3, 'text', [{}]])('refuses %j, which is no set of options', (overrides) => {
  expect(problemsOf(overrides)).toEqual(['options must be an object']);
});

it('an amount in an invalid currency is refused', () => {
  expect(problemsOf({ repeats: { ...commonDefaults.repeats, goodwillMinor: { XXX: 5 } } })).toEqual([
    expect.stringMatching(/^repeats\.goodwillMinor\.XXX: /),
  ]);
});

describe('what the ledger keeps of a policy', () => {
  it('is the same for the same options in whatever order, and another for any other option or code', () => {
    const options = videoPlaybackPolicy.defaults;
    const reversed = Object.fromEntries(Object.entries(options).reverse()) as typeof options;
    const version = policyVersionOf('VideoPlaybackFailed', 2, options);
    expect(version).toMatch(/^VideoPlaybackFailed\/2-[0-9a-f]{8}$/);
    expect(policyVersionOf('VideoPlaybackFailed', 2, reversed)).toBe(version);
    expect(policyVersionOf('VideoPlaybackFailed', 3, options)).not.toBe(version);
    const stricter = { ...options, minStalledSeconds: 31 };
    expect(policyVersionOf('VideoPlaybackFailed', 2, stricter)).not.toBe(version);
  });
});

it.each(definitions.map((definition) => [definition.type, definition] as const))(
  'the defaults of %s keep its own schema',
  (type, { policy }) => {
    expect(optionsOf(type, policy, {})).toEqual(policy.defaults);
  },
);
