import { CfnRule, Fn, Stack, type StackProps } from 'aws-cdk-lib';
import { ManagedPolicy, PermissionsBoundary } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { localStage } from './local-stage';
import type { StageConfig } from './stage-config';

/** The tag that CloudFormation puts on all that a stage consists of, with its name as the value. */
export const stageTag = 'amends-stage';

/**
 * The path of the roles of all functions of a stage. It is fixed, so that the policy of the ledger can name them, whose
 * stack is there before any of them is.
 */
export function rolePathOf({ stage }: Pick<StageConfig, 'stage'>): string {
  return `/amends/${stage}/`;
}

/** A stack of a stage, in the account and region that the stage names. */
export abstract class StageStack extends Stack {
  constructor(
    scope: Construct,
    id: string,
    { stage, account, region, permissionsBoundary }: StageConfig,
    props: Omit<StackProps, 'env'>,
  ) {
    super(scope, id, { ...props, env: { account, region }, tags: { [stageTag]: stage } });
    if (stage === localStage.stage) this.refuseDeployment();
    if (permissionsBoundary !== undefined) this.bound(permissionsBoundary);
  }

  /** Bounds every role of the stack, also those that other constructs bring. */
  private bound(arn: string): void {
    PermissionsBoundary.of(this).apply(ManagedPolicy.fromManagedPolicyArn(this, 'Boundary', arn));
  }

  /**
   * The CDK CLI refuses by itself: nobody has credentials of the local stage's account. CloudFormation refuses too,
   * whoever brings it the template.
   */
  private refuseDeployment(): void {
    new CfnRule(this, 'NamesAStage', {
      assertions: [
        { assert: Fn.conditionEquals(this.account, Fn.ref('AWS::AccountId')), assertDescription: notDeployable },
      ],
    });
  }
}

/** What a synthesis of the local stage says. */
export const notDeployable =
  'The local stage is for npm start and cannot be deployed. Describe a stage of your own in stages/, as stages/example.ts ' +
  'does, and name it: npx cdk deploy --all -c stage=prod';
