import { Duration } from 'aws-cdk-lib';
import type { IVpcEndpoint } from 'aws-cdk-lib/aws-ec2';
import { ArnPrincipal, Grant, ManagedPolicy, PolicyStatement, type IGrantable, type IRole } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { operatorAccess, type OperatorAccessProps } from '../console/operator-access';
import { CustomerAlarm } from '../monitoring/customer-alarm';
import { nameDeadLetters } from '../grants/dead-letter-rights';
import { grantedRoleOf, isPattern } from '../grants/granted-role';
import { OperatorRoles, type OperatorGrant } from '../grants/operator-roles';
import { PrivateFunction } from '../function/private-function';
import type { AmendsFunctionProps } from '../function/amends-function';
import { SignedUrlFunction } from '../function/signed-url-function';

export interface OperatorApiProps extends OperatorAccessProps {
  /** Undefined: it has a function URL. */
  readonly vpcEndpoint?: IVpcEndpoint | undefined;
  readonly reservedConcurrency?: number | undefined;
}

/**
 * Where operators decide holds and incidents, switch failure types and void credits, at a URL that requires IAM
 * signatures, or behind a private REST API that does. The operator is the identity that signed, never a field of the
 * request.
 */
export class OperatorApi extends Construct {
  readonly function: SignedUrlFunction | PrivateFunction;
  private readonly grants = new Map<string, Grant>();
  private readonly operators = new OperatorRoles();

  constructor(scope: Construct, id: string, props: OperatorApiProps) {
    super(scope, id);
    const access = operatorAccess(this, props);
    const settings: AmendsFunctionProps = {
      entry: 'functions/operator-api.ts',
      description: 'Amends: the operator API for holds, incidents and switches.',
      serviceName: 'operator-api',
      files: props.files,
      environment: { ...access.environment, OPERATORS: this.operators.inEnvironmentOf(this) },
      permissions: access.permissions,
      encryptionKey: props.encryptionKey,
      logRetention: props.logRetention,
      logGroupPrefix: props.logGroupPrefix,
      reservedConcurrency: props.reservedConcurrency,
    };
    const { vpcEndpoint } = props;
    this.function = vpcEndpoint
      ? new PrivateFunction(this, 'Serve', { ...settings, vpcEndpoint })
      : new SignedUrlFunction(this, 'Serve', settings);
    access.permit(this, this.function);
    nameDeadLetters(props.directory, props.redriven);
    new CustomerAlarm(this, 'Errors', {
      metric: this.function.metricServerErrors({ period: Duration.minutes(5) }),
      above: 0,
      customers: 'Operators cannot decide holds or switch anything off. Customers on hold keep waiting.',
      firstStep: 'Look for the error in the log of the operator API.',
      runbook: 'desk-errors',
      owner: 'operations',
      alarms: props.alarms,
    });
  }

  /** The URL that operators send their requests to. */
  get url(): string {
    return this.function instanceof PrivateFunction ? this.function.url : this.function.url.url;
  }

  /**
   * Lets a role call the API: by a policy of its own, or by the policy of the function where it cannot be given one.
   * The policy belongs to this construct rather than to the role, so that a role in another stack can be granted
   * without that stack referring to this one.
   *
   * @throws Error where the grantee has no role, or is a pattern that the function's policy cannot hold
   */
  grant(grantee: IGrantable, granted: OperatorGrant): Grant {
    const { arn, role } = grantedRoleOf(grantee, this);
    this.operators.add(arn, granted);
    const grant = this.grants.get(arn) ?? this.newGrant(grantee, arn, role);
    this.grants.set(arn, grant);
    return grant;
  }

  private newGrant(grantee: IGrantable, arn: string, role: IRole | undefined): Grant {
    if (this.function instanceof PrivateFunction) return this.function.grantCall(grantee, arn);
    if (role) return this.throughRole(role);
    return this.throughFunction(grantee, arn, this.function);
  }

  private throughRole(role: IRole): Grant {
    const policy = new ManagedPolicy(this, role.node.path, { roles: [role] });
    const { functionArn } = this.function.lambda;
    const throughUrl = Grant.addToPrincipal({
      grantee: policy,
      actions: ['lambda:InvokeFunctionUrl'],
      resourceArns: [functionArn],
      conditions: { StringEquals: { 'lambda:FunctionUrlAuthType': 'AWS_IAM' } },
    });
    // Lambda requires both. Only through the URL: a direct invocation could claim any identity.
    const invocation = Grant.addToPrincipal({
      grantee: policy,
      actions: ['lambda:InvokeFunction'],
      resourceArns: [functionArn],
      conditions: { Bool: { 'lambda:InvokedViaFunctionUrl': 'true' } },
    });
    return throughUrl.combine(invocation);
  }

  private throughFunction(grantee: IGrantable, arn: string, throughUrl: SignedUrlFunction): Grant {
    if (isPattern(arn)) {
      throw new Error(
        `${arn} is a pattern, and the policy of a function holds none. Grant the role with its whole name: ` +
          '`aws iam list-roles --path-prefix /aws-reserved/sso.amazonaws.com/` shows it.',
      );
    }
    const { functionArn } = this.function.lambda;
    throughUrl.allow(arn);
    const actions = ['lambda:InvokeFunctionUrl', 'lambda:InvokeFunction'];
    return Grant.addStatementToResourcePolicy({
      grantee,
      actions,
      resourceArns: [functionArn],
      resource: {
        env: this.function.lambda.env,
        addToResourcePolicy: () => ({ statementAdded: true, policyDependable: throughUrl.policy }),
      },
      statement: new PolicyStatement({ actions, resources: [functionArn], principals: [new ArnPrincipal(arn)] }),
    });
  }
}
