import { Duration } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Stack } from 'aws-cdk-lib';
import { rehearsalPrefix } from '../../../lib/rehearsal/rehearsal-name';
import { compileEventPattern, matches } from '../../../local/emulator/event-pattern/event-pattern';
import { arnOf, live, oneFailure, resourceOf, resourcesOf, TeamStack } from '../synthesize';
import { wholeApp, wholeStages } from '../whole-stages';

const start = 'AmendsRehearsal';
const withArchive = (days: number): Template =>
  new TeamStack(() => ({ failures: oneFailure, rehearsal: { archived: Duration.days(days) } })).template();
const template = withArchive(14);
const archive = resourceOf(template, 'AWS::Events::Archive', start);
const rule = resourceOf(template, 'AWS::Events::Rule', start);
const queue = resourceOf(template, 'AWS::SQS::Queue', start);

const rulesOf = (of: Template): readonly (readonly [string, Record<string, unknown>])[] =>
  Object.entries(resourcesOf(of, 'AWS::Events::Rule')).map(([id, { Properties }]) => [
    id,
    Properties['EventPattern'] as Record<string, unknown>,
  ]);

describe.each(wholeStages)('what is replayed in the stage %s', (_, stage) => {
  const templates = wholeApp(stage)
    .node.findAll()
    .filter((construct) => construct instanceof Stack)
    .map((stack) => Template.fromStack(stack));

  it('reaches no rule but that of rehearsals', () => {
    const rules = templates.flatMap(rulesOf);
    const others = rules.filter(([id]) => !id.startsWith(start));
    expect(others.length).toBeGreaterThan(3);
    for (const [id, pattern] of others) expect([id, pattern]).toEqual([id, expect.objectContaining(live)]);
    expect(rules.length - others.length).toBe('rehearsal' in stage ? 1 : 0);
  });
});

it('without the option nothing is kept', () => {
  const without = new TeamStack(() => ({ failures: oneFailure })).template();
  without.resourceCountIs('AWS::Events::Archive', 0);
  expect(JSON.stringify(without.toJSON())).not.toContain('Rehearsal');
});

it('failures are kept as long as the option says, and go with the stack', () => {
  expect(archive.Properties).toMatchObject({
    RetentionDays: 14,
    SourceArn: expect.anything(),
    EventPattern: { source: ['com.example.video'], 'detail-type': ['VideoPlaybackFailed'] },
  });
  expect(archive.DeletionPolicy).toBeUndefined();
});

it.each([0, 31])('%p days are refused', (days) => {
  expect(() => withArchive(days)).toThrow(/from 1 to 30 whole days/);
});

it('its rule takes what is replayed for a rehearsal, and neither what happens nor what others replay', () => {
  const event = { source: 'com.example.video', 'detail-type': 'VideoPlaybackFailed' };
  const pattern = compileEventPattern(rule.Properties['EventPattern']);
  expect(matches(pattern, { ...event, 'replay-name': `${rehearsalPrefix}1` })).toBe(true);
  expect(matches(pattern, event)).toBe(false);
  expect(matches(pattern, { ...event, 'replay-name': 'after-the-outage' })).toBe(false);
  expect(rule.Properties['Targets']).toEqual([{ Arn: arnOf(queue.id), Id: expect.any(String) }]);
});

it('the rules of failures take what happens, and nothing that anybody replays', () => {
  const [, pattern] = rulesOf(template).find(([id]) => id.startsWith('AmendsVideoPlaybackFailed')) ?? [];
  const event = { source: 'com.example.video', 'detail-type': 'VideoPlaybackFailed' };
  expect(matches(compileEventPattern(pattern), event)).toBe(true);
  expect(matches(compileEventPattern(pattern), { ...event, 'replay-name': 'after-the-outage' })).toBe(false);
});

it('what a stopped rehearsal leaves in the queue is encrypted, and gone within hours', () => {
  expect(queue.Properties).toMatchObject({ SqsManagedSseEnabled: true, MessageRetentionPeriod: 21_600 });
});

it('who has the policy may replay this archive for rehearsals alone, and nobody has it from here', () => {
  const { Properties } = resourceOf(template, 'AWS::IAM::ManagedPolicy', `${start}Policy`);
  expect(Properties).not.toHaveProperty('Roles');
  const { Statement: statements } = Properties['PolicyDocument'] as {
    readonly Statement: readonly { readonly Action: string | readonly string[]; readonly Resource: unknown }[];
  };
  const replaying = statements.find(({ Action }) => Action === 'events:StartReplay');
  expect(JSON.stringify(replaying?.Resource)).toContain(`:replay/${rehearsalPrefix}*`);
  expect(replaying?.Resource).toContainEqual(arnOf(archive.id));
  const actions = statements.flatMap(({ Action }) => Action);
  expect(actions.filter((action) => /Put|SendMessage|Purge|\*/.test(action))).toEqual([]);
});
