import { identityOf } from '../../lambdas/operator-api/identity';

const session = (role: string, name: string) => `arn:aws:sts::111111111111:assumed-role/${role}/${name}`;
const roleOf = (role: string, isBound?: boolean) => ({
  arn: `arn:aws:iam::111111111111:role/${role}`,
  may: ['look'] as const,
  isBound,
});
const bound = [roleOf('desk', true)];

function personOf(arn: string, roles = bound): string | undefined {
  const identity = identityOf(arn, roles);
  return identity.isKnown ? identity.caller.person : 'nobody';
}

describe('a session names a person', () => {
  it('where its role binds the name', () => {
    expect(personOf(session('desk', 'Ada'))).toBe('ada');
    expect(personOf(session('desk', 'ada@example.com'))).toBe('ada');
    expect(personOf(session('desk', '@ada'))).toBe('@ada');
  });

  it('and not where it does not, or nothing is known of the role', () => {
    expect(personOf(session('desk', 'ada'), [roleOf('desk')])).toBeUndefined();
    expect(personOf(session('Desk', 'ada'))).toBeUndefined();
    expect(personOf(session('other', 'ada'))).toBeUndefined();
    expect(personOf('arn:aws:sts::222222222222:assumed-role/desk/ada')).toBeUndefined();
    expect(personOf(session('desk', 'ada'), [roleOf('desk', true), roleOf('path/desk')])).toBeUndefined();
  });

  it('in a role of a pattern, if it is one of those that AWS makes', () => {
    const all = [roleOf('aws-reserved/sso.amazonaws.com/*', true)];
    expect(personOf(session('AWSReservedSSO_Desk_0123456789abcdef', 'ada'), all)).toBe('ada');
    expect(personOf(session('desk', 'ada'), all)).toBeUndefined();
    const some = [roleOf('aws-reserved/sso.amazonaws.com/AWSReservedSSO_Desk_*', true)];
    expect(personOf(session('AWSReservedSSO_Desk_01', 'ada'), some)).toBe('ada');
    expect(personOf(session('AWSReservedSSO_Admin_01', 'ada'), some)).toBeUndefined();
  });
});

describe('whoever signed may do', () => {
  const roles = [
    { arn: 'arn:aws:iam::111111111111:role/desk', may: ['look', 'approve'] },
    { arn: 'arn:aws:iam::111111111111:user/*', may: ['erase'] },
  ] as const;
  const mayOf = (arn: string) => {
    const identity = identityOf(arn, roles);
    return identity.isKnown && identity.caller.may;
  };

  it('what their role was granted, and nothing without a grant', () => {
    expect(mayOf(session('desk', 'ada'))).toEqual(['look', 'approve']);
    expect(mayOf(session('admin', 'ada'))).toEqual([]);
    expect(mayOf('arn:aws:sts::222222222222:assumed-role/desk/ada')).toEqual([]);
  });

  it('nothing as a user with the name of a role, or the other way', () => {
    expect(mayOf('arn:aws:iam::111111111111:user/desk')).toEqual(['erase']);
    expect(mayOf('arn:aws:iam::222222222222:user/desk')).toEqual([]);
    expect(mayOf(session('anything', 'ada'))).toEqual([]);
  });
});

it.each([
  ['nobody', undefined],
  ['an empty name', ''],
  ['anonymous', 'anonymous'],
  ['everybody', '*'],
  ['a service', 'lambda.amazonaws.com'],
  ['a role of a service', session('AWSServiceRoleForSupport', 'support')],
  ['the root user', 'arn:aws:iam::111111111111:root'],
  ['a federated user', 'arn:aws:sts::111111111111:federated-user/ada'],
  ['a role without a session', 'arn:aws:iam::111111111111:role/desk'],
  ['a session without a name', 'arn:aws:sts::111111111111:assumed-role/desk/'],
  ['a role, and not its session', 'arn:aws:sts::111111111111:assumed-role/desk'],
  ['an identity pool', session('pool', 'CognitoIdentityCredentials')],
  ['a session in a session', session('desk', 'ada/ben')],
  ['a user without a name', 'arn:aws:iam::111111111111:user/desk/'],
  ['no account', 'arn:aws:sts:::assumed-role/desk/ada'],
  ['a control character', session('desk', 'ada\u0007')],
  ['a line break', session('desk', 'ada\n')],
  ['a zero-width character', session('desk', 'a\u200bda')],
  ['a look-alike letter', session('desk', 'аda')],
  ['a space', session('desk', ' ada')],
  ['an absurd length', session('desk', 'a'.repeat(65))],
  ['an absurd length of all', session('desk', 'a'.repeat(100_000))],
])('%s is refused, with a sentence', (_, arn) => {
  const identity = identityOf(arn, bound);
  expect(identity).toEqual({ isKnown: false, why: expect.stringMatching(/^[a-z][^]*\w$/) });
});
