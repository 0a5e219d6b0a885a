import {
  EventPatternError,
  compileEventPattern,
  matches,
} from '../../../../local/emulator/event-pattern/event-pattern';

const matching = (pattern: unknown, event: unknown): boolean => matches(compileEventPattern(pattern), event);

/** Whether a field `f` that holds the value is matched by the one element. */
const accepts = (element: unknown, value: unknown): boolean => matching({ f: [element] }, { f: value });

function refusalOf(pattern: unknown): EventPatternError {
  try {
    compileEventPattern(pattern);
  } catch (refusal) {
    if (refusal instanceof EventPatternError) return refusal;
    throw refusal;
  }
  throw new Error(`not refused: ${JSON.stringify(pattern)}`);
}

const failure = {
  version: '0',
  id: '6a7e8feb-b491-4cf7-a9f1-bf3703467718',
  'detail-type': 'VideoPlaybackFailed',
  source: 'shop.video',
  account: '111122223333',
  time: '2025-11-21T18:43:48Z',
  region: 'eu-central-1',
  resources: [],
  detail: {
    customerId: 'c-17',
    minutesLost: 42,
    evidence: 'detected',
    note: null,
    retried: true,
    lines: [
      { sku: 'A1', quantity: 1 },
      { sku: 'B2', quantity: 9 },
    ],
    tags: ['hd', 'rental'],
  },
};

describe('an event pattern', () => {
  it('matches the event whose fields all hold one of the listed values', () => {
    expect(
      matching(
        {
          source: ['shop.parcel', 'shop.video'],
          'detail-type': ['VideoPlaybackFailed'],
          detail: { evidence: ['detected', 'reported'] },
        },
        failure,
      ),
    ).toBe(true);
  });

  it('does not match when one field of several holds something else', () => {
    expect(matching({ source: ['shop.video'], detail: { evidence: ['reported'] } }, failure)).toBe(false);
  });

  it('does not match when the event lacks a field or the object around it', () => {
    expect(matching({ detail: { reason: ['x'] } }, failure)).toBe(false);
    expect(matching({ cause: { reason: ['x'] } }, failure)).toBe(false);
    expect(matching({ detail: { evidence: { kind: ['x'] } } }, failure)).toBe(false);
  });

  it('ignores what the pattern does not mention', () => {
    expect(matching({ source: ['shop.video'] }, { source: 'shop.video', other: { deep: [1] } })).toBe(true);
  });

  it('tells field names apart by case', () => {
    expect(matching({ Source: ['shop.video'] }, failure)).toBe(false);
  });

  it('reads a dot in a field name as a step down, in the pattern and in the event, as EventBridge does', () => {
    expect(matching({ 'detail.evidence': ['detected'] }, failure)).toBe(true);
    expect(matching({ detail: { 'a.b': ['x'] } }, { detail: { a: { b: 'x' } } })).toBe(true);
    expect(matching({ detail: { a: { b: ['x'] } } }, { 'detail.a': { b: 'x' } })).toBe(true);
    expect(matching({ detail: { a: { b: ['x'] } } }, { detail: { 'a.b': { b: 'x' } } })).toBe(false);
    expect(matching({ a_b: ['x'] }, { a: { b: 'x' } })).toBe(false);
  });

  it('finds fields named like members of every object only where the event has them', () => {
    expect(matching({ constructor: [{ exists: true }] }, {})).toBe(false);
    expect(matching(JSON.parse('{"__proto__":["x"]}'), JSON.parse('{"__proto__":"x"}'))).toBe(true);
    expect(matching({ toString: ['x'] }, { toString: 'x' })).toBe(true);
  });

  it('matches nothing that is no JSON object', () => {
    const absent = compileEventPattern({ f: [{ exists: false }] });
    expect([null, undefined, 'x', 7, true, [], [{}]].map((event) => matches(absent, event))).toEqual(
      new Array(7).fill(false),
    );
    expect(matches(absent, {})).toBe(true);
  });
});

describe('a plain value', () => {
  it('equals a string character by character', () => {
    expect(accepts('detected', 'detected')).toBe(true);
    expect(accepts('detected', 'Detected')).toBe(false);
    expect(accepts('detected', 'detected ')).toBe(false);
    expect(accepts('', '')).toBe(true);
    expect(accepts('é', 'e\u0301')).toBe(false);
    expect(accepts('雨😀', '雨😀')).toBe(true);
  });

  it('equals a number by value, however either side writes it', () => {
    const pattern = compileEventPattern(JSON.parse('{"f":[300]}'));
    expect(['300', '300.0', '3.0e2', '30000e-2'].map((text) => matches(pattern, JSON.parse(`{"f":${text}}`)))).toEqual(
      new Array(4).fill(true),
    );
    expect(accepts(300, 300.5)).toBe(false);
    expect(accepts(0, -0)).toBe(true);
  });

  it('never takes a string for the number, the boolean or the null it spells', () => {
    expect(accepts(300, '300')).toBe(false);
    expect(accepts('300', 300)).toBe(false);
    expect(accepts('true', true)).toBe(false);
    expect(accepts(true, 'true')).toBe(false);
    expect(accepts(null, 'null')).toBe(false);
  });

  it('tells true, false, null, zero and the empty string apart', () => {
    const values = [true, false, null, 0, ''];
    for (const one of values) for (const other of values) expect(accepts(one, other)).toBe(one === other);
    expect(matching({ detail: { note: [null], retried: [true] } }, failure)).toBe(true);
  });

  it('takes null for present and a missing field for no null', () => {
    expect(matching({ f: [null] }, {})).toBe(false);
  });

  it('does not match an object or an empty array', () => {
    expect(accepts('x', { x: 'x' })).toBe(false);
    expect(accepts(null, [])).toBe(false);
    expect(accepts(null, {})).toBe(false);
  });

  it('that is an IP address equals every spelling of the address, as EventBridge has it', () => {
    expect(accepts('::1', '0:0::1')).toBe(true);
    expect(accepts('2001:DB8::', '2001:db8:0:0:0:0:0:0')).toBe(true);
    expect(accepts('10.0.0.1', '10.0.0.1')).toBe(true);
    expect(accepts('10.0.0.1', '10.0.0.2')).toBe(false);
    expect(accepts('1.2.3', '1.2.3')).toBe(true);
  });

  it('may be a whole number beyond the range of numeric, as long as JSON keeps its digits', () => {
    expect(accepts(123456789012, 123456789012)).toBe(true);
    expect(accepts(123456789012, 123456789013)).toBe(false);
  });
});

describe('prefix and suffix', () => {
  it('match strings that begin, and end, with the text', () => {
    expect(accepts({ prefix: 'shop.' }, 'shop.video')).toBe(true);
    expect(accepts({ prefix: 'shop.' }, 'my.shop.video')).toBe(false);
    expect(accepts({ suffix: '.png' }, 'a.png')).toBe(true);
    expect(accepts({ suffix: '.png' }, 'a.png.exe')).toBe(false);
    expect(accepts({ prefix: 'shop.' }, 'shop')).toBe(false);
    expect(accepts({ suffix: '雨😀' }, 'x雨😀')).toBe(true);
  });

  it('with an empty text match every string and nothing else', () => {
    for (const operator of ['prefix', 'suffix']) {
      expect(['', 'x'].map((value) => accepts({ [operator]: '' }, value))).toEqual([true, true]);
      expect([1, true, null, {}, []].map((value) => accepts({ [operator]: '' }, value))).toEqual(
        new Array(5).fill(false),
      );
    }
  });

  it('do not match what is no string, even if it looks the part', () => {
    expect(accepts({ prefix: '1' }, 123)).toBe(false);
    expect(accepts({ suffix: '3' }, 123)).toBe(false);
    expect(accepts({ prefix: 'tr' }, true)).toBe(false);
    expect(accepts({ prefix: 'nu' }, null)).toBe(false);
  });

  it('are case sensitive unless they say equals-ignore-case', () => {
    expect(accepts({ prefix: 'Shop' }, 'shop.video')).toBe(false);
    expect(accepts({ prefix: { 'equals-ignore-case': 'ShOp' } }, 'shop.video')).toBe(true);
    expect(accepts({ prefix: { 'equals-ignore-case': 'ShOp' } }, 'my shop')).toBe(false);
    expect(accepts({ suffix: { 'equals-ignore-case': '.PNG' } }, 'a.pNg')).toBe(true);
    expect(accepts({ suffix: { 'equals-ignore-case': '.PNG' } }, 'a.png.exe')).toBe(false);
  });
});

describe('equals-ignore-case', () => {
  it('matches the whole string in any case', () => {
    expect(accepts({ 'equals-ignore-case': 'VideoFailed' }, 'VIDEOfailed')).toBe(true);
    expect(accepts({ 'equals-ignore-case': 'ÄRGER' }, 'ärger')).toBe(true);
    expect(accepts({ 'equals-ignore-case': '' }, '')).toBe(true);
  });

  it('matches no longer string, no line break more and no character that only looks like an operator', () => {
    expect(accepts({ 'equals-ignore-case': 'a' }, 'ab')).toBe(false);
    expect(accepts({ 'equals-ignore-case': 'a' }, 'a\n')).toBe(false);
    expect(accepts({ 'equals-ignore-case': 'a.c' }, 'abc')).toBe(false);
    expect(accepts({ 'equals-ignore-case': '(a|b)*[^c]' }, '(A|B)*[^C]')).toBe(true);
  });

  it('takes the upper case of the pattern where that is longer, but not the other way round', () => {
    expect(accepts({ 'equals-ignore-case': 'straße' }, 'STRASSE')).toBe(true);
    expect(accepts({ 'equals-ignore-case': 'strasse' }, 'straße')).toBe(false);
  });

  it('does not match what is no string', () => {
    expect(accepts({ 'equals-ignore-case': 'TRUE' }, true)).toBe(false);
  });
});

describe('wildcard', () => {
  it('stands for any characters between the pieces, none and line breaks too', () => {
    expect(accepts({ wildcard: 'dir/*.png' }, 'dir/sub/a.png')).toBe(true);
    expect(accepts({ wildcard: 'dir/*.png' }, 'dir/.png')).toBe(true);
    expect(accepts({ wildcard: 'a*b' }, 'a"\n雨b')).toBe(true);
    expect(accepts({ wildcard: 'dir/*.png' }, 'other/dir/a.png')).toBe(false);
    expect(accepts({ wildcard: 'dir/*.png' }, 'dir/a.png.exe')).toBe(false);
  });

  it('needs every piece in order, and none of them twice for one place', () => {
    expect(accepts({ wildcard: '*a*b*' }, 'xaxbx')).toBe(true);
    expect(accepts({ wildcard: '*a*b*' }, 'xbxax')).toBe(false);
    expect(accepts({ wildcard: 'ab*ba' }, 'aba')).toBe(false);
    expect(accepts({ wildcard: 'ab*b*ba' }, 'abba')).toBe(false);
    expect(accepts({ wildcard: 'ab*b*ba' }, 'abbba')).toBe(true);
  });

  it('alone matches every string and nothing else; without any it is an exact match', () => {
    expect(accepts({ wildcard: '*' }, '')).toBe(true);
    expect(accepts({ wildcard: '*' }, 1)).toBe(false);
    expect(accepts({ wildcard: 'abc' }, 'abc')).toBe(true);
    expect(accepts({ wildcard: 'abc' }, 'abcd')).toBe(false);
    expect(accepts({ wildcard: '' }, '')).toBe(true);
    expect(accepts({ wildcard: '' }, 'x')).toBe(false);
  });

  it('is a plain asterisk or backslash behind a backslash', () => {
    expect(accepts({ wildcard: 'a\\*b' }, 'a*b')).toBe(true);
    expect(accepts({ wildcard: 'a\\*b' }, 'axb')).toBe(false);
    expect(accepts({ wildcard: 'a\\\\*' }, 'a\\xyz')).toBe(true);
    expect(accepts({ wildcard: 'a\\\\*' }, 'axyz')).toBe(false);
    expect(accepts({ wildcard: '*\\**' }, 'x*y')).toBe(true);
    expect(accepts({ wildcard: '*\\**' }, 'xy')).toBe(false);
  });

  it('takes its time from the length of the string only, not from the ways to place the pieces', () => {
    // The ways to place the pieces would take longer than anybody lives.
    const element = { wildcard: `${'*a'.repeat(30)}*b` };
    expect(accepts(element, 'a'.repeat(100_000))).toBe(false);
  });
});

describe('anything-but', () => {
  it('matches every present value except the listed ones', () => {
    expect(accepts({ 'anything-but': 'detected' }, 'reported')).toBe(true);
    expect(accepts({ 'anything-but': 'detected' }, 'detected')).toBe(false);
    expect(accepts({ 'anything-but': ['a', 'b'] }, 'b')).toBe(false);
    expect(accepts({ 'anything-but': ['a', 'b'] }, 'c')).toBe(true);
    expect(accepts({ 'anything-but': 0 }, 0)).toBe(false);
    expect(accepts({ 'anything-but': [100, 200] }, 200.0)).toBe(false);
    expect(accepts({ 'anything-but': [100, 200] }, 201)).toBe(true);
  });

  it('matches values of another type, null too', () => {
    expect(['100', null, true].map((value) => accepts({ 'anything-but': 100 }, value))).toEqual([true, true, true]);
    expect([100, null, true].map((value) => accepts({ 'anything-but': '100' }, value))).toEqual([true, true, true]);
    expect([100, null, true].map((value) => accepts({ 'anything-but': { prefix: '1' } }, value))).toEqual(
      new Array(3).fill(true),
    );
  });

  it('does not match a field that is missing, an object or an empty array', () => {
    expect(matching({ f: [{ 'anything-but': 'x' }] }, {})).toBe(false);
    expect(accepts({ 'anything-but': 'x' }, { g: 'y' })).toBe(false);
    expect(accepts({ 'anything-but': 'x' }, [])).toBe(false);
  });

  it('matches an array in which one element is something else', () => {
    expect(accepts({ 'anything-but': 'x' }, ['x', 'y'])).toBe(true);
    expect(accepts({ 'anything-but': 'x' }, ['x', 'x'])).toBe(false);
  });

  it('turns prefix, suffix, equals-ignore-case and wildcard round, each with a string or a list', () => {
    expect(accepts({ 'anything-but': { prefix: 'init' } }, 'initialized')).toBe(false);
    expect(accepts({ 'anything-but': { prefix: ['init', 'error'] } }, 'error: 7')).toBe(false);
    expect(accepts({ 'anything-but': { prefix: ['init', 'error'] } }, 'running')).toBe(true);
    expect(accepts({ 'anything-but': { suffix: '.png' } }, 'a.png')).toBe(false);
    expect(accepts({ 'anything-but': { suffix: ['.png', '.jpg'] } }, 'a.jpg')).toBe(false);
    expect(accepts({ 'anything-but': { suffix: ['.png', '.jpg'] } }, 'a.gif')).toBe(true);
    expect(accepts({ 'anything-but': { 'equals-ignore-case': 'stopped' } }, 'STOPPED')).toBe(false);
    expect(accepts({ 'anything-but': { 'equals-ignore-case': ['stopped', 'ended'] } }, 'Ended')).toBe(false);
    expect(accepts({ 'anything-but': { 'equals-ignore-case': 'stopped' } }, 'stopped!')).toBe(true);
    expect(accepts({ 'anything-but': { wildcard: '*/lib/*' } }, 'usr/lib/x')).toBe(false);
    expect(accepts({ 'anything-but': { wildcard: ['*/lib/*', '*.so'] } }, 'x.so')).toBe(false);
    expect(accepts({ 'anything-but': { wildcard: ['*/lib/*', '*.so'] } }, 'x.a')).toBe(true);
  });

  it('compares addresses as text, unlike a plain value', () => {
    expect(accepts({ 'anything-but': '::1' }, '0:0::1')).toBe(true);
  });
});

describe('numeric', () => {
  it('compares with =, <, <=, > and >=', () => {
    const values = [-1, 0, 1];
    const verdicts = (comparison: string): boolean[] =>
      values.map((value) => accepts({ numeric: [comparison, 0] }, value));
    expect(verdicts('=')).toEqual([false, true, false]);
    expect(verdicts('<')).toEqual([true, false, false]);
    expect(verdicts('<=')).toEqual([true, true, false]);
    expect(verdicts('>')).toEqual([false, false, true]);
    expect(verdicts('>=')).toEqual([false, true, true]);
  });

  it('takes the closed end of a range and not its open one', () => {
    const range = { numeric: ['>', 0, '<=', 5] };
    expect([0, 0.000001, 5, 5.000001].map((value) => accepts(range, value))).toEqual([false, true, true, false]);
    const other = { numeric: ['>=', -5, '<', 0] };
    expect([-5.5, -5, -0.5, 0].map((value) => accepts(other, value))).toEqual([false, true, true, false]);
  });

  it('does not compare what is no number', () => {
    expect(['1', true, null, {}, [], undefined].map((value) => accepts({ numeric: ['>', 0] }, value))).toEqual(
      new Array(6).fill(false),
    );
  });

  it('reaches from -5e9 to 5e9 and compares no number beyond, as EventBridge promises', () => {
    expect(accepts({ numeric: ['<=', 5e9] }, 5e9)).toBe(true);
    expect(accepts({ numeric: ['>=', -5e9] }, -5e9)).toBe(true);
    expect(accepts({ numeric: ['>', 0] }, 5e9 + 1)).toBe(false);
    expect(accepts({ numeric: ['<', 0] }, -5e9 - 1)).toBe(false);
    expect(accepts({ 'anything-but': 0 }, 5e9 + 1)).toBe(true);
  });
});

describe('exists', () => {
  it('true asks for a value, false for none', () => {
    expect(accepts({ exists: true }, 'x')).toBe(true);
    expect(accepts({ exists: true }, null)).toBe(true);
    expect(accepts({ exists: false }, null)).toBe(false);
    expect(matching({ f: [{ exists: true }] }, {})).toBe(false);
    expect(matching({ f: [{ exists: false }] }, {})).toBe(true);
  });

  it('looks at values only: an object in their place is an absent field', () => {
    expect(accepts({ exists: true }, { g: 1 })).toBe(false);
    expect(accepts({ exists: false }, { g: 1 })).toBe(true);
    expect(matching({ f: { g: [{ exists: true }] } }, { f: { g: 1 } })).toBe(true);
  });

  it('false is satisfied when the object around the field is missing', () => {
    expect(matching({ f: { g: [{ exists: false }] } }, {})).toBe(true);
    expect(matching({ f: { g: [{ exists: false }] } }, { f: 'x' })).toBe(true);
  });

  it('takes an empty array, and an array of empty things, for absent', () => {
    expect([[], [[]], [{}], [[], {}]].map((value) => accepts({ exists: true }, value))).toEqual(
      new Array(4).fill(false),
    );
    expect([[], [[]], [{}], [[], {}]].map((value) => accepts({ exists: false }, value))).toEqual(
      new Array(4).fill(true),
    );
    expect(accepts({ exists: true }, [[null]])).toBe(true);
  });

  it('false beside other values means: absent, or one of them', () => {
    const optional = [{ exists: false }, 'x', { prefix: 'y' }];
    expect([{}, { f: 'x' }, { f: 'yes' }, { f: 'no' }].map((event) => matching({ f: optional }, event))).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });
});

describe('cidr', () => {
  it('takes the first and the last address of the block and not their neighbours', () => {
    const block = { cidr: '10.0.0.0/24' };
    expect(
      ['9.255.255.255', '10.0.0.0', '10.0.0.255', '10.0.1.0', '10.0.0.256'].map((ip) => accepts(block, ip)),
    ).toEqual([false, true, true, false, false]);
  });

  it('drops the bits behind the mask', () => {
    expect(accepts({ cidr: '10.9.8.7/8' }, '10.255.0.1')).toBe(true);
    expect(accepts({ cidr: '10.9.8.7/8' }, '11.0.0.0')).toBe(false);
  });

  it('may split a byte, be as small as two addresses or as large as all of them', () => {
    expect(
      ['10.0.0.15', '10.0.0.16', '10.0.0.31', '10.0.0.32'].map((ip) => accepts({ cidr: '10.0.0.16/28' }, ip)),
    ).toEqual([false, true, true, false]);
    expect(['10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4'].map((ip) => accepts({ cidr: '10.0.0.2/31' }, ip))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(['0.0.0.0', '255.255.255.255'].map((ip) => accepts({ cidr: '1.2.3.4/0' }, ip))).toEqual([true, true]);
  });

  it('knows IPv6 in every spelling', () => {
    const block = { cidr: '2001:db8:1234:1a00::/64' };
    expect(accepts(block, '2001:0DB8:1234:1a00:0000:0000:0000:0000')).toBe(true);
    expect(accepts(block, '2001:db8:1234:1a00:ffff:ffff:ffff:ffff')).toBe(true);
    expect(accepts(block, '2001:db8:1234:1a01::')).toBe(false);
    expect(accepts({ cidr: '::/127' }, '::1')).toBe(true);
    expect(accepts({ cidr: '::/127' }, '::2')).toBe(false);
  });

  it('keeps the families apart, but for IPv4 written as IPv6', () => {
    expect(accepts({ cidr: '::/0' }, '10.0.0.1')).toBe(false);
    expect(accepts({ cidr: '10.0.0.0/8' }, 'a00::1')).toBe(false);
    expect(accepts({ cidr: '10.0.0.0/8' }, '::ffff:a00:1')).toBe(true);
  });

  it('does not match what is no address', () => {
    expect(
      ['', 'host', '10.0.0', '10.0.0.1/24', 'fe80::1%eth0', 7, null].map((ip) => accepts({ cidr: '0.0.0.0/0' }, ip)),
    ).toEqual(new Array(7).fill(false));
  });
});

describe('$or', () => {
  it('is satisfied by any one of its alternatives', () => {
    const pattern = { $or: [{ source: ['shop.parcel'] }, { detail: { minutesLost: [{ numeric: ['>', 30] }] } }] };
    expect(matching(pattern, failure)).toBe(true);
    expect(matching(pattern, { source: 'shop.parcel' })).toBe(true);
    expect(matching(pattern, { source: 'shop.video', detail: { minutesLost: 3 } })).toBe(false);
  });

  it('is combined with the fields beside it, before or behind', () => {
    const either = [{ a: ['x'] }, { b: ['y'] }];
    for (const pattern of [
      { source: ['s'], $or: either },
      { $or: either, source: ['s'] },
    ]) {
      expect(matching(pattern, { source: 's', a: 'x' })).toBe(true);
      expect(matching(pattern, { source: 's', b: 'y' })).toBe(true);
      expect(matching(pattern, { source: 's' })).toBe(false);
      expect(matching(pattern, { a: 'x', b: 'y' })).toBe(false);
    }
  });

  it('works inside an object, inside another $or and next to another $or', () => {
    const pattern = {
      $or: [{ a: ['1'] }, { b: ['1'], $or: [{ c: ['1'] }, { d: ['1'] }] }],
      detail: { $or: [{ x: ['1'] }, { y: ['1'] }] },
    };
    expect(matching(pattern, { a: '1', detail: { y: '1' } })).toBe(true);
    expect(matching(pattern, { b: '1', d: '1', detail: { x: '1' } })).toBe(true);
    expect(matching(pattern, { b: '1', detail: { x: '1' } })).toBe(false);
    expect(matching(pattern, { a: '1', x: '1', detail: {} })).toBe(false);
    expect(matching(pattern, { c: '1', d: '1', detail: { x: '1' } })).toBe(false);
  });

  it('lets its alternatives ask for one field in different ways', () => {
    const pattern = { detail: { $or: [{ n: [{ numeric: ['<', 0] }] }, { n: [{ numeric: ['>', 9] }] }] } };
    expect([-1, 5, 10].map((n) => matching(pattern, { detail: { n } }))).toEqual([true, false, true]);
  });

  it('keeps an alternative to one element of an array of objects', () => {
    const pattern = { detail: { lines: { sku: ['A1'], $or: [{ quantity: [9] }, { free: [true] }] } } };
    expect(matching(pattern, failure)).toBe(false);
    expect(matching(pattern, { detail: { lines: [{ sku: 'A1', free: true }] } })).toBe(true);
  });

  it('is an ordinary field name where it cannot be the operator, as in event-ruler', () => {
    expect(matching({ $or: ['x', 'y'] }, { $or: 'y' })).toBe(true);
    expect(matching({ $or: [{ prefix: 'x' }, { exists: false }] }, { $or: 'xyz' })).toBe(true);
    expect(matching({ detail: { $or: { a: ['x'] } } }, { detail: { $or: { a: 'x' } } })).toBe(true);
    expect(matching({ detail: { $or: { a: ['x'] } } }, { detail: { a: 'x' } })).toBe(false);
    expect(matching({ $or: [{ cidr: '10.0.0.0/24' }] }, { $or: '10.0.0.9' })).toBe(true);
  });
});

describe('arrays in the event', () => {
  it('match when any of their elements does', () => {
    expect(matching({ detail: { tags: ['rental', 'sale'] } }, failure)).toBe(true);
    expect(matching({ detail: { tags: ['sale'] } }, failure)).toBe(false);
    expect(accepts({ numeric: ['>', 5] }, [1, 'x', 9])).toBe(true);
    expect(accepts('x', [['y', ['x']]])).toBe(true);
  });

  it('of objects are looked into', () => {
    expect(matching({ detail: { lines: { sku: ['B2'] } } }, failure)).toBe(true);
    expect(matching({ detail: { lines: { sku: ['C3'] } } }, failure)).toBe(false);
  });

  it('of objects satisfy several fields from one element only, never from two', () => {
    const lines = (sku: string, quantity: number): unknown => ({
      detail: { lines: { sku: [sku], quantity: [quantity] } },
    });
    expect(matching(lines('B2', 9), failure)).toBe(true);
    expect(matching(lines('A1', 9), failure)).toBe(false);
    const pattern = { a: { b: [1], c: [2] } };
    expect(
      matching(pattern, {
        a: [
          { b: 1, c: 9 },
          { b: 9, c: 2 },
        ],
      }),
    ).toBe(false);
    expect(
      matching(pattern, {
        a: [
          { b: 1, c: 9 },
          { b: 9, c: 2 },
          { b: 1, c: 2 },
        ],
      }),
    ).toBe(true);
  });

  it('keep that promise at every level, also through arrays of arrays', () => {
    const pattern = { a: { id: [1], b: { c: [1], d: [2] } } };
    expect(
      matching(pattern, {
        a: [
          { id: 1, b: [{ c: 1 }, { d: 2 }] },
          { id: 2, b: [{ c: 1, d: 2 }] },
        ],
      }),
    ).toBe(false);
    expect(matching(pattern, { a: [{ id: 2 }, { id: 1, b: [{ c: 9 }, { c: 1, d: 2 }] }] })).toBe(true);
    expect(matching({ a: { b: [1], c: [2] } }, { a: [[{ b: 1 }, { c: 2 }]] })).toBe(false);
    expect(matching({ a: { b: [1], c: [2] } }, { a: [[{ b: 1 }], [{ c: 2 }]] })).toBe(false);
    expect(matching({ a: { b: [1], c: [2] } }, { a: [[{ b: 9 }], [{ b: 1, c: 2 }]] })).toBe(true);
  });

  it('do not tie different arrays together, even if they are the same object in memory', () => {
    const shared = [{ v: 1 }, { v: 2 }];
    expect(matching({ a: { v: [1] }, b: { v: [2] } }, { a: shared, b: shared })).toBe(true);
  });

  it('let one array match by different scalars for different fields beside it', () => {
    expect(matching({ a: { tags: ['x'], n: [1] } }, { a: [{ tags: ['y', 'x'], n: 1 }] })).toBe(true);
    expect(matching({ a: [1], 'a.b': [2] }, { a: [1, { b: 2 }] })).toBe(true);
  });

  it('hide a field from exists: false only in the element that the earlier fields chose', () => {
    const paidWithoutNote = { a: { amount: [1], note: [{ exists: false }] } };
    expect(matching(paidWithoutNote, { a: [{ amount: 1 }, { note: 'x' }] })).toBe(true);
    expect(matching(paidWithoutNote, { a: [{ amount: 1, note: 'x' }, { amount: 2 }] })).toBe(false);
    expect(matching({ a: { note: [{ exists: false }] } }, { a: [{ amount: 1 }, { note: 'x' }] })).toBe(false);
  });

  it('are searched for exists: false in the order of the field names, as event-ruler does', () => {
    // "a.b" comes before "a.c": when it is looked for, no element has been chosen yet.
    const pattern = { a: { b: [{ exists: false }], c: [1] } };
    expect(matching(pattern, { a: [{ b: 1 }, { c: 1 }] })).toBe(false);
    expect(matching({ a: { c: [{ exists: false }], b: [1] } }, { a: [{ c: 1 }, { b: 1 }] })).toBe(true);
  });

  it('are retried when the first fitting element fails a later field', () => {
    const pattern = { a: { x: [{ exists: true }], y: ['ok'] }, b: ['z'] };
    const event = { a: [{ x: 1, y: 'no' }, { x: 2 }, { x: 3, y: 'ok' }], b: 'z' };
    expect(matching(pattern, event)).toBe(true);
  });
});

describe('a refusal', () => {
  it('names the place, the problem and what to do', () => {
    const refusal = refusalOf({ detail: { 'detail-type': ['x', { regex: '.*' }] } });
    expect(refusal.name).toBe('EventPatternError');
    expect(refusal.path).toBe('$.detail["detail-type"][1].regex');
    expect(refusal.problem).toBe('"regex" is no operator here');
    expect(refusal.message).toBe(
      'Event pattern refused at $.detail["detail-type"][1].regex: "regex" is no operator here. ' +
        'Use one of prefix, suffix, equals-ignore-case, wildcard, anything-but, numeric, exists, cidr.',
    );
  });

  it.each([
    ['an operator nobody knows', { f: [{ contains: 'x' }] }, '$.f[0].contains'],
    ['an operator in the wrong case', { f: [{ PREFIX: 'x' }] }, '$.f[0].PREFIX'],
    ['an undocumented operator', { f: [{ exactly: 'x' }] }, '$.f[0].exactly'],
    ['a name that every object has', { f: [{ toString: 'x' }] }, '$.f[0].toString'],
    ['an unresolved reference of a template', { f: [{ Ref: 'Bus' }] }, '$.f[0].Ref'],
    ['an operator inside prefix', { f: [{ prefix: { suffix: 'x' } }] }, '$.f[0].prefix.suffix'],
    ['an operator inside suffix', { f: [{ suffix: { wildcard: 'x' } }] }, '$.f[0].suffix.wildcard'],
    [
      'numeric inside anything-but',
      { f: [{ 'anything-but': { numeric: ['=', 1] } }] },
      '$.f[0]["anything-but"].numeric',
    ],
    ['cidr inside anything-but', { f: [{ 'anything-but': { cidr: '::/0' } }] }, '$.f[0]["anything-but"].cidr'],
    ['exists inside anything-but', { f: [{ 'anything-but': { exists: true } }] }, '$.f[0]["anything-but"].exists'],
    [
      'anything-but twice',
      { f: [{ 'anything-but': { 'anything-but': 'x' } }] },
      '$.f[0]["anything-but"]["anything-but"]',
    ],
  ])('meets %s', (_, pattern, path) => {
    const refusal = refusalOf(pattern);
    expect(refusal.path).toBe(path);
    expect(refusal.problem).toContain('is no operator here');
  });

  it.each([
    ['no object', ['x'], '$'],
    ['text instead of JSON', '{"f":["x"]}', '$'],
    ['null', null, '$'],
    ['nothing', undefined, '$'],
    ['no field at all', {}, '$'],
    ['an empty object', { detail: {} }, '$.detail'],
    ['a field without name', { detail: { '': ['x'] } }, '$.detail[""]'],
    ['a leaf that is a string', { f: 'x' }, '$.f'],
    ['a leaf that is a number', { detail: { f: 42 } }, '$.detail.f'],
    ['a leaf that is null', { f: null }, '$.f'],
    ['a leaf that is undefined', { f: undefined }, '$.f'],
    ['an empty array', { f: [] }, '$.f'],
    ['an array in an array', { f: ['x', ['y']] }, '$.f[1]'],
    ['undefined in an array', { f: [undefined] }, '$.f[0]'],
    ['an operator without a name', { f: [{}] }, '$.f[0]'],
    ['two operators in one object', { f: [{ prefix: 'x', suffix: 'y' }] }, '$.f[0]'],
    ['a number that lost its digits', { f: [12345678901234567890] }, '$.f[0]'],
    ['an infinite number', { f: [Infinity] }, '$.f[0]'],
  ])('meets a pattern that is or has %s', (_, pattern, path) => {
    expect(refusalOf(pattern).path).toBe(path);
  });

  it.each([
    ['a prefix that is a number', { prefix: 1 }, 'prefix'],
    ['a prefix that is a list', { prefix: ['x'] }, 'prefix'],
    ['a suffix that is a list', { suffix: ['x'] }, 'suffix'],
    ['a list for equals-ignore-case', { 'equals-ignore-case': ['x'] }, '["equals-ignore-case"]'],
    ['a list for wildcard', { wildcard: ['x'] }, 'wildcard'],
    ['emoji where case is ignored', { 'equals-ignore-case': 'x😀' }, '["equals-ignore-case"]'],
    ['two wildcards in a row', { wildcard: 'a**b' }, 'wildcard'],
    ['a backslash before a deadLetter', { wildcard: 'a\\b' }, 'wildcard'],
    ['a backslash at the end', { wildcard: 'a\\' }, 'wildcard'],
    ['exists with a string', { exists: 'true' }, 'exists'],
    ['exists with null', { exists: null }, 'exists'],
    ['anything-but with true', { 'anything-but': true }, '["anything-but"]'],
    ['anything-but with null', { 'anything-but': null }, '["anything-but"]'],
    ['anything-but with nothing', { 'anything-but': [] }, '["anything-but"]'],
    ['anything-but with null in its list', { 'anything-but': ['x', null] }, '["anything-but"][1]'],
    ['anything-but with strings and numbers', { 'anything-but': ['x', 1] }, '["anything-but"]'],
    ['anything-but with a list of operators', { 'anything-but': [{ prefix: 'x' }] }, '["anything-but"][0]'],
    ['anything-but with two operators', { 'anything-but': { prefix: 'x', suffix: 'y' } }, '["anything-but"]'],
    ['anything-but with a number out of range', { 'anything-but': [1, 5e9 + 1] }, '["anything-but"][1]'],
    ['anything-but with an empty prefix', { 'anything-but': { prefix: '' } }, '["anything-but"].prefix'],
    [
      'anything-but with an empty suffix in a list',
      { 'anything-but': { suffix: ['x', ''] } },
      '["anything-but"].suffix[1]',
    ],
    ['anything-but with no prefix', { 'anything-but': { prefix: [] } }, '["anything-but"].prefix'],
    ['anything-but with a number as wildcard', { 'anything-but': { wildcard: [1] } }, '["anything-but"].wildcard[0]'],
    [
      'anything-but with a prefix that ignores case',
      { 'anything-but': { prefix: { 'equals-ignore-case': 'x' } } },
      '["anything-but"].prefix',
    ],
  ])('meets %s', (_, element, place) => {
    expect(refusalOf({ f: [element] }).path).toBe(`$.f[0]${place.startsWith('[') ? '' : '.'}${place}`);
  });

  it.each([
    ['a number instead of an array', 10, ''],
    ['nothing', [], ''],
    ['a comparison without its number', ['>', 0, '<'], ''],
    ['three comparisons', ['>', 0, '<', 9, '<', 8], ''],
    ['a comparison nobody knows', ['==', 5], '[0]'],
    ['a number in front', [5, '='], '[0]'],
    ['a string to compare with', ['>', '0'], '[1]'],
    ['two lower bounds', ['>', 0, '>', 5], ''],
    ['the upper bound first', ['<', 5, '>', 0], ''],
    ['= in a range', ['=', 5, '<', 9], ''],
    ['bounds the wrong way round', ['>', 5, '<', 0], ''],
    ['equal bounds', ['>=', 5, '<=', 5], ''],
    ['a bound above 5e9', ['<', 5e9 + 1], '[1]'],
    ['a bound below -5e9', ['>', -5e9 - 1, '<', 0], '[1]'],
    ['a bound with seven decimals', ['>', 0.0000001], '[1]'],
    ['a bound that is no number', ['>', NaN], '[1]'],
  ])('meets numeric with %s', (_, operand, place) => {
    expect(refusalOf({ f: [{ numeric: operand }] }).path).toBe(`$.f[0].numeric${place}`);
  });

  it.each([
    ['10.0.0.0'],
    ['10.0.0.0/'],
    ['10.0.0.0/24/1'],
    ['10.0.0.0/x'],
    ['10.0.0.0/-1'],
    ['10.0.0.0/32'],
    ['10.0.0/8'],
    ['10.0.0.256/8'],
    ['010.0.0.0/8'],
    ['host/8'],
    ['::/128'],
    ['xxxx::/64'],
    ['fe80::1%eth0/64'],
    ['/8'],
    [''],
  ])('meets the address block "%s"', (cidr) => {
    expect(refusalOf({ f: [{ cidr }] }).path).toBe('$.f[0].cidr');
  });

  it.each([
    ['only one alternative', { $or: [{ a: ['x'] }] }, '$.$or'],
    ['no alternative', { detail: { $or: [] } }, '$.detail.$or'],
    ['a string for it', { $or: 'x' }, '$.$or'],
    ['an alternative that is an array', { $or: [{ a: ['x'] }, [{ b: ['x'] }]] }, '$.$or[1]'],
    ['an empty alternative', { $or: [{ a: ['x'] }, {}] }, '$.$or[1]'],
    ['an alternative that names an operator', { $or: [{ a: ['x'] }, { prefix: ['x'] }] }, '$.$or[1].prefix'],
    ['a reserved name below it', { $or: [{ a: ['x'] }, { b: { regex: ['x'] } }] }, '$.$or[1].b.regex'],
    [
      'the operator beside a field of that name',
      { $or: [{ a: ['x'] }, { b: ['y'] }], d: { $or: { c: ['z'] } } },
      '$.d.$or',
    ],
  ])('meets $or with %s', (_, pattern, path) => {
    expect(refusalOf(pattern).path).toBe(path);
  });

  it('meets a path that is asked for twice, of which EventBridge would forget one', () => {
    expect(refusalOf({ a: ['x'], $or: [{ a: ['y'] }, { b: ['z'] }] }).problem).toContain('"a" is asked for twice');
    expect(refusalOf({ 'a.b': ['x'], a: { b: ['y'] } }).problem).toContain('"a.b" is asked for twice');
  });

  it('meets more than a thousand combinations of alternatives, and not a thousand', () => {
    const alternatives = Array.from({ length: 10 }, (_, index) => ({ v: [index] }));
    const pattern = { a: { $or: alternatives }, b: { $or: alternatives }, c: { $or: alternatives } };
    expect(matching(pattern, { a: { v: 9 }, b: { v: 0 }, c: { v: 5 } })).toBe(true);
    expect(refusalOf({ ...pattern, d: { $or: alternatives.slice(0, 2) } }).problem).toContain('1000 combinations');
  });
});
