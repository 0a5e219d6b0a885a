import { readLimitOverrides, type LimitOverrides } from '../../lambdas/runtime/environment/environment';

/**
 * Limits as the functions read them: only what differs from the defaults, which the functions know. With all of them,
 * the environment would exceed Lambda's 4 KB.
 *
 * @throws LimitsError with each problem
 */
export function limitsText(limits: LimitOverrides = {}): string {
  return JSON.stringify(readLimitOverrides(limits));
}
