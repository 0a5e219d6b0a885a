import type { SystemEvent } from '../../../../local/system/system-event';
import { startLocalSystem, type LocalSystem, type LocalSystemOptions } from '../../../../local/system/local-system';
import { code, removeTemporaryFolders, writeAssembly, type SmallStack } from '../../small-app';

afterAll(removeTemporaryFolders);

/** Returns its event, after the time that the event asks for. */
const echo = `
  exports.handler = async (event) => {
    if (event.waitMs) await new Promise((resolve) => setTimeout(resolve, event.waitMs));
    if (event.fails) throw new Error('as asked');
    return event;
  };`;

const schedule = (functionId: string, properties: Record<string, unknown>, Input?: string) => ({
  Type: 'AWS::Scheduler::Schedule',
  Properties: {
    FlexibleTimeWindow: { Mode: 'OFF' },
    ScheduleExpression: 'rate(1 minute)',
    ...properties,
    Target: { Arn: { 'Fn::GetAtt': [functionId, 'Arn'] }, RoleArn: 'arn:aws:iam::000000000000:role/Scheduler', Input },
  },
});

const func = {
  Type: 'AWS::Lambda::Function',
  Properties: { Handler: 'index.handler', Runtime: 'nodejs24.x', Code: code('echo') },
};

const started: LocalSystem[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((system) => system.stop()));
});

async function run(Resources: NonNullable<SmallStack['Resources']>, options: LocalSystemOptions = {}) {
  const seen: SystemEvent[] = [];
  const assembly = writeAssembly({ stacks: { Only: { Resources } }, functions: { echo } });
  const system = await startLocalSystem({
    assembly,
    basePort: 0,
    retryWaitsMs: [5, 5],
    listener: (event) => seen.push(event),
    ...options,
  });
  started.push(system);
  const all = <Kind extends SystemEvent['kind']>(kind: Kind): Extract<SystemEvent, { kind: Kind }>[] =>
    seen.filter((event): event is Extract<SystemEvent, { kind: Kind }> => event.kind === kind);
  return { system, all };
}

/** Resolves when so many things of a kind have happened. */
async function times(count: number, happened: () => readonly unknown[]): Promise<void> {
  while (happened().length < count) await pause(5);
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe('schedules', () => {
  it('fire at their rate, again and again, but those that are switched off', async () => {
    const { all } = await run(
      { Sweep: func, Off: func, Often: schedule('Sweep', {}), Never: schedule('Off', { State: 'DISABLED' }) },
      { minuteMs: 50 },
    );
    await times(4, () => all('schedule-fired'));
    const fired = all('schedule-fired');
    const [first, last] = [fired.at(0)?.at ?? 0, fired.at(-1)?.at ?? 0];
    // However late the first one was, and never two for one minute.
    expect(fired.length).toBeLessThanOrEqual((last - first) / 50 + 2);
    expect(new Set(fired.map(({ schedule: name, by }) => `${name} ${by}`))).toEqual(new Set(['Often clock']));
  });

  it('hand over a scheduled event, or the input of the template with its gaps filled', async () => {
    const input = '{"job":"sweep","at":"<aws.scheduler.scheduled-time>","of":"<aws.scheduler.schedule-arn>"}';
    const { system, all } = await run(
      { Sweep: func, Plain: schedule('Sweep', {}), Told: schedule('Sweep', { GroupName: 'jobs' }, input) },
      { schedules: false },
    );
    await system.runSchedule('Plain');
    await system.runSchedule('Told');
    const arn = 'arn:aws:scheduler:eu-west-1:000000000000:schedule';
    expect(all('invocation-ended').map(({ result }) => result)).toMatchObject([
      {
        value: {
          version: '0',
          source: 'aws.scheduler',
          'detail-type': 'Scheduled Event',
          account: '000000000000',
          region: 'eu-west-1',
          resources: [`${arn}/default/Plain`],
          time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
        },
      },
      { value: { job: 'sweep', at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/), of: `${arn}/jobs/Told` } },
    ]);
  });

  it('can be run by hand while the clock is off, and are over when their retries are', async () => {
    const { system, all } = await run(
      { Sweep: func, Failing: schedule('Sweep', { State: 'DISABLED' }, '{"fails":true}') },
      { schedules: false, minuteMs: 10 },
    );
    await pause(60);
    expect(all('schedule-fired')).toEqual([]);
    await system.runSchedule('Sweep');
    expect(all('schedule-fired')).toMatchObject([{ schedule: 'Failing', functionName: 'Sweep', by: 'hand' }]);
    expect(all('invocation-ended')).toHaveLength(3);
    await expect(system.runSchedule('Nobody')).rejects.toThrow(
      'Nobody names no schedule, or more than one. The template has: Failing (of Sweep).',
    );
  });

  it('never overtake themselves', async () => {
    const { system, all } = await run({ Sweep: func, Slow: schedule('Sweep', {}, '{"waitMs":60}') }, { minuteMs: 10 });
    await Promise.all([system.runSchedule('Slow'), system.runSchedule('Slow')]);
    await times(4, () => all('invocation-started'));
    await system.stop();
    let underWay = 0;
    const [begun, ended] = [all('invocation-started'), all('invocation-ended')];
    for (const { kind } of [...begun, ...ended].sort((one, other) => one.at - other.at)) {
      underWay += kind === 'invocation-started' ? 1 : -1;
      expect(underWay).toBeLessThanOrEqual(1);
    }
  });

  it('keep nobody waiting who waits for quiet, unless they run', async () => {
    const { system, all } = await run(
      { Sweep: func, Rare: schedule('Sweep', {}, '{"waitMs":40}') },
      { minuteMs: 3_600_000 },
    );
    await system.idle();
    const running = system.runSchedule('Rare');
    await system.idle();
    expect(all('invocation-ended')).toHaveLength(1);
    await running;
  });

  it('of rules need a permission, and their events come from EventBridge', async () => {
    const target = [{ Id: 'T', Arn: { 'Fn::GetAtt': ['Sweep', 'Arn'] } }];
    const rule = { Type: 'AWS::Events::Rule', Properties: { ScheduleExpression: 'rate(1 day)', Targets: target } };
    const May = {
      Type: 'AWS::Lambda::Permission',
      Properties: {
        FunctionName: { Ref: 'Sweep' },
        Action: 'lambda:InvokeFunction',
        Principal: 'events.amazonaws.com',
        SourceArn: { 'Fn::GetAtt': ['Allowed', 'Arn'] },
      },
    };
    const { system, all } = await run({ Sweep: func, Allowed: rule, Forbidden: rule, May });
    await system.runSchedule('Allowed');
    await system.runSchedule('Forbidden');
    expect(all('invocation-ended')).toMatchObject([{ result: { value: { source: 'aws.events', detail: {} } } }]);
    expect(all('event-lost')).toMatchObject([
      { functionName: 'Sweep', reason: expect.stringContaining('NO_PERMISSIONS') },
    ]);
  });
});
