import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { RefundAutomationProps } from '../../../lib';
import { oneFailure, resourceOf, resourcesOf, TeamStack, testApp, withWebhook } from '../synthesize';

interface Alarm {
  readonly AlarmName: string;
  readonly AlarmDescription: string;
  readonly AlarmActions: readonly unknown[];
  readonly InsufficientDataActions?: readonly unknown[];
  readonly TreatMissingData: string;
  readonly Metrics?: readonly { readonly MetricStat?: unknown }[];
}

function alarmsOf(props: Partial<RefundAutomationProps> = {}, id = 'Team'): Alarm[] {
  const team = new TeamStack((stack) => ({ ...withWebhook(stack), ...props }), testApp(), id);
  return Object.values(resourcesOf(team.template(), 'AWS::CloudWatch::Alarm')).map(
    ({ Properties }) => Properties as unknown as Alarm,
  );
}

/** CloudWatch bills each metric that an alarm computes from: 0.10 USD a month. */
const usdPerMonth = (alarms: readonly Alarm[]): number =>
  alarms.reduce((sum, { Metrics }) => sum + (Metrics?.filter((metric) => metric.MetricStat).length ?? 1), 0) / 10;

const namesOf = (alarms: readonly Alarm[]): string[] => alarms.map(({ AlarmName }) => AlarmName).sort();

describe('the alarms of the whole catalog', () => {
  const alarms = alarmsOf();

  test('are at most forty, for at most seven and a half dollars a month', () => {
    expect(alarms.length).toBeLessThanOrEqual(40);
    expect(usdPerMonth(alarms)).toBeLessThanOrEqual(7.5);
  });

  test('each have a name of their own that says where they are from', () => {
    const names = namesOf(alarms);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toContain('Team/Amends/Sweep/HoldOverdue');
    expect(names.filter((name) => !name.startsWith('Team/Amends/'))).toEqual([]);
  });

  test.each(alarms.map(({ AlarmName, ...alarm }) => [AlarmName, alarm] as const))(
    '%s says what it means, what to do first, where to read on and whose it is',
    (_, { AlarmDescription, AlarmActions }) => {
      const parts = /^For customers: \S.+\nDo first: \S.+\nRunbook: (\S+)\nOwner: \S.+$/.exec(AlarmDescription);
      expect(parts).not.toBeNull();
      expect(existsSync(join(__dirname, '../../..', parts?.[1] ?? 'none'))).toBe(true);
      expect(AlarmDescription.length).toBeLessThanOrEqual(1024);
      expect(AlarmActions).toHaveLength(1);
    },
  );

  test('do not ring before there was something to ring about: on the first day nothing has run, come or failed', () => {
    // An alarm begins without data, and acts when it changes to another state.
    for (const { TreatMissingData, InsufficientDataActions, AlarmActions } of alarms) {
      expect(['notBreaching', 'missing']).toContain(TreatMissingData);
      expect(InsufficientDataActions ?? []).toEqual(TreatMissingData === 'missing' ? AlarmActions : []);
    }
    expect(namesOf(alarms.filter(({ TreatMissingData }) => TreatMissingData === 'missing'))).toEqual([
      'Team/Amends/Reconciliation/Stopped',
      'Team/Amends/Sweep/Stopped',
    ]);
  });
});

describe('detailed alarms', () => {
  const essential = alarmsOf({ failures: oneFailure });
  const detailed = alarmsOf({ failures: oneFailure, alarms: 'detailed' });

  test('are of each function by itself', () => {
    expect(namesOf(detailed)).toEqual(
      expect.arrayContaining([
        'Team/Amends/VideoPlaybackFailed/Alarms/DeadLetterQueue',
        'Team/Amends/ApologyMail/Alarms/Throttles',
        'Team/Amends/Webhook/Alarms/NeedsAttention',
      ]),
    );
    expect(namesOf(essential).filter((name) => name.startsWith('Team/Amends/VideoPlaybackFailed'))).toEqual([]);
  });

  test('come in the place of those of all functions together, so that nothing rings twice', () => {
    expect(namesOf(detailed).filter((name) => name.startsWith('Team/Amends/Alarms/'))).toEqual([]);
  });
});

test('two instances in one stack have alarms with different names', () => {
  const one = namesOf(alarmsOf({ failures: oneFailure }, 'One'));
  const two = namesOf(alarmsOf({ failures: oneFailure }, 'Two'));
  expect(one.filter((name) => two.includes(name))).toEqual([]);
});

describe('whose an alarm is', () => {
  const of = (alarms: readonly Alarm[], name: string) =>
    alarms.find(({ AlarmName }) => AlarmName === `Team/Amends/${name}`)?.AlarmDescription;

  test('is said with the names of the company', () => {
    const alarms = alarmsOf({
      failures: oneFailure,
      alarmOwners: { operations: 'platform team, #on-call', 'contact-center': 'Customer Care' },
      runbooks: 'https://wiki.example.com/amends/',
    });
    expect(of(alarms, 'Sweep/Stopped')).toMatch(
      /\nRunbook: https:\/\/wiki\.example\.com\/amends\/stuck\.md\nOwner: platform team, #on-call$/,
    );
    expect(of(alarms, 'Alarms/NeedsAttention')).toMatch(/\nOwner: marketing and Customer Care$/);
  });

  test('can differ for one failure type', () => {
    const alarmOwners = { marketing: 'Marketing', VideoPlaybackFailed: 'streaming team' };
    const alarms = alarmsOf({ failures: oneFailure, alarms: 'detailed', alarmOwners });
    expect(of(alarms, 'VideoPlaybackFailed/Unknown')).toMatch(/\nOwner: streaming team$/);
  });

  test('is not said of somebody who owns none', () => {
    expect(() => alarmsOf({ failures: oneFailure, alarmOwners: { finances: 'Books' } })).toThrow(
      /No alarm belongs to finances\..*finance.*VideoPlaybackFailed/,
    );
  });
});

test('a function that never ran is not silent: its failed runs ring from the first one on', () => {
  const template = new TeamStack(() => ({ failures: oneFailure })).template();
  for (const [id, queue] of [
    ['AmendsSweepFailing', 'AmendsSweepFailedRuns'],
    ['AmendsReconciliationFailing', 'AmendsReconciliationReconcileFailedRuns'],
  ] as const) {
    expect(resourceOf(template, 'AWS::CloudWatch::Alarm', id).Properties).toMatchObject({
      MetricName: 'NumberOfMessagesSent',
      Dimensions: [{ Value: { 'Fn::GetAtt': [resourceOf(template, 'AWS::SQS::Queue', queue).id, 'QueueName'] } }],
    });
  }
});
