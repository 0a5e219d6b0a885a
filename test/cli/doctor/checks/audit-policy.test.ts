import { leftOpenBy } from '../../../../cli/doctor/checks/audit-policy';

const deleting = {
  Effect: 'Deny',
  Principal: { AWS: '*' } as unknown,
  Action: ['s3:DeleteObject', 's3:DeleteObjectVersion'] as string | string[],
  Resource: 'arn:aws:s3:::trail/*',
};
const overwriting = {
  Effect: 'Deny',
  Principal: '*' as unknown,
  Action: 's3:PutObject',
  Resource: 'arn:aws:s3:::trail/requests/*',
  Condition: { Null: { 's3:if-none-match': 'true' }, Bool: { 's3:ObjectCreationOperation': 'true' } } as object,
};
const [deletes, overwrites] = ['delete what is in it', 'write over what is in it'];

const open = (...Statement: readonly object[]) => leftOpenBy(JSON.stringify({ Statement }), 'trail');

it('a bucket whose policy denies to delete and to write over refuses to forget', () => {
  expect(open(deleting, overwriting)).toEqual([]);
  expect(open({ ...deleting, Principal: '*', Action: 's3:Delete*' }, { ...overwriting, Condition: {} })).toEqual([]);
  expect(
    open({ ...deleting, Action: 's3:DeleteObject' }, { ...deleting, Action: 's3:deleteobjectversion' }, overwriting),
  ).toEqual([]);
});

it.each([
  ['allows it', { ...deleting, Effect: 'Allow' }],
  ['denies it to some', { ...deleting, Principal: { AWS: 'arn:aws:iam::111111111111:role/care' } }],
  ['denies it to all but some', { ...deleting, Principal: undefined, NotPrincipal: { AWS: '111111111111' } }],
  ['denies it sometimes', { ...deleting, Condition: { Bool: { 'aws:SecureTransport': 'false' } } }],
  ['denies it of other objects', { ...deleting, Resource: 'arn:aws:s3:::trail/AWSLogs/*' }],
  ['denies it of another bucket', { ...deleting, Resource: 'arn:aws:s3:::other/*' }],
  ['denies it of the bucket itself', { ...deleting, Resource: 'arn:aws:s3:::trail' }],
  ['denies it of the newest version alone', { ...deleting, Action: 's3:DeleteObject' }],
])('a bucket is open to deletion where its policy %s', (_, statement) => {
  expect(open(statement, overwriting)).toEqual([deletes]);
});

it.each([
  ['allows it', { ...overwriting, Effect: 'Allow' }],
  ['denies it to some', { ...overwriting, Principal: { Service: 'logging.s3.amazonaws.com' } }],
  ['denies what is new in place of it', { ...overwriting, Condition: { Null: { 's3:if-none-match': 'false' } } }],
  [
    'denies it where something else holds, too',
    { ...overwriting, Condition: { ...overwriting.Condition, StringEquals: { 'aws:username': 'ada' } } },
  ],
])('a bucket is open to writing over where its policy %s', (_, statement) => {
  expect(open(deleting, statement)).toEqual([overwrites]);
});

it.each(['', '{}', '{"Statement":"Deny"}', 'null'])('a policy that is none denies nothing: %j', (text) => {
  expect(leftOpenBy(text, 'trail')).toEqual([deletes, overwrites]);
});
