import { NestedStack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { pathOf } from './outermost-stack';

/**
 * What only people look at, alarms and saved questions, in a stack of its own inside of the other: CloudFormation takes
 * 500 resources in one stack, and with an alarm for each function these alone are hundreds. Nothing that handles events
 * refers to it, and nothing in it keeps anything.
 */
export class OverviewStack extends NestedStack {
  constructor(scope: Construct, id: string) {
    super(scope, id, { description: 'Amends: what people look at, alarms and saved questions' });
  }

  /** The place in here that corresponds to a place in the stack around it, or in another one inside of that. */
  placeOf(scope: Construct): Construct {
    return pathOf(scope).reduce<Construct>((above, { node: { id } }) => childOf(above, id), this);
  }
}

function childOf(above: Construct, id: string): Construct {
  const known = above.node.tryFindChild(id);
  return known instanceof Construct ? known : new Construct(above, id);
}
