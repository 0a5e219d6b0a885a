import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/** The stack whose name is unique in an account and region. That of a nested one is not known before it is deployed. */
export function outermostStack(scope: Construct): Stack {
  const { nestedStackParent } = Stack.of(scope);
  return nestedStackParent ? outermostStack(nestedStackParent) : Stack.of(scope);
}

/** The constructs from there to this one, without that stack. */
export function pathOf({ node: { scopes } }: Construct): readonly Construct[] {
  return scopes
    .slice(scopes.findIndex((above) => Stack.isStack(above)) + 1)
    .filter((each) => each instanceof Construct);
}
