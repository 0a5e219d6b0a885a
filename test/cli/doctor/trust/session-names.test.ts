import { sessionNamesUnder } from '../../../../cli/doctor/trust/session-names';
import { parseTrustPolicy } from '../../../../cli/doctor/trust/trust-policy';

const account = { AWS: 'arn:aws:iam::111111111111:root' };
const ada = { AWS: 'arn:aws:iam::111111111111:user/care/ada' };
const saml = { Federated: 'arn:aws:iam::111111111111:saml-provider/Directory' };
const oidc = { Federated: 'arn:aws:iam::111111111111:oidc-provider/sso.example.com' };
const name = 'sts:RoleSessionName';
const mine = '${aws:username}';

function allow(Principal: unknown, Condition?: object, Action: unknown = 'sts:AssumeRole'): Statement {
  return { Effect: 'Allow', Principal, Action, ...(Condition && { Condition }) };
}

function deny(Principal: unknown, Condition?: object): Statement {
  return { Effect: 'Deny', Principal, Action: 'sts:*', ...(Condition && { Condition }) };
}

function judge(...Statement: readonly Statement[]) {
  const policy = parseTrustPolicy(encodeURIComponent(JSON.stringify({ Version: '2012-10-17', Statement })));
  return sessionNamesUnder(policy ?? []);
}

/** What is so, and its statements. */
type Case = readonly [how: string, ...statements: readonly Statement[]];

interface Statement {
  readonly Effect: string;
  readonly Principal?: unknown;
  readonly NotPrincipal?: unknown;
  readonly Action?: unknown;
  readonly NotAction?: unknown;
  readonly Condition?: object;
}

const bound: readonly Case[] = [
  ['the name of the user', allow(account, { StringEquals: { [name]: mine } })],
  ['the same, written otherwise', allow('*', { StringLike: { 'STS:rolesessionname': [mine] } }, ['STS:Assume*'])],
  ['the same beside another condition', allow(account, { StringEquals: { [name]: mine }, Bool: { 'aws:Mfa': true } })],
  ['the name at a domain, or without', allow(account, { StringEquals: { [name]: [mine, `${mine}@example.com`] } })],
  ['one name for one user', allow(ada, { StringEquals: { [name]: 'ada' } })],
  [
    'the same by a rule for all',
    allow(ada, { StringEquals: { [name]: 'Ada' } }),
    allow(account, { StringEquals: { [name]: mine } }),
  ],
  ['the assertion of a directory', allow(saml, undefined, ['sts:AssumeRoleWithSAML', 'sts:TagSession'])],
  ['a directory that may call every action', allow(saml, undefined, 'sts:*')],
  [
    'the subject of a token',
    allow(oidc, { StringEquals: { [name]: '${sso.example.com:sub}' } }, 'sts:AssumeRoleWithWebIdentity'),
  ],
  ['a Deny of every other name for one user', allow(ada), deny('*', { StringNotEquals: { [name]: 'ada' } })],
  ['a Deny for whoever may choose', allow(account, { StringEquals: { [name]: mine } }), allow(ada), deny(ada)],
  ['a Deny for the whole account', allow(ada), deny({ AWS: '111111111111' })],
  ['nobody at all', deny('*')],
];

it.each(bound.map(([how, ...statements]) => ({ how, statements })))(
  'a trust policy binds the name by $how',
  ({ statements }) => {
    expect(judge(...statements)).toEqual({ isBound: true });
  },
);

const open: readonly (readonly [how: string, why: RegExp, ...statements: readonly Statement[]])[] = [
  ['no condition', /nothing says .* for arn:aws:iam::111111111111:root \(sts:AssumeRole\)/, allow(account)],
  ['a condition on something else', /nothing says/, allow(account, { StringEquals: { 'sts:SourceIdentity': mine } })],
  [
    'one statement that binds it and one that does not',
    /nothing says/,
    allow(account, { StringEquals: { [name]: mine } }),
    allow(ada),
  ],
  [
    'one of two principals',
    /several people may be ada, for .*:root/,
    allow({ AWS: [ada.AWS, account.AWS] }, { StringEquals: { [name]: 'ada' } }),
  ],
  ['a pattern', /leaves a part of the name open/, allow(account, { StringLike: { [name]: `${mine}*` } })],
  ['any name', /leaves a part of the name open/, allow(ada, { StringLike: { [name]: '*' } })],
  [
    'a choice of names',
    /one person may be any of ada, grace/,
    allow(ada, { StringEquals: { [name]: ['ada', 'grace'] } }),
  ],
  ['one name for all', /several people may be care/, allow(account, { StringEquals: { [name]: 'care' } })],
  [
    'two names by two statements',
    /user\/care\/ada may be any of ada, grace, by different statements/,
    allow(ada, { StringEquals: { [name]: 'ada' } }),
    allow(ada, { StringEquals: { [name]: 'grace' } }),
  ],
  [
    'another name than that of the rule for all',
    /may be any of ada, grace/,
    allow(ada, { StringEquals: { [name]: 'grace' } }),
    allow(account, { StringEquals: { [name]: mine } }),
  ],
  [
    'two rules for all',
    /a user of IAM may be any of/,
    allow(account, { StringEquals: { [name]: mine } }),
    allow('*', { StringEquals: { [name]: `x-${mine}` } }),
  ],
  [
    'a default for whoever is no user',
    /not known to be the name of a person/,
    allow(account, { StringEquals: { [name]: "${aws:username, 'care'}" } }),
  ],
  ['a tag', /not known to be the name/, allow(account, { StringEquals: { [name]: '${aws:PrincipalTag/person}' } })],
  [
    'the name before the @ that all have',
    /several people/,
    allow(account, { StringEquals: { [name]: `care@${mine}` } }),
  ],
  ['IfExists', /nothing says/, allow(account, { StringEqualsIfExists: { [name]: mine } })],
  ['a set of values', /nothing says/, allow(account, { 'ForAllValues:StringEquals': { [name]: mine } })],
  ['what it may not be', /nothing says/, allow(account, { StringNotEquals: { [name]: 'root' } })],
  ['a token', /nothing says .*sts:AssumeRoleWithWebIdentity/, allow(oidc, undefined, 'sts:AssumeRoleWithWebIdentity')],
  [
    'the subject of another provider',
    /not known/,
    allow(oidc, { StringEquals: { [name]: '${accounts.example.org:sub}' } }, 'sts:*'),
  ],
  ['a service', /nothing says .* for lambda\.amazonaws\.com/, allow({ Service: 'lambda.amazonaws.com' })],
  ['a directory beside the account', /nothing says .*:root/, allow({ ...saml, ...account }, undefined, 'sts:*')],
  ['all actions but one', /nothing says/, { Effect: 'Allow', Principal: account, NotAction: 'sts:TagSession' }],
  ['everybody but one', /for anybody/, { Effect: 'Allow', NotPrincipal: ada, Action: '*' }],
  ['a Deny that a role may pass', /nothing says/, allow(account), deny('*', { StringNotEquals: { [name]: mine } })],
  ['a Deny of one name', /nothing says/, allow(ada), deny('*', { StringEquals: { [name]: 'root' } })],
  [
    'a Deny with one more condition',
    /nothing says/,
    allow(ada),
    deny('*', { StringNotEquals: { [name]: 'ada', 'aws:PrincipalTag/new': 'no' } }),
  ],
  ['a Deny of others', /nothing says/, allow(ada), deny({ AWS: '222222222222' })],
  ['a Deny of some, by all but', /nothing says/, allow(ada), { Effect: 'Deny', NotPrincipal: ada, Action: 'sts:*' }],
];

it.each(open.map(([how, why, ...statements]) => ({ how, why, statements })))(
  'a trust policy leaves the name open by $how',
  ({ why, statements }) => {
    expect(judge(...statements)).toEqual({ isBound: false, why: expect.stringMatching(why) });
  },
);

it.each(['', '{', '%', '{}', '{"Statement":[{"Effect":"Maybe"}]}'])('%j is no trust policy', (text) => {
  expect(parseTrustPolicy(text)).toBeUndefined();
});

it('one statement need not stand in a list', () => {
  expect(parseTrustPolicy(JSON.stringify({ Statement: allow(ada) }))).toHaveLength(1);
});
