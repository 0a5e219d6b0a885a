import { NestedStack, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/**
 * What only people look at, alarms and saved questions, in a stack of its own inside of the other: CloudFormation takes
 * 500 resources in one stack, and with an alarm for each function these alone are hundreds. Nothing that handles events
 * refers to it, and nothing in it keeps anything.
 */
export class OverviewStack extends NestedStack {
  constructor(scope: Construct, id: string) {
    super(scope, id, { description: 'Amends: what people look at, alarms and saved questions' });
  }

  /** The place in here that corresponds to a place in the stack around it, so that both are called the same. */
  placeOf(scope: Construct): Construct {
    return pathOf(scope).reduce<Construct>((above, { node: { id } }) => childOf(above, id), this);
  }
}

/** The constructs from the stack to this one, without the stack. */
export function pathOf({ node: { scopes } }: Construct): readonly Construct[] {
  return scopes
    .slice(scopes.findLastIndex((above) => Stack.isStack(above)) + 1)
    .filter((each) => each instanceof Construct);
}

function childOf(above: Construct, id: string): Construct {
  const known = above.node.tryFindChild(id);
  return known instanceof Construct ? known : new Construct(above, id);
}
