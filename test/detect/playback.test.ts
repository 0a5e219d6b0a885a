import { cmcdReportIn } from '../../lambdas/detect/playback/cmcd';
import { cmcdDoor, sessionToken } from '../../lambdas/detect/playback/cmcd-door';
import { playbackDefaults } from '../../lambdas/detect/playback/options';
import { playbackDetector } from '../../lambdas/detect/playback/playback';
import { detect } from '../../lambdas/detect/run/detect';
import { signatureOf } from '../../lambdas/fulfilment/http/request-signature';
import { newDetection } from './detection';

const secret = 'of-the-players';
const now = new Date('2026-11-20T20:00:00Z');
const startMs = now.getTime() - 60_000;

/** Reports of one session: a state, so many seconds after the start. */
function body(...reports: readonly (readonly [state: string, second: number, more?: string])[]): string {
  return reports
    .map(
      ([state, second, more]) =>
        `cid="film-9",e=ps,sid="s1",sta=${state},ts=${startMs + second * 1_000},v=2${more ? `,${more}` : ''}`,
    )
    .join('\n');
}

function signed(rawBody: string, key = secret, at = now) {
  const timestampSeconds = Math.floor(at.getTime() / 1000);
  const signature = signatureOf({ timestampSeconds, text: rawBody }, key);
  return {
    headers: { 'amends-timestamp': String(timestampSeconds), 'amends-signature': signature },
    query: {},
    rawBody,
    now,
  };
}

const found = {
  customer: { id: 'cus_1', email: 'zoe@example.com' },
  purchase: {
    orderId: 'ord_1',
    paymentId: 'ch_1',
    amountMinor: 399,
    currency: 'GBP',
    purchasedAt: '2026-11-20T18:00:00Z',
  },
  playback: { rentalId: 'rent_1', title: 'Paris, Texas', durationSeconds: 8_700 },
};

/** What is published of these bodies, one request each, and of the looks afterwards. */
async function published(...bodies: readonly string[]): Promise<readonly object[]> {
  const seen = newDetection(playbackDetector, playbackDefaults, { 's1/film-9': found });
  for (const [index, each] of bodies.entries()) {
    seen.now = new Date(now.getTime() + index * 1_000);
    const received = cmcdDoor.receive(signed(each), secret);
    if (received.type !== 'signals') throw new Error(received.why);
    for (const signal of received.signals) await detect(signal.sessionId, [signal], playbackDetector, seen.ports);
  }
  seen.now = new Date(now.getTime() + 600_000);
  await seen.judgeDue(playbackDetector);
  return seen.published.map(({ detail }) => detail);
}

describe('a film', () => {
  it('that stalled for half a minute was spoilt, as soon as it plays on', async () => {
    expect(await published(body(['s', 0], ['p', 2], ['r', 100], ['p', 131]))).toMatchObject([
      { evidence: 'detected', customer: { id: 'cus_1' }, playback: { rentalId: 'rent_1', stalledSeconds: 31 } },
    ]);
  });

  it('that hiccupped was not', async () => {
    expect(
      await published(body(['s', 0], ['p', 2], ['r', 100], ['p', 104], ['r', 200], ['p', 203], ['e', 7_000])),
    ).toEqual([]);
  });

  it('is judged the same in whatever order its reports arrive, and however often', async () => {
    const parts = [body(['s', 0], ['p', 2]), body(['r', 100]), body(['p', 150]), body(['q', 300])];
    const orders = [
      parts,
      parts.toReversed(),
      [...parts, ...parts],
      [parts[2] ?? '', parts[0] ?? '', parts[3] ?? '', parts[1] ?? ''],
    ];
    for (const order of orders) {
      expect(await published(...order)).toMatchObject([{ playback: { stalledSeconds: 50 } }]);
    }
  });

  it('that never began was waited for', async () => {
    expect(await published(body(['s', 0], ['f', 50, 'ec=("MEDIA_ERR")']))).toMatchObject([
      { playback: { stalledSeconds: 40 } },
    ]);
    expect(await published(body(['s', 0], ['q', 20]))).toEqual([]);
  });

  it('that nobody saw stalling was not spoilt, nor one that slept with its laptop', async () => {
    expect(await published(body(['s', 0], ['p', 2], ['r', 100, 'bg'], ['p', 200], ['q', 300]))).toEqual([]);
    expect(await published(body(['s', 0], ['p', 2], ['r', 100], ['p', 30_000], ['q', 30_300]))).toEqual([]);
  });

  it('whose player counts by itself is believed, also where reports are lost', async () => {
    expect(await published(body(['s', 0], ['p', 2], ['p', 500, 'bsda=(41000;v 40000;a)']))).toMatchObject([
      { playback: { stalledSeconds: 41 } },
    ]);
  });
});

describe('a player that counts its stalls itself', () => {
  it('says nothing of a stall that nobody saw, or that is longer than a laptop sleeps', async () => {
    const hidden = body(['s', 0], ['p', 2], ['r', 100, 'bg'], ['p', 200, 'bsd=(100000),bsda=(100000)'], ['q', 300]);
    expect(await published(hidden)).toEqual([]);
    const asleep = body(['s', 0], ['p', 2], ['r', 100], ['p', 5_000, 'bsd=(4900000),bsda=(4900000)'], ['q', 5_100]);
    expect(await published(asleep)).toEqual([]);
  });

  it('has the stalls counted that somebody saw, beside one that nobody did', async () => {
    const both = body(
      ['s', 0],
      ['p', 2],
      ['r', 100, 'bg'],
      ['p', 200, 'bsd=(100000),bsda=(100000)'],
      ['r', 300],
      ['p', 335, 'bsd=(35000),bsda=(135000)'],
    );
    expect(await published(both)).toMatchObject([{ playback: { stalledSeconds: 35 } }]);
  });

  it('says no stall that is longer than its film', async () => {
    expect(await published(body(['s', 0], ['p', 2], ['p', 500, 'bsda=(99000000)']))).toMatchObject([
      { playback: { stalledSeconds: 8_700 } },
    ]);
  });
});

describe('whoever reports', () => {
  const reports = body(['s', 0], ['p', 2]);

  it('as a collector signs all of it, a few minutes ago at most', () => {
    expect(cmcdDoor.receive(signed(reports), secret)).toMatchObject({
      type: 'signals',
      signals: [{ sessionId: 's1' }],
    });
    expect(cmcdDoor.receive(signed(reports, 'another'), secret)).toMatchObject({ type: 'invalid-signature' });
    const old = signed(reports, secret, new Date(now.getTime() - 600_000));
    expect(cmcdDoor.receive(old, secret)).toMatchObject({ type: 'invalid-signature' });
  });

  it('as a player speaks of its own session alone', () => {
    const as = (session: string) => ({ headers: {}, query: { session }, rawBody: reports, now });
    expect(cmcdDoor.receive(as(sessionToken('s1', secret)), secret)).toMatchObject({ type: 'signals' });
    expect(cmcdDoor.receive(as(sessionToken('s2', secret)), secret)).toMatchObject({ type: 'invalid-payload' });
    expect(cmcdDoor.receive(as(sessionToken('s1', 'another')), secret)).toMatchObject({ type: 'invalid-signature' });
    const forged = `${sessionToken('s1', secret).split('.')[0] ?? ''}.${'0'.repeat(64)}`;
    expect(cmcdDoor.receive(as(forged), secret)).toMatchObject({ type: 'invalid-signature' });
  });
});

it('a report is read as CTA-5004-B writes it', () => {
  expect(
    cmcdReportIn('br=(5000;v 128;a),bs,cid="a \\"film\\", twice",e=ps,ec=("E1" "E2"),sta=r,ts=1764000000000,v=2'),
  ).toEqual({
    br: [5000, 128],
    bs: true,
    cid: 'a "film", twice',
    e: 'ps',
    ec: ['E1', 'E2'],
    sta: 'r',
    ts: '1764000000000',
    v: '2',
  });
  expect(cmcdReportIn('bg=?0,sid="x"')).toEqual({ bg: false, sid: 'x' });
  expect(cmcdReportIn('{"sid":"x"}')).toBeUndefined();
});
