import { describeInForce } from '../../lambdas/in-force/describe-in-force';
import { inForceFile } from '../../lambdas/in-force/in-force';
import { limitsOf, type LimitOverrides } from '../../lambdas/runtime/environment/environment';
import type { Brand } from '../brands/apology-sender';
import { brandWordsOf } from '../brands/brand-words';
import { sentencesOf, type FailureType } from '../options/failure-type';

/** What a deployment sets of its limits and brands. */
export interface InForceProps {
  readonly limits?: LimitOverrides | undefined;
  readonly brands?: Readonly<Record<string, Brand>> | undefined;
}

/** The file that functions carry beside their code which show or note what is in force, by its name. */
export function inForceFiles(
  failures: readonly FailureType[],
  { limits = {}, brands = {} }: InForceProps,
): Readonly<Record<string, string>> {
  const brandWords = brandWordsOf(brands, sentencesOf(failures));
  const described = describeInForce({
    ...{ types: failures, brandWords },
    ...{ limits: limitsOf(limits), setLimits: Object.keys(limits) },
  });
  return { [inForceFile]: JSON.stringify(described) };
}
