import { Duration } from 'aws-cdk-lib';
import { Console, SentMails } from '../../../lib';
import { sentMailsSchema } from '../../../lib/app/given/afterwards/sent-mails-given';
import { checkedStage } from '../../../lib/app/stage-config';
import { rightsOf } from '../rights';
import {
  apology,
  arnOf,
  oneFailure,
  operatorApi,
  resourceOf,
  resourcesOf,
  TeamStack,
  withWebhook,
} from '../synthesize';

const sentMails = SentMails.kept({ expireAfter: Duration.days(30) });
const template = new TeamStack((stack) => ({
  ...withWebhook(stack),
  failures: oneFailure,
  sentMails,
  console: Console.cognito({ userPoolId: 'eu-west-1_Films0123', groups: { approvers: ['look', 'approve'] } }),
})).template();
const bucket = resourceOf(template, 'AWS::S3::Bucket', 'AmendsSentMails');

const rightsThere = (start: string) =>
  rightsOf(template, start).filter(({ resources }) => JSON.stringify(resources).includes(bucket.id));

it('without the option there is no such bucket, and nobody is told of one', () => {
  const plain = new TeamStack(() => ({ failures: oneFailure })).template();
  expect(JSON.stringify(plain.toJSON())).not.toMatch(/SentMails|SENT_MAILS/);
});

it('mails lie encrypted, reached by TLS alone and by nobody of the public, and go when their time is over', () => {
  expect(bucket).toMatchObject({
    DeletionPolicy: 'RetainExceptOnCreate',
    Properties: {
      BucketEncryption: expect.anything(),
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      LifecycleConfiguration: { Rules: [{ Id: 'Mails', ExpirationInDays: 30, Status: 'Enabled' }, { Id: 'Parts' }] },
    },
  });
  // With versions, what was deleted would stay.
  expect(bucket.Properties).not.toHaveProperty('VersioningConfiguration');
});

it('nobody writes over a mail, and the policy of the bucket allows nothing', () => {
  const { Properties } = resourceOf(template, 'AWS::S3::BucketPolicy', 'AmendsSentMails');
  const { Statement } = Properties['PolicyDocument'] as { readonly Statement: readonly { readonly Effect: string }[] };
  expect(Statement.every(({ Effect }) => Effect === 'Deny')).toBe(true);
  expect(Statement).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        Sid: 'DenyOverwriting',
        Action: 's3:PutObject',
        Resource: { 'Fn::Join': ['', [arnOf(bucket.id), '/*']] },
        Condition: { Null: { 's3:if-none-match': 'true' }, Bool: { 's3:ObjectCreationOperation': 'true' } },
      }),
      expect.objectContaining({ Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
    ]),
  );
});

it('the function that writes to customers may add a mail, people may read and delete by two functions, and no other may anything', () => {
  const actions = (start: string) => rightsThere(start).flatMap(({ actions: all }) => all);
  expect(actions(apology)).toEqual(['s3:PutObject']);
  for (const start of [operatorApi, 'AmendsConsole']) {
    expect(actions(start).sort()).toEqual(['s3:DeleteObject', 's3:GetObject', 's3:ListBucket']);
  }
  const policies = Object.entries(resourcesOf(template, 'AWS::IAM::ManagedPolicy'));
  const there = policies.filter(([, policy]) => JSON.stringify(policy).includes(bucket.id)).map(([id]) => id);
  expect(there.sort()).toEqual([
    expect.stringMatching(/^AmendsApologyMailApologise/),
    expect.stringMatching(/^AmendsConsole/),
    expect.stringMatching(/^AmendsOperatorApi/),
  ]);
});

it('each is told where they lie', () => {
  for (const start of [apology, operatorApi]) {
    const { Properties } = resourceOf(template, 'AWS::Lambda::Function', start);
    expect(Properties['Environment']).toMatchObject({ Variables: { SENT_MAILS_BUCKET_NAME: { Ref: bucket.id } } });
  }
});

it.each([0, 1.5, 3_651])('mails are not kept for %d days', (days) => {
  expect(() => SentMails.kept({ expireAfter: Duration.hours(days * 24) })).toThrow('from 1 to 3650 whole days');
});

it('a stage keeps them for 90 days, or as long as it says', () => {
  const stage = {
    stage: 'prod',
    sender: 'care@films.test',
    senderName: 'Films Ltd',
    replyTo: 'help@films.test',
    signatory: 'Zoe Park',
  };
  expect(checkedStage({ ...stage, sentMails: '{"expireAfterDays":400}' }, 'This stage').sentMails).toEqual({
    expireAfterDays: 400,
  });
  expect(sentMailsSchema.safeParse('true').data).toBe(true);
  for (const wrong of ['yes', '{"expireAfterDays":0}', '{"days":3}', 4]) {
    expect(sentMailsSchema.safeParse(wrong).success).toBe(false);
  }
  expect(SentMails.kept().config.expireAfter.toDays()).toBe(90);
});
