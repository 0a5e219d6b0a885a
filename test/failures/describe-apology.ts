import type { Failure } from '../../lambdas/failures/definition/failure';
import type { FailureDefinition, GivenPart } from '../../lambdas/failures/definition/failure-definition';
import { bannedPhrases, textOf } from './apology-text';
import { decideBy } from './view-of';
import { writtenApology } from './written-apology';

/** One failure and what was given for it, and what its apology has to say. */
export interface ExpectedApology<Detail extends Failure> {
  readonly failure: Detail;
  readonly given: readonly GivenPart[];
  /** @default - any subject */
  readonly subject?: string;
  /** What stands in its paragraphs. */
  readonly phrases: readonly string[];
}

/**
 * What every apology promises: it says sorry and what was done, asks for nothing, and has no phrase that makes it
 * worse.
 */
export function describeApology<Detail extends Failure>(
  definition: FailureDefinition<Detail>,
  promised: string,
  { failure, given, subject, phrases }: ExpectedApology<Detail>,
): void {
  describe(`the apology for ${definition.type}`, () => {
    it(promised, () => {
      const apology = writtenApology(definition, failure, given);
      if (subject !== undefined) expect(apology.subject).toBe(subject);
      expect(textOf(apology)).toContain('I’m sorry');
      const body = apology.paragraphs.join(' ');
      for (const phrase of phrases) expect(body).toContain(phrase);
    });

    it('has no phrase that makes an apology worse', () => {
      expect(textOf(writtenApology(definition, failure, given))).not.toMatch(bannedPhrases);
    });

    it.each(definition.stories)('has none in this story either: $title', ({ detail }) => {
      const decision = decideBy(definition.policy, detail);
      const parts = decision.outcome === 'none' ? [] : decision.parts;
      if (!decision.reasons.includes('an apology without money')) expect(parts).not.toHaveLength(0);
      expect(textOf(writtenApology(definition, detail, parts))).not.toMatch(bannedPhrases);
    });
  });
}
