import { Token, TokenComparison, type ResourceEnvironment } from 'aws-cdk-lib';

/** Whether it is one account and region. Stacks that name none are deployed to the same, as far as anybody can know. */
export function isSameEnvironment(one: ResourceEnvironment, other: ResourceEnvironment): boolean {
  const isSame = (a: string, b: string): boolean => Token.compareStrings(a, b) !== TokenComparison.DIFFERENT;
  return isSame(one.account, other.account) && isSame(one.region, other.region);
}
