import { arnMatches } from '../assembly/arn';

/** What IAM knows of a request. A key with a list has several values in one request, whatever their number. */
export interface AwsRequest {
  /** The ARN of the role whose session makes the request. */
  readonly principalArn: string;
  /** `aws:userid`: the id of a role and the name of its session, `AROA…:session`. A service has none. */
  readonly userId?: string | undefined;
  readonly action: string;
  readonly resourceArn: string;
  readonly context: Readonly<Record<string, string | readonly string[]>>;
}

type OneOrMore = string | readonly string[];

/** One statement of a policy, as a deployment has it: every reference is resolved. */
export interface PolicyStatementJson {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Principal?: string | Readonly<Record<string, OneOrMore>>;
  readonly Action: OneOrMore;
  readonly Resource: OneOrMore;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, OneOrMore>>>>;
}

export interface Policies {
  readonly ofThePrincipal: readonly PolicyStatementJson[];
  readonly ofTheResource: readonly PolicyStatementJson[];
}

/** A comparison that IAM does not define: whether it is true depends on how many entries a request has. */
export class UndefinedComparisonError extends Error {
  override readonly name = 'UndefinedComparisonError';
}

/**
 * Whether AWS lets a request pass, by the documented rules: a Deny anywhere is final; within an account one Allow is
 * enough, of the principal or of the resource, and between accounts both have to allow it.
 *
 * @throws UndefinedComparisonError
 */
export function isAllowed(request: AwsRequest, { ofThePrincipal, ofTheResource }: Policies): boolean {
  const applying = (statements: readonly PolicyStatementJson[], effect: 'Allow' | 'Deny'): boolean =>
    statements.some((statement) => statement.Effect === effect && applies(statement, request));
  if (applying(ofThePrincipal, 'Deny') || applying(ofTheResource, 'Deny')) return false;
  const allowed = [applying(ofThePrincipal, 'Allow'), applying(ofTheResource, 'Allow')];
  // The ARN of a bucket names no account: those of a template belong to whoever deploys it.
  const sameAccount = ['', accountOf(request.principalArn)].includes(accountOf(request.resourceArn));
  return sameAccount ? allowed.includes(true) : !allowed.includes(false);
}

function applies(statement: PolicyStatementJson, request: AwsRequest): boolean {
  return (
    isPrincipal(statement.Principal, request.principalArn) &&
    listOf(statement.Action).some((action) => matches(request.action, action)) &&
    listOf(statement.Resource).some((resource) => matches(request.resourceArn, resource)) &&
    Object.entries(statement.Condition ?? {}).every(([operator, keys]) =>
      Object.entries(keys).every(([key, wanted]) => holds(operator, key, listOf(wanted), contextOf(request)[key])),
    )
  );
}

/** A policy of a role names no principal. */
function isPrincipal(principal: PolicyStatementJson['Principal'], arn: string): boolean {
  if (principal === undefined || principal === '*') return true;
  if (typeof principal === 'string') throw new Error(`${principal} is no principal`);
  // A service is known by its name.
  return [principal['AWS'], principal['Service']].some((named) =>
    listOf(named ?? []).some((each) => each === '*' || each === arn),
  );
}

function contextOf({ principalArn, userId, context }: AwsRequest): Readonly<Record<string, OneOrMore | undefined>> {
  const principal = {
    'aws:PrincipalArn': principalArn,
    'aws:PrincipalAccount': accountOf(principalArn),
    ...(userId !== undefined && { 'aws:userid': userId }),
  };
  return { ...principal, ...context };
}

function holds(operator: string, key: string, wanted: readonly string[], given: OneOrMore | undefined): boolean {
  if (operator === 'Null') return wanted.includes(String(given === undefined || given.length === 0));
  const [comparison = '', quantifier] = operator.split(':').toReversed();
  const isOne = comparisonOf(comparison);
  switch (quantifier) {
    case 'ForAllValues':
      return severalOf(key, given).every((value) => isOne(value, wanted));
    case 'ForAnyValue':
      return severalOf(key, given).some((value) => isOne(value, wanted));
    case undefined:
      if (given !== undefined && typeof given !== 'string') {
        throw new UndefinedComparisonError(`${key} has several values, and ${operator} compares one`);
      }
      // What is not there is not equal to anything.
      return given === undefined ? operator.includes('Not') : isOne(given, wanted);
    default:
      throw new Error(`${operator} is no operator of IAM`);
  }
}

/** A key that is not in the request has no values. */
function severalOf(key: string, given: OneOrMore | undefined): readonly string[] {
  if (typeof given === 'string') throw new UndefinedComparisonError(`${key} has one value, and takes no set operator`);
  return given ?? [];
}

/** Several wanted values are alternatives, and for a negated operator all of them have to differ. */
function comparisonOf(operator: string): (value: string, wanted: readonly string[]) => boolean {
  switch (operator) {
    case 'StringEquals':
    case 'Bool':
      return (value, wanted) => wanted.includes(value);
    case 'StringNotEquals':
      return (value, wanted) => !wanted.includes(value);
    case 'StringLike':
    case 'ArnEquals':
    case 'ArnLike':
      return (value, wanted) => wanted.some((pattern) => matches(value, pattern));
    case 'StringNotLike':
    case 'ArnNotEquals':
    case 'ArnNotLike':
      return (value, wanted) => !wanted.some((pattern) => matches(value, pattern));
    default:
      throw new Error(`${operator} is an operator that the local system does not know`);
  }
}

function matches(value: string, pattern: string): boolean {
  return value === pattern || (/[*?]/.test(pattern) && arnMatches(pattern, value));
}

function accountOf(arn: string): string {
  return arn.split(':')[4] ?? '';
}

function listOf(oneOrMore: OneOrMore): readonly string[] {
  return typeof oneOrMore === 'string' ? [oneOrMore] : oneOrMore;
}
