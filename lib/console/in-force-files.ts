import { describeInForce } from '../../lambdas/in-force/describe-in-force';
import { inForceFile } from '../../lambdas/in-force/in-force';
import { limitsOf, type LimitOverrides } from '../../lambdas/runtime/environment/environment';
import type { BrandWords } from '../../lambdas/words/brand-words';
import type { FailureType } from '../options/failure-type';

/** What says which policies, words and limits an instance has. */
export interface InForceProps {
  readonly failures: readonly FailureType[];
  readonly limits?: LimitOverrides | undefined;
  /** By the names of brands that have words of their own. */
  readonly brandWords: Readonly<Record<string, BrandWords>>;
}

/** The file that functions carry beside their code which show or note what is in force, by its name. */
export function inForceFiles({ failures, limits = {}, brandWords }: InForceProps): Readonly<Record<string, string>> {
  const setLimits = Object.entries(limits)
    .filter(([, value]) => value !== undefined)
    .map(([name]) => name);
  const described = describeInForce({ types: failures, limits: limitsOf(limits), setLimits, brandWords });
  return { [inForceFile]: JSON.stringify(described) };
}
