import { CustomResource, Duration, Validations } from 'aws-cdk-lib';
import { ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { ReceiptRuleSet } from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import { AmendsFunction, type AmendsFunctionProps } from '../function/amends-function';

export type ActiveRuleSetProps = Pick<AmendsFunctionProps, 'encryptionKey' | 'logRetention' | 'logGroupPrefix'>;

/**
 * A receipt rule set of ours, active where none was: CloudFormation creates one and activates none. It never takes the
 * place of another, and is deactivated at the end only if it is still ours.
 */
export class ActiveRuleSet extends Construct {
  readonly ruleSet: ReceiptRuleSet;
  readonly function: AmendsFunction;

  constructor(scope: Construct, id: string, props: ActiveRuleSetProps) {
    super(scope, id);
    this.ruleSet = new ReceiptRuleSet(this, 'Set');
    this.function = new RuleSetFunction(this, 'Activate', {
      ...props,
      entry: 'functions/replies/rule-set.ts',
      description: 'Amends: activates the rules for mails that customers answer with, when it is deployed.',
      serviceName: 'reply-rule-set',
      environment: {},
      permissions: [],
      timeout: Duration.seconds(30),
    });
    const policy = this.permit();
    const active = new CustomResource(this, 'Active', {
      resourceType: 'Custom::AmendsActiveRuleSet',
      serviceToken: this.function.lambda.functionArn,
      properties: { RuleSetName: this.ruleSet.receiptRuleSetName },
      serviceTimeout: Duration.minutes(5),
    });
    active.node.addDependency(policy);
  }

  /** A statement of its own, so that the acknowledgement of the wildcard covers no other. */
  private permit(): ManagedPolicy {
    const policy = new ManagedPolicy(this, 'RuleSets', {
      roles: [this.function.role],
      statements: [
        new PolicyStatement({
          actions: ['ses:DescribeActiveReceiptRuleSet', 'ses:SetActiveReceiptRuleSet'],
          resources: ['*'],
        }),
      ],
    });
    Validations.of(policy).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason:
        'Receipt rule sets have no resource-level permissions. Only a deployment invokes the function, which looks before it ' +
        'activates and leaves any other set as it is.',
    });
    return policy;
  }
}

/** Nothing invokes it but a deployment, which waits for its answer. */
class RuleSetFunction extends AmendsFunction {
  constructor(...args: ConstructorParameters<typeof AmendsFunction>) {
    super(...args);
    this.acknowledgeDeadLetterRules(
      'A deployment invokes it and waits for its answer: it fails, and says why, where none comes. Nothing is lost with ' +
        'the event, for the next deployment sends it again.',
    );
  }
}
