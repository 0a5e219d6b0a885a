import { Stack, Token, type Acknowledgment } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { OwnFunction } from './granted-role';

/** Where the audit trail stands in its bucket. */
const objects = 'requests/*';

/** The right to add to the audit trail and to read it. The bucket's own policy refuses to overwrite, and to delete. */
export function permitAudit(scope: Construct, asked: OwnFunction, bucket: IBucket): void {
  const arn = arnIn(Stack.of(scope), bucket);
  const statements = [
    new PolicyStatement({ actions: ['s3:GetObject', 's3:PutObject'], resources: [`${arn}/${objects}`] }),
    new PolicyStatement({
      actions: ['s3:ListBucket'],
      resources: [bucket.bucketArn],
      conditions: { StringLike: { 's3:prefix': objects } },
    }),
  ];
  bucket.encryptionKey?.grantEncryptDecrypt(asked.role);
  asked.permit(statements, acknowledgedIn(scope, arn));
}

/** The right to add to the audit trail, and not to read it: of whoever reads what strangers wrote. */
export function permitAuditLines(scope: Construct, asked: OwnFunction, bucket: IBucket): void {
  const arn = arnIn(Stack.of(scope), bucket);
  bucket.encryptionKey?.grantEncrypt(asked.role);
  const statement = new PolicyStatement({ actions: ['s3:PutObject'], resources: [`${arn}/${objects}`] });
  asked.permit([statement], acknowledgedIn(scope, arn));
}

function acknowledgedIn(scope: Construct, arn: string): Acknowledgment {
  return {
    id: `AwsSolutions-IAM5[Resource::${inFindings(Stack.of(scope).resolve(arn))}/${objects}]`,
    reason:
      'Each event is an object whose name is made of its time and its request, and nobody knows it beforehand. The policy of the ' +
      'bucket refuses to write over one, and to delete one.',
  };
}

/** The ARN as the template of that stack has it, from the beginning: a finding names it so. */
function arnIn(stack: Stack, { bucketArn, node }: IBucket): string {
  const owner = Stack.of(node.scope ?? stack);
  return owner === stack || !Token.isUnresolved(bucketArn) ? bucketArn : owner.exportValue(bucketArn);
}

/** How a finding writes it. */
function inFindings(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return '';
  const [[intrinsic, of] = ['', '']] = Object.entries(value) as [string, unknown][];
  switch (intrinsic) {
    case 'Fn::Join': {
      const [delimiter, parts] = of as [string, unknown[]];
      return parts.map(inFindings).join(delimiter);
    }
    case 'Fn::GetAtt':
      return `<${(of as unknown[]).map(inFindings).join('.')}>`;
    case 'Ref':
      return `<${inFindings(of)}>`;
    case 'Fn::ImportValue':
      return inFindings(of);
    default:
      return JSON.stringify(value);
  }
}
