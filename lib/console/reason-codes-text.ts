import { reasonCodeProblems, type ReasonCode } from '../../lambdas/model/judging/reason-code';

/**
 * The reasons for which people reject, as the functions read them.
 *
 * @throws Error with each problem
 */
export function reasonCodesText(codes: readonly ReasonCode[]): string {
  const problems = reasonCodeProblems(codes);
  if (problems.length > 0) throw new Error(`reasonCodes: ${problems.join('; ')}.`);
  return JSON.stringify(codes);
}
