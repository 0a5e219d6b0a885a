import { NestedStack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/**
 * A part of an automation in a stack inside of the other, made and deleted by the same deployment: CloudFormation takes
 * 500 resources in one stack. Only for what has never been deployed outside of it: a construct that moves is made anew,
 * and others know its URLs.
 */
export class PartStack extends NestedStack {
  constructor(scope: Construct, id: string, what: string) {
    super(scope, id, { description: `Amends: ${what}` });
  }
}
