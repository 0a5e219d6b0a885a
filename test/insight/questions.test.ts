import { estimateCost } from '../../cli/doctor/cost/cost-estimate';
import { questionNames, questionOf, type QuestionName } from '../../lambdas/insight/questions/question';
import { withoutFailure } from '../../lambdas/model/judging/gesture';
import type { InsightRecord } from '../../lambdas/insight/insight-record';
import { answerOf, at, mail, outcome } from './question-data';

const hour = 60;
const week = 7 * 24 * hour;

it('what fails: each failure once, by type and product, however often its news was delivered', async () => {
  const records = [
    outcome('a'),
    outcome('a', { version: 2, state: 'late-failed', recorded_at_ms: at(90) }),
    outcome('b', { evidence: 'reported', incident: 'cdn', customer: 'customer of a' }),
    outcome('c', { incident: 'cdn' }),
    outcome('d', { failure_type: 'ParcelLost', source: undefined, state: 'held' }),
  ];
  expect(await answerOf('what-fails', records)).toEqual([
    {
      failure_type: 'VideoPlaybackFailed',
      source: 'com.example.video',
      failures: '3',
      customers: '2',
      detected: '2',
      reported: '1',
      incidents: '1',
    },
    {
      failure_type: 'ParcelLost',
      source: 'not known',
      failures: '1',
      customers: '1',
      detected: '1',
      reported: '0',
      incidents: '0',
    },
  ]);
});

it('failures week by week: by the week in which it was first heard of', async () => {
  const records = [
    outcome('a'),
    outcome('a', { version: 2, state: 'late-failed', recorded_at_ms: at(week) }),
    outcome('b', { recorded_at_ms: at(week) }),
    outcome('c', { recorded_at_ms: at(week + 24 * hour) }),
  ];
  expect(await answerOf('failures-by-week', records)).toEqual([
    { week: '2026-11-16', failure_type: 'VideoPlaybackFailed', failures: '1', customers: '1' },
    { week: '2026-11-23', failure_type: 'VideoPlaybackFailed', failures: '2', customers: '2' },
  ]);
});

it('customers hurt, and hurt again: who was let down how often, and whether they got anything', async () => {
  const ada = { customer: 'ada' };
  const ben = { customer: 'ben' };
  const records = [
    outcome('a', ada),
    outcome('b', { ...ada, failure_type: 'ParcelLost' }),
    outcome('c', { ...ben, state: 'rejected' }),
    ...['d', 'e', 'f', 'g', 'h', 'i'].map((remedy) => outcome(remedy, { customer: 'cleo', state: 'none' })),
    outcome('erased', { customer: undefined }),
  ];
  expect(await answerOf('customers-hurt', records)).toEqual([
    { times: '1', customers: '1', failures: '1', got_something: '0', by_several_types: '0' },
    { times: '2', customers: '1', failures: '2', got_something: '1', by_several_types: '1' },
    { times: '5 or more', customers: '1', failures: '6', got_something: '0', by_several_types: '0' },
  ]);
});

it('who got anything: each customer once for a type, and in shadow mode nobody', async () => {
  const records = [
    outcome('a', { customer: 'ada', state: 'rejected' }),
    outcome('b', { customer: 'ada' }),
    outcome('c', { customer: 'ben', state: 'held' }),
    outcome('d', { customer: 'cleo', state: 'none' }),
    outcome('e', { customer: 'dan', state: 'shadowed' }),
  ];
  expect(await answerOf('coverage', records)).toEqual([
    {
      failure_type: 'VideoPlaybackFailed',
      customers: '4',
      got_something: '1',
      waiting: '1',
      got_nothing: '2',
      covered_percent: '25',
    },
  ]);
});

it('money: what was given by what it was, each currency by itself, and no more what failed late', async () => {
  const records = [
    outcome('a'),
    outcome('b', { kinds: 'credit+refund', refunded_minor: 200, credited_minor: 100 }),
    outcome('c', { currency: 'JPY', currency_exponent: 0, refunded_minor: 580 }),
    outcome('d'),
    outcome('d', { version: 2, state: 'late-failed', refunded_minor: 0, recorded_at_ms: at(60) }),
    outcome('e', { failure_type: 'ParcelLost', source: 'com.example.shop', replaced_minor: 18_900, refunded_minor: 0 }),
    outcome('f', { state: 'shadowed' }),
  ];
  const nothing = {
    refunded_minor: '0',
    credited_minor: '0',
    replaced_minor: '0',
    granted_minor: '0',
    cancelled_minor: '0',
  };
  const film = { failure_type: 'VideoPlaybackFailed', source: 'com.example.video' };
  const gbp = { currency: 'GBP', currency_exponent: '2' };
  expect(await answerOf('money', records)).toEqual([
    {
      ...nothing,
      ...gbp,
      failure_type: 'ParcelLost',
      source: 'com.example.shop',
      remedies: '1',
      given_minor: '18900',
      replaced_minor: '18900',
    },
    { ...nothing, ...gbp, ...film, remedies: '2', given_minor: '699', refunded_minor: '599', credited_minor: '100' },
    {
      ...nothing,
      ...film,
      currency: 'JPY',
      currency_exponent: '0',
      remedies: '1',
      given_minor: '580',
      refunded_minor: '580',
    },
  ]);
});

it('money by incident: what it cost, what may still follow, and how long it lasted', async () => {
  const cdn = { incident: 'cdn' };
  const records = [
    outcome('a', cdn),
    outcome('b', { ...cdn, occurred_at_ms: at(45), state: 'held' }),
    outcome('c', { ...cdn, occurred_at_ms: at(30), state: 'rejected' }),
    outcome('d'),
  ];
  expect(await answerOf('money-by-incident', records)).toEqual([
    {
      incident: 'cdn',
      failure_type: 'VideoPlaybackFailed',
      currency: 'GBP',
      currency_exponent: '2',
      failures: '3',
      customers: '3',
      given_minor: '399',
      open_minor: '399',
      span_minutes: '45',
    },
  ]);
});

it('what others owe us: by who bears it, without what failed afterwards and without what we bear', async () => {
  const carrier = { bearer: 'carrier', bearer_party: 'northway', borne_minor: 300 };
  const records = [
    outcome('a', carrier),
    outcome('b', { ...carrier, borne_minor: 200 }),
    outcome('c', { ...carrier, state: 'late-failed' }),
    outcome('d', { bearer: 'merchant', borne_minor: 100 }),
    outcome('e', { bearer: 'platform', borne_minor: 100 }),
  ];
  const gbp = { currency: 'GBP', currency_exponent: '2' };
  expect(await answerOf('owed-to-us', records)).toEqual([
    {
      ...gbp,
      bearer: 'carrier',
      bearer_party: 'northway',
      remedies: '2',
      owed_minor: '500',
      no_longer_owed_minor: '300',
    },
    {
      ...gbp,
      bearer: 'merchant',
      bearer_party: 'not named',
      remedies: '1',
      owed_minor: '100',
      no_longer_owed_minor: '0',
    },
  ]);
});

it('how long customers wait: the median and the 95th percentile, from what happened and from its detection', async () => {
  // Twenty remedies, given 2 to 21 minutes after what happened, each with a mail that arrives a minute later.
  const records = Array.from({ length: 20 }, (_, index) => [
    outcome(`r${index}`, { recorded_at_ms: at(index + 2) }),
    mail(`r${index}`, { recorded_at_ms: at(index + 3) }),
  ]).flat();
  const rest = { failure_type: 'VideoPlaybackFailed', remedies: '20' };
  expect(await answerOf('time-to-remedy', records)).toEqual([
    { ...rest, step: '1 happened to remedy', p50_seconds: String(11 * 60), p95_seconds: String(20 * 60) },
    { ...rest, step: '2 detected to remedy', p50_seconds: String(10 * 60), p95_seconds: String(19 * 60) },
    { ...rest, step: '3 happened to mail', p50_seconds: String(12 * 60), p95_seconds: String(21 * 60) },
    { ...rest, step: '4 detected to mail', p50_seconds: String(11 * 60), p95_seconds: String(20 * 60) },
  ]);
});

it('held and decided: how each hold ended and how long it took, also what was held twice', async () => {
  const held = (remedy: string, minutes: number, version = 1) =>
    outcome(remedy, { state: 'held', version, recorded_at_ms: at(minutes) });
  const records = [
    held('a', 2),
    outcome('a', { version: 2, recorded_at_ms: at(12) }),
    held('b', 2),
    outcome('b', { version: 2, state: 'rejected', recorded_at_ms: at(32) }),
    held('c', 2),
    // Once it is published again that it is held, and once more after it went wrong.
    held('d', 2),
    outcome('d', { version: 2, state: 'unknown', recorded_at_ms: at(5) }),
    held('d', 10, 3),
    outcome('d', { version: 4, recorded_at_ms: at(62) }),
    outcome('waits for a return', { state: 'held', awaits: 'the return' }),
    outcome('never held'),
  ];
  expect(await answerOf('decided-by-people', records)).toEqual([
    {
      failure_type: 'VideoPlaybackFailed',
      held: '4',
      still_waiting: '1',
      given: '2',
      rejected: '1',
      other: '0',
      p50_minutes: '30',
      p95_minutes: '60',
    },
  ]);
});

it('refusals: by reason, and what became of those customers', async () => {
  const refused = { refusal: 'disputed' };
  const records = [
    outcome('a', { ...refused, kinds: 'credit', credited_minor: 399, refunded_minor: 0 }),
    outcome('b', { ...refused, state: 'needs-attention' }),
    outcome('c', { refusal: 'expired card', state: 'declined' }),
    outcome('d'),
  ];
  const film = { failure_type: 'VideoPlaybackFailed', currency: 'GBP', currency_exponent: '2' };
  expect(await answerOf('refusals', records)).toEqual([
    { ...film, refusal: 'disputed', remedies: '2', given_all_the_same: '1', with_a_person: '1', decided_minor: '798' },
    {
      ...film,
      refusal: 'expired card',
      remedies: '1',
      given_all_the_same: '0',
      with_a_person: '0',
      decided_minor: '399',
    },
  ]);
});

it('mails that did not arrive: what is known last of each, and not of what was delivered in the end', async () => {
  const records = [
    outcome('a'),
    mail('a'),
    outcome('b'),
    mail('b', { state: 'bounced', version: 1, mail_trouble: 'bounced' }),
    outcome('c'),
    mail('c', { state: 'unknown', version: 1 }),
    mail('c', { recorded_at_ms: at(9) }),
    outcome('d'),
    mail('d', { recorded_at_ms: at(3) }),
    mail('d', { state: 'complained', version: 2, recorded_at_ms: at(80) }),
  ];
  expect(await answerOf('mails-not-arrived', records)).toEqual([
    {
      mail: 'apology',
      failure_type: 'VideoPlaybackFailed',
      mails: '4',
      delivered: '2',
      went_wrong: '2',
      bounced: '1',
      complained: '1',
      suppressed: '0',
      in_doubt: '0',
    },
  ]);
});

describe('cost of running', () => {
  const day = 24 * hour;

  it('counts each failure and each mail on the day of its first news', async () => {
    const records = [
      outcome('a', { state: 'pending' }),
      outcome('a', { version: 2, recorded_at_ms: at(day) }),
      mail('a', { recorded_at_ms: at(day) }),
    ];
    expect(await answerOf('cost-of-running', records)).toEqual([
      { day: '2026-11-16', decided: '1', mails: '0', usd_millionths: '17' },
      { day: '2026-11-17', decided: '0', mails: '1', usd_millionths: '100' },
    ]);
  });

  it('reckons with what the doctor reckons with', () => {
    const nothing = { hourlyFailures: 0, alarmedMetrics: 0, dashboards: 0, keys: 0, secrets: 0 };
    const { million } = estimateCost({ ...nothing, retryQueues: 0, polledQueues: 0, webhooks: 0, tableBytes: 0 });
    const mails = million.lines.find(({ what }) => what === 'mails')?.usd ?? NaN;
    expect([Math.round(million.usd - mails), mails]).toEqual([17, 100]);
  });
});

describe('parity', () => {
  const half = { decided_minor: 199, refunded_minor: 199, reasons: 'half of the price, by the older policy' };
  const records = [
    outcome('a'),
    outcome('b'),
    outcome('c', half),
    outcome('d', { state: 'none', kinds: '', decided_minor: 0, reasons: 'the customer was given much lately' }),
    outcome('other facts', { ...half, facts: 'never began' }),
    outcome('other price', { paid_minor: 1299, decided_minor: 1299 }),
  ];

  it('names every two ways in which the same facts were treated, with both reasons', async () => {
    const rows = await answerOf('parity-pairs', records);
    const pairs = rows.map((row) => [
      `${row['remedies_one']} ${row['outcome_one']} ${row['decided_one_minor']}: ${row['reasons_one']}`,
      `${row['remedies_other']} ${row['outcome_other']} ${row['decided_other_minor']}: ${row['reasons_other']}`,
    ]);
    const whole = '2 refund 399: the film stalled for 9 minutes';
    const part = '1 refund 199: half of the price, by the older policy';
    const none = '1 nothing 0: the customer was given much lately';
    expect(pairs.map((pair) => pair.toSorted()).toSorted()).toEqual(
      [
        [part, whole],
        [none, whole],
        [none, part],
      ]
        .map((pair) => pair.toSorted())
        .toSorted(),
    );
  });

  it('shows how far remedies of one type, market and price band are apart', async () => {
    const film = { failure_type: 'VideoPlaybackFailed', policy_version: 'not told', market: 'GB', currency: 'GBP' };
    expect(await answerOf('parity-spread', records)).toEqual([
      {
        ...film,
        price_band: '1 below 10',
        remedies: '5',
        ways: '2',
        least_percent: '0',
        most_percent: '100',
        spread_percent: '100',
      },
      {
        ...film,
        price_band: '2 from 10',
        remedies: '1',
        ways: '1',
        least_percent: '100',
        most_percent: '100',
        spread_percent: '0',
      },
    ]);
  });
});

it('parity is told apart by the version of the policy, also where old events do not name it', async () => {
  const first = { policy_version: 'VideoPlaybackFailed/1-0f3a77c1' };
  const second = { policy_version: 'VideoPlaybackFailed/2-1f0c33aa' };
  const half = { decided_minor: 199, refunded_minor: 199 };
  const records = [
    outcome('old'),
    outcome('a', { ...first, ...half }),
    outcome('b', { ...second, ...half }),
    outcome('c', second),
    // Decided anew under the later version: only that one counts.
    outcome('d', { ...first, state: 'held', decided_minor: 0 }),
    outcome('d', { ...second, version: 2, recorded_at_ms: at(hour) }),
  ];
  const rows = await answerOf('parity-spread', records);
  const apart = rows.map((row) => [row['policy_version'], row['remedies'], row['spread_percent']]);
  expect(apart).toEqual([
    [second.policy_version, '3', '51'],
    [first.policy_version, '1', '0'],
    ['not told', '1', '0'],
  ]);
});

it('decided by version: each failure once, on the day it was first decided on, under the version that decided last', async () => {
  const first = { policy_version: 'VideoPlaybackFailed/1-0f3a77c1' };
  const second = { policy_version: 'VideoPlaybackFailed/2-1f0c33aa' };
  const tomorrow = 24 * hour;
  const records = [
    outcome('old'),
    outcome('a', first),
    outcome('a', { ...first, version: 2, state: 'late-failed', recorded_at_ms: at(tomorrow) }),
    outcome('b', { ...first, state: 'none', version: 0, kinds: '', decided_minor: 0 }),
    outcome('c', { ...first, state: 'held' }),
    outcome('c', { ...second, version: 2, recorded_at_ms: at(tomorrow) }),
    outcome('d', { ...second, state: 'shadowed', version: 0, recorded_at_ms: at(tomorrow) }),
  ];
  const counts = { earned_nothing: '0', only_watched: '0', were_held: '0', issued: '0', rejected: '0' };
  const film = { failure_type: 'VideoPlaybackFailed', ...counts };
  expect(await answerOf('decided-by-version', records)).toEqual([
    { ...film, day: '2026-11-17', ...second, decided: '1', only_watched: '1' },
    { ...film, day: '2026-11-16', ...first, decided: '2', earned_nothing: '1' },
    { ...film, day: '2026-11-16', ...second, decided: '1', were_held: '1', issued: '1' },
    { ...film, day: '2026-11-16', policy_version: 'not told', decided: '1', issued: '1' },
  ]);
});

describe('what people gave, or customers asked for, though nothing failed', () => {
  const given = withoutFailure.map((failure_type) =>
    outcome(`nothing failed ${failure_type}`, {
      ...{ failure_type, customer: 'ada', incident: 'cdn', state: 'held', policy_version: 'not a failure/1' },
      ...{ refusal: 'disputed', source: 'amends.gestures', kinds: 'credit', decided_minor: 100 },
    }),
  );
  const failed = outcome('film', { customer: 'ada', incident: 'cdn', facts: 'stalled' });

  /** What counts failures and those whom they hurt. All else counts what was decided, given or refused. */
  const ofFailures = questionNames.filter((name) =>
    / (failures|every_failure)\b/.test(questionOf(name).sql.split('SELECT * FROM remedies')[1] ?? ''),
  );

  it('is among no failures, whichever question counts those', async () => {
    expect(given.length).toBeGreaterThan(1);
    for (const name of ofFailures) {
      expect([name, await answerOf(name, [failed, ...given])]).toEqual([name, await answerOf(name, [failed])]);
    }
  });

  it('every question that says how many failures there were, how many were hurt or how long they waited is one of these', () => {
    expect(ofFailures).toEqual([
      'what-fails',
      'failures-by-week',
      'customers-hurt',
      'coverage',
      'money-by-incident',
      'not-mended',
      'time-to-remedy',
      'hurt-again',
      'parity-spread',
      'parity-pairs',
    ]);
    for (const name of questionNames) {
      const { sql, title } = questionOf(name);
      const countsFailures = /\bAS failures\b|\bcount\(DISTINCT customer\)/.test(sql) || /hurt|fail/i.test(title);
      // Money is counted by what it was for, and answers by what they are about.
      if (!['money', 'pleased-by-type'].includes(name))
        expect([name, countsFailures && !ofFailures.includes(name)]).toEqual([name, false]);
    }
  });

  it('is money that was given, a decision, and a cost, under its own name', async () => {
    const gesture = outcome('gesture', { failure_type: 'GoodwillGiven', source: 'amends.gestures' });
    const types = async (name: QuestionName) =>
      (await answerOf(name, [failed, gesture])).map((row) => row['failure_type']);
    for (const name of ['money', 'decided-by-version'] as const) {
      expect(await types(name)).toEqual(expect.arrayContaining(['GoodwillGiven', 'VideoPlaybackFailed']));
    }
    expect(await answerOf('cost-of-running', [failed, gesture])).toMatchObject([{ decided: '2' }]);
  });
});

it('asks only for the days that are wanted', async () => {
  const records = [outcome('a'), outcome('b', { recorded_at_ms: at(week) })];
  expect(await answerOf('how-fresh', records)).toEqual([{ newest_at_ms: String(at(week)), records: '2' }]);
  expect(await answerOf('how-fresh', records, ['2026-11-16', '2026-11-16'])).toEqual([
    { newest_at_ms: String(at(2)), records: '1' },
  ]);
});

it('answers with nothing where nothing was recorded yet', async () => {
  expect(await answerOf('money', [])).toEqual([]);
  expect(await answerOf('how-fresh', [])).toEqual([{ newest_at_ms: null, records: '0' }]);
});

it('what is paid for and not mended: incidents without a fix, and those that went on after it', async () => {
  const fix = (incident: string, changed: Partial<InsightRecord> = {}): InsightRecord => ({
    ...{ schema_version: 1, kind: 'fix', remedy: `fix of ${incident}`, version: 0, recorded_at_ms: at(90) },
    ...{ failure_type: '', state: 'software', source: 'com.example.video', incident, occurred_at_ms: at(60) },
    ...changed,
  });
  const records = [
    outcome('a', { incident: 'open', occurred_at_ms: at(0) }),
    outcome('b', { incident: 'open', occurred_at_ms: at(30) }),
    outcome('c', { incident: 'mended' }),
    fix('mended'),
    outcome('d', { incident: 'again', occurred_at_ms: at(70), refunded_minor: 100 }),
    fix('again'),
    // Whose failures it caused alone can say that it is mended.
    outcome('e', { incident: 'claimed', refunded_minor: 50 }),
    fix('claimed', { source: 'com.example.rogue' }),
    outcome('f'),
  ];
  const answer = await answerOf('not-mended', records);
  expect(
    answer.map(({ incident, failures, given_minor, said_mended_at_ms }) => [
      ...[incident, failures, given_minor, said_mended_at_ms],
    ]),
  ).toEqual([
    ['open', '2', '798', null],
    ['again', '1', '100', String(at(60))],
    ['claimed', '1', '50', null],
  ]);
  expect(answer[0]).toMatchObject({ first_at_ms: String(at(0)), last_at_ms: String(at(30)), customers: '2' });
});
