import {
  initialControls,
  modeFor,
  modes,
  sourceTarget,
  switched,
  type Controls,
  type ModeSetting,
  type Switch,
} from '../../lambdas/model/controls';

const type = 'VideoPlaybackFailed';

function controlsOf(all: ModeSetting, own?: ModeSetting): Controls {
  return { ...initialControls, all, types: own ? { [type]: own } : {} };
}

function switchOf(target: string, setting: ModeSetting): Switch {
  return { target, setting, actor: 'ann', why: 'w', at: '2026-11-20T20:45:00.000Z', token: 'token-1' };
}

it('without any switch, every failure is handled', () => {
  expect(initialControls).toEqual({ version: 0, all: { mode: 'auto' }, types: {} });
  expect(modeFor(initialControls, { type, customerId: 'cus_1' }).mode).toBe('auto');
});

it('the modes go from free to strict: automatic, approved by a person, shadowed, off', () => {
  expect(modes).toEqual(['auto', 'approve', 'shadow', 'off']);
});

it('the stricter of the setting for all and the one for the failure type wins', () => {
  for (const [n, all] of modes.entries()) {
    for (const [m, own] of modes.entries()) {
      const controls = controlsOf({ mode: all }, { mode: own });
      expect(modeFor(controls, { type, customerId: 'cus_1' }).mode).toBe(n > m ? all : own);
      expect(modeFor(controls, { type: 'AnotherFailure', customerId: 'cus_1' }).mode).toBe(all);
    }
  }
});

it('what one source publishes can be stricter than its type, and the type’s other sources go on', () => {
  const controls = switched(
    controlsOf({ mode: 'auto' }),
    switchOf(sourceTarget('com.example.player'), { mode: 'off' }),
  );
  const ofSource = (source?: string) => modeFor(controls, { type, customerId: 'cus_1', source });
  expect(ofSource('com.example.player')).toEqual({ mode: 'off', what: 'what com.example.player publishes' });
  expect(ofSource('com.example.network')).toEqual({ mode: 'auto', what: type });
  expect(ofSource()).toEqual({ mode: 'auto', what: type });
});

describe('a share of customers for whom the mode is auto', () => {
  it('keeps its customers as it grows, also where it is set for all', () => {
    const modeAt = (percent: number) =>
      modeFor(controlsOf({ mode: 'shadow', autoShare: percent / 100 }), { type, customerId: 'cus_501' }).mode;
    const expected = Array.from({ length: 101 }, (_, percent) => (percent <= 55 ? 'shadow' : 'auto'));
    expect(expected.map((_, percent) => modeAt(percent))).toEqual(expected);
  });

  it('is empty where none is set', () => {
    for (let n = 0; n < 50; n++)
      expect(modeFor(controlsOf({ mode: 'off' }), { type, customerId: `cus_${n}` }).mode).toBe('off');
  });

  it('stays the same customers from one release to the next', () => {
    const half = controlsOf({ mode: 'auto' }, { mode: 'approve', autoShare: 0.5 });
    const places = Array.from({ length: 12 }, (_, n) => n);
    expect(places.filter((n) => modeFor(half, { type, customerId: `cus_${n}` }).mode === 'auto')).toEqual([
      1, 2, 3, 5, 6, 7, 11,
    ]);
  });
});

describe('a switch', () => {
  it('for all leaves the settings of the failure types as they are', () => {
    const change = switchOf('all', { mode: 'approve' });
    const before = { ...controlsOf({ mode: 'auto' }, { mode: 'shadow' }), version: 4 };
    expect(switched(before, change)).toEqual({
      version: 5,
      all: { mode: 'approve' },
      types: { [type]: { mode: 'shadow' } },
      lastSwitch: change,
    });
  });

  it('for one failure type leaves all others as they are', () => {
    const change = switchOf(type, { mode: 'off' });
    const before = { ...initialControls, types: { AnotherFailure: { mode: 'approve' } as const } };
    expect(switched(before, change)).toEqual({
      version: 1,
      all: { mode: 'auto' },
      types: { AnotherFailure: { mode: 'approve' }, [type]: { mode: 'off' } },
      lastSwitch: change,
    });
  });
});
