import { WeeklyOwnersError, ownersText } from '../../../lib/insight/weekly-owners';
import { rightsOf } from '../rights';
import { oneFailure, resourceOf, TeamStack } from '../synthesize';

const owner = { email: 'owner@films.test', title: 'Films' };
const team = new TeamStack(() => ({
  failures: oneFailure,
  insight: { weekly: { 'com.example.video': owner } },
}));
const template = team.template();
const start = 'AmendsInsightWeekly';

it('without owners nobody is told', () => {
  const without = new TeamStack(() => ({ failures: oneFailure, insight: true })).template();
  expect(JSON.stringify(without.toJSON())).not.toContain('WEEKLY_OWNERS');
});

it('every Monday the function is told whom to tell of which products', () => {
  const schedule = resourceOf(template, 'AWS::Scheduler::Schedule', start);
  expect(schedule.Properties['ScheduleExpression']).toBe('cron(0 7 ? * MON *)');
  const lambda = resourceOf(template, 'AWS::Lambda::Function', `${start}Tell`);
  expect(JSON.stringify(lambda.Properties['Environment'])).toContain(
    JSON.stringify(JSON.stringify([{ source: 'com.example.video', ...owner }])).slice(1, -1),
  );
});

it('it may ask the questions, note that a mail left, and send from the sender’s address, and nothing else', () => {
  const rights = rightsOf(template, `${start}TellRole`);
  const actions = rights.flatMap((right) => right.actions);
  expect(actions.filter((action) => /^(dynamodb|events|lambda|secretsmanager)/.test(action))).toEqual([]);
  expect(actions).toEqual(
    expect.arrayContaining(['athena:StartQueryExecution', 's3:PutObject', 's3:DeleteObject', 'ses:SendRawEmail']),
  );
  const sending = rights.filter((right) => right.actions.includes('ses:SendRawEmail'));
  expect(sending).toHaveLength(1);
  expect(JSON.stringify(sending)).toContain('"ses:FromAddress"');
  expect(JSON.stringify(sending)).toContain('identity/owner@films.test');
});

it('an alarm says that an owner was not told, and notes are gone after a month', () => {
  expect(resourceOf(template, 'AWS::CloudWatch::Alarm', start).Properties['Threshold']).toBe(0);
  const bucket = resourceOf(template, 'AWS::S3::Bucket', 'AmendsInsightFiles');
  expect(JSON.stringify(bucket.Properties['LifecycleConfiguration'])).toContain(
    '"ExpirationInDays":35,"Id":"Sent","Prefix":"sent/"',
  );
});

describe('who cannot be told is said at once', () => {
  const problemsOf = (owners: Parameters<typeof ownersText>[0]): readonly string[] => {
    try {
      ownersText(owners, ['com.example.video']);
      return [];
    } catch (error) {
      if (error instanceof WeeklyOwnersError) return error.problems;
      throw error;
    }
  };

  it('all of it', () => {
    expect(
      problemsOf({
        'com.example.films': owner,
        'com.example.video': { email: 'owner', title: ' ', locale: 'nl' },
      }),
    ).toEqual([
      'com.example.films publishes no failure: those that do are com.example.video',
      'com.example.video: "owner" is no address',
      "com.example.video: say what the products are called, as title: 'Films'",
      'com.example.video: mails are in en, de, fr, es, pt-BR, ja, zh-CN, ru, not in "nl"',
    ]);
    expect(problemsOf({ 'com.example.video': { ...owner, locale: 'no tag' } })).toHaveLength(1);
    expect(problemsOf({ 'com.example.video': { ...owner, locale: 'en-GB' } })).toEqual([]);
  });

  it('and more than can be told', () => {
    const many = Array.from({ length: 21 }, (_, index) => [`com.example.video${index}`, owner] as const);
    expect(problemsOf(Object.fromEntries(many))).toContain('they are 21, and 20 are told');
  });
});
