import * as z from 'zod';
import { AgentsError, CopiesPerDayError, OwnerRulesError, ReplyDomainError, Replies } from '../../../lib';
import { oneFailure, resourceOf, resourcesOf, TeamStack } from '../synthesize';

const domain = 'replies.films.test';
const team = new TeamStack(() => ({ failures: oneFailure, replies: Replies.email({ domain }) }));
const template = team.template();
const within = 'AmendsReplies';
const bucket = resourceOf(template, 'AWS::S3::Bucket', `${within}HearingMails`);
const hears = resourceOf(template, 'AWS::Lambda::Function', `${within}HearingHear`);

function statementsOf(role: string) {
  return Object.values(resourcesOf(template, 'AWS::IAM::ManagedPolicy'))
    .filter(({ Properties }) => JSON.stringify(Properties['Roles']).includes(role))
    .map(({ Properties }) => JSON.stringify(Properties['PolicyDocument']));
}

it('without the option there is nothing of it, and answers go to the mailbox', () => {
  const json = JSON.stringify(new TeamStack(() => ({ failures: oneFailure })).template().toJSON());
  expect(json).not.toMatch(/ReceiptRule|REPLY_DOMAIN|ConversationOpened/);
});

it('mail to the domain alone is scanned, put into a bucket, and then heard', () => {
  const rule = resourceOf(template, 'AWS::SES::ReceiptRule', within);
  expect(rule.Properties['Rule']).toMatchObject({
    Enabled: true,
    ScanEnabled: true,
    Recipients: [domain],
    Actions: [
      { S3Action: { BucketName: { Ref: bucket.id }, ObjectKeyPrefix: 'mails/' } },
      { LambdaAction: { FunctionArn: { 'Fn::GetAtt': [hears.id, 'Arn'] }, InvocationType: 'Event' } },
    ],
  });
});

it('a mail that nobody could hear is gone after thirty days, and none is public', () => {
  expect(bucket.Properties['LifecycleConfiguration']).toMatchObject({
    Rules: expect.arrayContaining([expect.objectContaining({ ExpirationInDays: 30, Status: 'Enabled' })]),
  });
  expect(bucket.Properties['PublicAccessBlockConfiguration']).toMatchObject({
    BlockPublicAcls: true,
    RestrictPublicBuckets: true,
  });
});

it('who reads what strangers wrote may send to one mailbox, and reaches no secret', () => {
  const policies = statementsOf(`${within}HearingHear`).join('\n');
  expect(policies).toContain('"ForAllValues:StringEquals":{"ses:Recipients":["help@example.com"]}');
  expect(policies).not.toMatch(/secretsmanager|lambda:Invoke|dynamodb:(?:Delete|Update|Scan)/);
  expect(policies).toContain('ConversationOpened');
  expect(policies).not.toContain('RemedyIssued');
});

it('everything that looks after conversations knows their owners, hours and targets, and nothing else does', () => {
  const hours = { timeZone: 'Europe/Berlin', open: { mon: '09:00-17:00' } };
  const owners = { marketing: { hours, firstAnswerMinutes: 60, escalatesTo: 'contact-center' } } as const;
  const owned = new TeamStack(() => ({ failures: oneFailure, replies: Replies.email({ domain, owners }) })).template();
  const variablesSchema = z.object({
    POWERTOOLS_SERVICE_NAME: z.string(),
    CONVERSATION_OWNERS: z.optional(z.string()),
  });
  const knowing = Object.values(resourcesOf(owned, 'AWS::Lambda::Function')).flatMap(({ Properties }) => {
    const found = z.object({ Environment: z.object({ Variables: variablesSchema }) }).safeParse(Properties);
    const { POWERTOOLS_SERVICE_NAME: name = '', CONVERSATION_OWNERS: known } = found.data?.Environment.Variables ?? {};
    return known === undefined ? [] : [{ name, known: JSON.parse(known) as unknown }];
  });
  expect(knowing.map(({ name }) => name).sort()).toEqual(['answers', 'conversations', 'operator-api', 'replies']);
  expect(knowing[0]?.known).toMatchObject({ rules: owners });
});

it.each([
  ['a time zone that is none', { marketing: { hours: { timeZone: 'Berlin', open: { mon: '09:00-17:00' } } } }],
  ['hours that end before they begin', { marketing: { hours: { timeZone: 'UTC', open: { mon: '17:00-09:00' } } } }],
  ['hours on no day', { marketing: { hours: { timeZone: 'UTC', open: {} } } }],
  ['a target of no time', { 'contact-center': { firstAnswerMinutes: 0 } }],
  ['a route to nobody', { routes: [{ languages: ['de'], owner: 'sales' }] }],
])('%s is refused before anything is deployed', (_, owners) => {
  expect(() => Replies.email({ domain, owners: owners as object })).toThrow(OwnerRulesError);
});

describe('with people who answer by mail', () => {
  const agents = [{ email: 'ann@example.com', name: 'Ann Lee' }];
  const answering = new TeamStack(() => ({ failures: oneFailure, replies: Replies.email({ domain, agents }) }));

  it('whoever hears mails tells of answers and writes lines of the audit trail, reads none, and sends to the mailbox alone', () => {
    const policies = Object.values(resourcesOf(answering.template(), 'AWS::IAM::ManagedPolicy'))
      .filter(({ Properties }) => JSON.stringify(Properties['Roles']).includes(`${within}HearingHear`))
      .map(({ Properties }) => JSON.stringify(Properties['PolicyDocument']))
      .join('\n');
    expect(policies).toContain('ConversationAnswered');
    expect(policies).toMatch(
      /"Action":"s3:PutObject","Effect":"Allow","Resource":\{"Fn::Join":\["",\[.{0,90}requests\/\*"/,
    );
    expect(policies).not.toMatch(/s3:ListBucket|s3:GetObject"\],"Effect":"Allow","Resource":.{0,120}requests/);
    expect(policies).toContain('"ForAllValues:StringEquals":{"ses:Recipients":["help@example.com"]}');
  });

  it('their addresses stand in no environment and nowhere else in the template', () => {
    const template = JSON.stringify(answering.template().toJSON());
    expect(template).not.toContain('ann@example.com');
  });

  it('without them nobody answers by mail, and the trail is out of reach', () => {
    const policies = statementsOf(`${within}HearingHear`).join('\n');
    expect(policies).not.toMatch(/ConversationAnswered|s3:PutObject/);
    expect(JSON.stringify(hears.Properties['Environment'])).not.toContain('AUDIT_BUCKET_NAME');
  });

  it.each([
    ['no address', [{ email: 'ann', name: 'Ann Lee' }]],
    ['two addresses in one', [{ email: 'ann@example.com,eve@example.com', name: 'Ann Lee' }]],
    [
      'an address twice',
      [
        { email: 'ann@example.com', name: 'Ann Lee' },
        { email: 'Ann@example.com', name: 'Ann' },
      ],
    ],
    ['no name that anybody sees', [{ email: 'ann@example.com', name: ' \u200b ' }]],
    ['a link for a name', [{ email: 'ann@example.com', name: 'https://example.com/login' }]],
    ['an owner that is none', [{ email: 'ann@example.com', name: 'Ann Lee', owner: 'sales' }]],
  ])('%s is refused before anything is deployed', (_, wrong) => {
    expect(() => Replies.email({ domain, agents: wrong as typeof agents })).toThrow(AgentsError);
  });
});

it('as many copies go to a mailbox as the option says, and somebody is called where more come', () => {
  const bounded = new TeamStack(() => ({
    failures: oneFailure,
    replies: Replies.email({ domain, copiesPerDay: 50 }),
  })).template();
  const of = (one: typeof template) =>
    JSON.stringify(resourceOf(one, 'AWS::Lambda::Function', `${within}HearingHear`).Properties['Environment']);
  expect(of(template)).toContain('"COPIES_PER_DAY":"1000"');
  expect(of(bounded)).toContain('"COPIES_PER_DAY":"50"');
  const alarms = Object.values(resourcesOf(template, 'AWS::CloudWatch::Alarm'));
  expect(alarms.map(({ Properties }) => Properties['MetricName'])).toContain('CopyLeft');
});

it.each([0, -1, 1.5, 1_000_001, Number.NaN])('%p is no number of copies', (copiesPerDay) => {
  expect(() => Replies.email({ domain, copiesPerDay })).toThrow(CopiesPerDayError);
});

it('a flood of mail takes no more of the account than everything else that everybody reaches', () => {
  const bounded = new TeamStack(() => ({
    failures: oneFailure,
    replies: Replies.email({ domain }),
    publicConcurrency: 3,
  })).template();
  const { Properties } = resourceOf(bounded, 'AWS::Lambda::Function', `${within}HearingHear`);
  expect(Properties['ReservedConcurrentExecutions']).toBe(3);
});

it('answers leave by the event with which a person wrote them', () => {
  const rules = Object.values(resourcesOf(template, 'AWS::Events::Rule')).map(
    ({ Properties }) => Properties['EventPattern'],
  );
  expect(rules).toContainEqual(expect.objectContaining({ 'detail-type': ['ConversationAnswered'] }));
});

it('where a rule set is named our rule is added to it, and none is activated', () => {
  const named = new TeamStack(() => ({
    failures: oneFailure,
    replies: Replies.email({ domain, ruleSetName: 'company-mail' }),
  })).template();
  expect(resourcesOf(named, 'AWS::SES::ReceiptRuleSet')).toEqual({});
  expect(resourceOf(named, 'AWS::SES::ReceiptRule', within).Properties['RuleSetName']).toBe('company-mail');
  expect(JSON.stringify(named.toJSON())).not.toContain('SetActiveReceiptRuleSet');
});

it('somebody is called where customers wait', () => {
  const alarms = Object.values(resourcesOf(template, 'AWS::CloudWatch::Alarm')).map(
    ({ Properties }) => Properties['MetricName'],
  );
  expect(alarms).toContain('ConversationsOverdue');
});

it.each(['films.test', 'replies films.test', 'a@replies.films.test', ''])('%p is no domain for answers', (wrong) => {
  expect(() => Replies.email({ domain: wrong })).toThrow(ReplyDomainError);
});
