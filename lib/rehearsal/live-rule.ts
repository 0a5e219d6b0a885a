import { CfnRule, Rule, type RuleProps } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';

/** What EventBridge writes into an event of a replay. The CDK knows no such field of a pattern. */
export const replayName = 'replay-name';

/**
 * A rule for what happens, and not for what an archive replays: whoever started a replay for all rules of the bus would
 * have every failure handled, and every outcome written to its customer, a second time.
 */
export class LiveRule extends Rule {
  constructor(scope: Construct, id: string, props: RuleProps) {
    super(scope, id, props);
    patternedBy(this, { [replayName]: [{ exists: false }] });
  }
}

/** Adds to the pattern of a rule what the CDK has no name for. */
export function patternedBy({ node }: Rule, fields: Readonly<Record<string, readonly object[]>>): void {
  const { defaultChild } = node;
  if (!(defaultChild instanceof CfnRule)) throw new Error(`${node.path} has no rule of CloudFormation.`);
  for (const [name, values] of Object.entries(fields)) {
    defaultChild.addPropertyOverride(`EventPattern.${name}`, values);
  }
}
