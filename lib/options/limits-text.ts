import { readLimitOverrides, type LimitOverrides } from '../../lambdas/runtime/environment/environment';

/**
 * Limits as the functions read them: only what differs from the defaults, which they know themselves. With all of them in
 * it, the environment would outgrow Lambda's 4 KB.
 *
 * @throws LimitsError, naming each problem
 */
export function limitsText(limits: LimitOverrides = {}): string {
  return JSON.stringify(readLimitOverrides(limits));
}
