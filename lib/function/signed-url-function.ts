import { ArnPrincipal, Effect, PolicyDocument, PolicyStatement, StarPrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnResourcePolicy, FunctionUrlAuthType } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { AmendsFunctionProps } from './amends-function';
import { UrlFunction } from './url-function';

const throughUrl = 'lambda:InvokedViaFunctionUrl';

/**
 * A function whose URL takes signed requests, and that trusts what the URL says of the caller. So nobody invokes it
 * otherwise: such an event could claim any identity. A Deny holds for administrators too. Lambda takes no permission
 * beside such a policy, so roles that can be given none of their own are allowed in it.
 */
export class SignedUrlFunction extends UrlFunction {
  /** Who may use the URL, and that there is no other way. */
  readonly policy: CfnResourcePolicy;
  private readonly document: PolicyDocument;

  constructor(scope: Construct, id: string, props: AmendsFunctionProps) {
    super(scope, id, { ...props, authType: FunctionUrlAuthType.AWS_IAM });
    const { functionArn } = this.lambda;
    const denied = new PolicyStatement({
      sid: 'OnlyThroughTheUrl',
      effect: Effect.DENY,
      principals: [new StarPrincipal()],
      actions: ['lambda:InvokeFunction'],
      resources: [functionArn],
      // A direct invocation has no such key.
      conditions: { BoolIfExists: { [throughUrl]: 'false' } },
    });
    this.document = new PolicyDocument({ statements: [denied] });
    this.policy = new CfnResourcePolicy(this, 'Policy', { resourceArn: functionArn, policyDocument: this.document });
  }

  /** Lets a role of another account or of IAM Identity Center use the URL. */
  allow(roleArn: string): void {
    const granted = { principals: [new ArnPrincipal(roleArn)], resources: [this.lambda.functionArn] };
    this.document.addStatements(
      new PolicyStatement({
        ...granted,
        actions: ['lambda:InvokeFunctionUrl'],
        conditions: { StringEquals: { 'lambda:FunctionUrlAuthType': 'AWS_IAM' } },
      }),
      new PolicyStatement({
        ...granted,
        actions: ['lambda:InvokeFunction'],
        conditions: { Bool: { [throughUrl]: 'true' } },
      }),
    );
  }
}
