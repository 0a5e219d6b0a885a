import {
  isAllowed,
  UndefinedComparisonError,
  type AwsRequest,
  type PolicyStatementJson,
} from '../../../../local/emulator/iam/policy-evaluator';

const ours = 'arn:aws:iam::111111111111:role/ours';
const theirs = 'arn:aws:iam::222222222222:role/theirs';

function tagging(tagKeys: readonly string[] | undefined, principalArn = ours): AwsRequest {
  return {
    principalArn,
    action: 'ec2:CreateTags',
    resourceArn: 'arn:aws:ec2:eu-west-1:111111111111:instance/i-1',
    context: { ...(tagKeys && { 'aws:TagKeys': tagKeys }), 'aws:SourceVpce': 'vpce-1' },
  };
}

function statement(Effect: 'Allow' | 'Deny', Condition?: PolicyStatementJson['Condition']): PolicyStatementJson {
  return { Effect, Action: 'ec2:CreateTags', Resource: '*', ...(Condition && { Condition }) };
}

/** Whether a condition of a statement is true for a request. */
function isTrue(condition: PolicyStatementJson['Condition'], request: AwsRequest): boolean {
  return isAllowed(request, { ofThePrincipal: [statement('Allow', condition)], ofTheResource: [] });
}

describe('the id of whoever asks', () => {
  const onlyOurs = { StringLike: { 'aws:userid': ['AROAOURS1:*', 'AROAOURS2:*'] } };
  const allButOurs = { StringNotLike: onlyOurs.StringLike };
  const by = (userId: string | undefined): AwsRequest => ({ ...tagging([]), userId });

  test.each([
    ['AROAOURS1:a-session', true],
    ['AROAOURS2:another', true],
    ['AROAOURS3:a-session', false],
    // Nobody chooses an id, but a session may be called as its maker likes.
    ['AROAOURS3:AROAOURS1:a', false],
    // What a service does by itself has none.
    [undefined, false],
  ])('%s: %s', (userId, isOurs) => {
    expect([isTrue(onlyOurs, by(userId)), isTrue(allButOurs, by(userId))]).toEqual([isOurs, !isOurs]);
  });
});

describe('keys with several values, as AWS documents them', () => {
  const all = { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['environment', 'cost-center'] } };
  const any = { 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['environment', 'cost-center'] } };
  const anyOther = { 'ForAnyValue:StringNotEquals': { 'aws:TagKeys': ['environment', 'cost-center'] } };

  test.each([
    [['environment'], true, true, false],
    [['environment', 'cost-center'], true, true, false],
    [['environment', 'dept'], false, true, true],
    [['dept'], false, false, true],
    [undefined, true, false, false],
  ])('%j', (keys, forAll, forAny, forAnyOther) => {
    const request = tagging(keys);
    expect([isTrue(all, request), isTrue(any, request), isTrue(anyOther, request)]).toEqual([
      forAll,
      forAny,
      forAnyOther,
    ]);
  });

  test('Null says whether a key is there', () => {
    expect(isTrue({ ...all, Null: { 'aws:TagKeys': 'false' } }, tagging(undefined))).toBe(false);
    expect(isTrue({ ...all, Null: { 'aws:TagKeys': 'false' } }, tagging(['environment']))).toBe(true);
  });

  test('without a set operator nothing is defined, nor with one for a key with one value', () => {
    const plain = { StringEquals: { 'aws:TagKeys': 'environment' } };
    expect(() => isTrue(plain, tagging(['environment']))).toThrow(UndefinedComparisonError);
    const single = { 'ForAllValues:StringEquals': { 'aws:SourceVpce': 'vpce-1' } };
    expect(() => isTrue(single, tagging([]))).toThrow(UndefinedComparisonError);
  });
});

test('of a negated operator no value may match, and a missing key matches none', () => {
  const vpce = (...ids: string[]) => ({ StringNotEquals: { 'aws:SourceVpce': ids } });
  expect(isTrue(vpce('vpce-2', 'vpce-3'), tagging([]))).toBe(true);
  expect(isTrue(vpce('vpce-2', 'vpce-1'), tagging([]))).toBe(false);
  expect(isTrue({ StringNotEquals: { 'aws:SourceVpc': 'vpc-1' } }, tagging([]))).toBe(true);
  expect(isTrue({ StringEquals: { 'aws:SourceVpc': 'vpc-1' } }, tagging([]))).toBe(false);
});

test('a Deny anywhere is final', () => {
  const allow = [statement('Allow')];
  const deny = [statement('Deny')];
  expect(isAllowed(tagging([]), { ofThePrincipal: allow, ofTheResource: deny })).toBe(false);
  expect(isAllowed(tagging([]), { ofThePrincipal: [...deny, ...allow], ofTheResource: [] })).toBe(false);
});

test('within an account one policy is enough, and between accounts both have to allow it', () => {
  const allow = [statement('Allow')];
  const both = { ofThePrincipal: allow, ofTheResource: allow };
  const onlyTheirs = { ofThePrincipal: allow, ofTheResource: [] };
  const onlyOurs = { ofThePrincipal: [], ofTheResource: allow };
  const passes = (principal: string) =>
    [both, onlyTheirs, onlyOurs].map((policies) => isAllowed(tagging([], principal), policies));
  expect(passes(ours)).toEqual([true, true, true]);
  expect(passes(theirs)).toEqual([true, false, false]);
});
