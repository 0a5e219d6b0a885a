import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { mayReadSecret } from '../function/function-rights';

/** What whoever reports in the name of customers has to reach: who takes reports, and what signs a link for it. */
export interface ReportAccess {
  readonly intake: { readonly lambda: IFunction };
  readonly linkSecret: ISecret;
}

export function reportsEnvironment({ intake, linkSecret }: ReportAccess) {
  return {
    REPORT_INTAKE_FUNCTION_NAME: intake.lambda.functionName,
    REPORT_LINK_SECRET_NAME: linkSecret.secretName,
  };
}

export function mayReport({ intake, linkSecret }: ReportAccess): PolicyStatement[] {
  const resources = [intake.lambda.functionArn];
  return [new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources }), mayReadSecret(linkSecret)];
}
