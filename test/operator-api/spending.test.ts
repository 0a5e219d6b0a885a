import { budgetsFor } from '../../lambdas/ledger/quota-lease';
import { defaultLimits, type Limits } from '../../lambdas/model/limits';
import { filmFailure } from '../fakes/film-failure';
import { onlyWith, OperatorWorld } from './operator-world';

let world: OperatorWorld;
beforeAll(async () => (world = await OperatorWorld.start()));
afterAll(() => world.stop());

interface Day {
  readonly day: string;
  readonly all: { readonly remedies: number; readonly amounts: readonly { readonly amountMinor: number }[] };
  readonly types: readonly { readonly failureType: string }[];
}

async function daysOf(query = '', from = world): Promise<Day[]> {
  return (await from.get(`/spending${query}`)).body['days'] as Day[];
}

/** Another deployment, whose limits are others. */
async function deployedWith(limits: Partial<Limits>, look: (other: OperatorWorld) => Promise<void>): Promise<void> {
  const other = await OperatorWorld.start();
  other.limits = { ...defaultLimits, ...limits };
  try {
    await look(other);
  } finally {
    await other.stop();
  }
}

/** Reserves as a function does that handles a failure of that type at that time. */
async function reserve(type: string, at: string, remedies: number, amountMinor: number, of = world): Promise<void> {
  const { budgets, limits } = of.operatorApiPorts();
  const spending = {
    remedies,
    amountMinor,
    currency: 'GBP',
    reference: { amountMinor: 2 * amountMinor, currency: 'USD' },
  };
  for (const budget of budgetsFor({ type }, limits, new Date(at))) await budgets.reserve(budget, spending);
}

describe('what the limits of days count', () => {
  it('is shown by day, the newest first, in all and by failure type, beside how much each allows', async () => {
    await reserve('VideoPlaybackFailed', '2026-11-20T20:00:00Z', 3, 12_00);
    await reserve('VideoPlaybackFailed', '2026-11-19T08:00:00Z', 1, 4_00);
    await reserve('OfNoneOfOurs', '2026-11-19T09:00:00Z', 1, 5_00);
    const { body } = await world.get('/spending?days=3', onlyWith('look'));
    const ofDay = {
      remediesLimit: 10_000,
      inReference: [{ amountMinor: 24_00, currency: 'USD', limitMinor: 150_000_00 }],
    };
    expect(body).toMatchObject({
      timeZone: 'UTC',
      days: [{ day: '2026-11-20' }, { day: '2026-11-19' }, { day: '2026-11-18' }],
    });
    const [today, yesterday, before] = body['days'] as Day[];
    expect(today).toEqual({
      day: '2026-11-20',
      all: { remedies: 3, amounts: [{ amountMinor: 12_00, currency: 'GBP', limitMinor: 100_000_00 }], ...ofDay },
      types: [
        {
          failureType: 'VideoPlaybackFailed',
          remedies: 3,
          remediesLimit: 5_000,
          amounts: [{ amountMinor: 12_00, currency: 'GBP', limitMinor: 50_000_00 }],
          inReference: [{ amountMinor: 24_00, currency: 'USD', limitMinor: 75_000_00 }],
        },
      ],
    });
    // What a type gave that this deployment does not have any more is in the sum alone.
    expect(yesterday).toMatchObject({
      all: { remedies: 2 },
      types: [{ failureType: 'VideoPlaybackFailed', remedies: 1 }],
    });
    expect(before).toMatchObject({ all: { remedies: 0, amounts: [], inReference: [] }, types: [] });
  });

  it('has no limit beside what nobody set one for', async () => {
    await deployedWith({ perDay: { remedies: 10, amountMinor: { GBP: 9_00 } } }, async (other) => {
      await reserve('VideoPlaybackFailed', '2026-11-20T20:00:00Z', 3, 8_00, other);
      const { all } = (await daysOf('', other))[0] as Day;
      expect(all).toMatchObject({ remediesLimit: 10, amounts: [{ limitMinor: 9_00 }], inReference: [] });
    });
    await deployedWith({ perDay: { remedies: 10, amountMinor: { EUR: 9_00 } } }, async (other) => {
      await other
        .operatorApiPorts()
        .budgets.reserve(
          { name: 'day/2026-11-20', what: 'it was another limit then', limit: defaultLimits.perDay },
          { remedies: 1, amountMinor: 8_00, currency: 'GBP' },
        );
      expect((await daysOf('', other))[0]?.all.amounts).toEqual([{ amountMinor: 8_00, currency: 'GBP' }]);
    });
  });

  it('is at least what was given, and no more than its functions may still give', async () => {
    world.now = Date.parse('2026-11-25T12:00:00Z');
    for (const id of ['cus_spent_1', 'cus_spent_2']) {
      await world.deliver(filmFailure({ customer: { id }, incidentId: 'none' }));
    }
    const { all } = (await daysOf('?days=1'))[0] as Day;
    expect(all.remedies).toBeGreaterThanOrEqual(2);
    expect(all.amounts[0]?.amountMinor).toBe(all.remedies * 399);
  });

  it('begins and ends with the days of the company', async () => {
    await deployedWith({ timeZone: 'Pacific/Auckland' }, async (other) => {
      // In Auckland that is the next day already.
      other.now = Date.parse('2026-12-01T20:00:00Z');
      await reserve('VideoPlaybackFailed', '2026-12-01T20:00:00Z', 7, 7_00, other);
      expect((await other.get('/spending')).body['timeZone']).toBe('Pacific/Auckland');
      expect(await daysOf('?days=1', other)).toMatchObject([{ day: '2026-12-02', all: { remedies: 7 } }]);
    });
  });

  it('has each day once where the clocks change', async () => {
    await deployedWith({ timeZone: 'Europe/Berlin' }, async (other) => {
      other.now = Date.parse('2026-10-25T22:30:00Z');
      const days = (await daysOf('?days=31', other)).map(({ day }) => day);
      expect(days.slice(0, 2)).toEqual(['2026-10-25', '2026-10-24']);
      expect(days.at(-1)).toBe('2026-09-25');
      expect(new Set(days).size).toBe(31);
    });
  });

  it.each(['0', '32', '1.5', 'all'])('is not asked for %s days', async (days) => {
    expect((await world.get(`/spending?days=${days}`)).status).toBe(400);
  });

  it('is shown of a week by itself', async () => {
    expect(await daysOf()).toHaveLength(7);
  });
});
