import { Stack, Token } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { OwnFunction } from '../grants/granted-role';
import type { ApologySender, Brand } from './apology-sender';

/**
 * While an account is in SES's sandbox, mails go to verified recipients only, and IAM is asked about each recipient's
 * identity too.
 */
export function permitRecipients(scope: Construct, sending: OwnFunction, from: string | string[]): void {
  const anyIdentity = Stack.of(scope).formatArn({ service: 'ses', resource: 'identity', resourceName: '*' });
  const statement = new PolicyStatement({
    actions: ['ses:SendRawEmail'],
    resources: [anyIdentity],
    conditions: { StringEquals: { 'ses:FromAddress': from } },
  });
  sending.permit([statement], {
    id: `AwsSolutions-IAM5[Resource::${inFindings(Stack.of(scope))}:identity/*]`,
    reason:
      'Recipients that SES has verified are identities of the account, and nobody knows beforehand who they are. The condition ' +
      'holds the sender to its own addresses, whoever the recipient is.',
  });
}

/** One address alone is no list, as a template had it before there were brands. */
export function fromAddresses(
  sender: ApologySender,
  brands: Readonly<Record<string, Pick<Brand, 'email'>>> = {},
): string | string[] {
  const own = Object.values(brands).flatMap(({ email }) => email ?? []);
  const all = [...new Set([sender.email, ...own])];
  return all.length === 1 ? sender.email : all;
}

/** The begin of an ARN as findings show it: with names in the place of what only a deployment knows. */
function inFindings({ partition, region, account }: Stack): string {
  const shown = (value: string, name: string): string => (Token.isUnresolved(value) ? `<AWS::${name}>` : value);
  return `arn:${shown(partition, 'Partition')}:ses:${shown(region, 'Region')}:${shown(account, 'AccountId')}`;
}
