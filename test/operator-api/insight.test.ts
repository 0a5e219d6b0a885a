import type { InsightAnswer } from '../../lambdas/insight/insight-answers';
import { filmFailure } from '../fakes/film-failure';
import { ada, onlyWith, OperatorWorld } from './operator-world';

let world: OperatorWorld;
/** Whose keys were forgotten, and until when. */
let forgotten: string[];

beforeEach(async () => {
  world = await OperatorWorld.start();
  forgotten = [];
});
afterEach(() => world.stop());

/** Insight is on, and answers every question so. */
function answering(answer: InsightAnswer): void {
  world.insight = {
    answers: { ask: async () => answer },
    keys: { forget: async (customerId, until) => void forgotten.push(`${customerId} ${until}`) },
  };
}

const table = { columns: ['newest_at_ms', 'records'], rows: [['1763670000000', '12']] };
const days = 'from=2026-11-01&to=2026-11-20';

it('a question is answered with its rows, and with how old they are', async () => {
  answering({ is: 'answered', table });
  const { status, body } = await world.get(`/insight/money?${days}`, ada);
  expect([status, body]).toEqual([
    200,
    { from: '2026-11-01', to: '2026-11-20', ...table, records: 12, newestAt: '2025-11-20T20:20:00.000Z' },
  ]);
});

it('where insight is off, it says so', async () => {
  const off = await world.get(`/insight/money?${days}`, ada);
  expect([off.status, off.body['why']]).toEqual([409, expect.stringContaining('insight is off')]);
});

it('a question that Athena refuses is refused with its reason', async () => {
  answering({ is: 'refused', why: 'Query exhausted the bytes scanned limit' });
  const tooMuch = await world.get(`/insight/money?${days}`, ada);
  expect([tooMuch.status, tooMuch.body['why']]).toEqual([409, 'Query exhausted the bytes scanned limit']);
});

it('there are the named questions only, of days that are days, for who may look', async () => {
  answering({ is: 'answered', table });
  expect((await world.get(`/insight/everything?${days}`, ada)).status).toBe(400);
  expect((await world.get('/insight/money?from=yesterday&to=2026-11-20', ada)).status).toBe(400);
  expect((await world.get('/insight/money?from=2026-11-21&to=2026-11-20', ada)).status).toBe(409);
  expect((await world.get(`/insight/money?${days}`, onlyWith('switch'))).status).toBe(403);
});

it('whoever erases a customer has the key of their pseudonym forgotten, until the same time', async () => {
  answering({ is: 'answered', table });
  await world.deliver(filmFailure({ customer: { id: 'cus_1' } }));
  const seenAt = world.clock().toISOString();
  const { status, body } = await world.post('/customers/cus_1/erase', { seenAt, why: 'they asked for it' }, ada);
  expect(status).toBe(200);
  expect(forgotten).toEqual([`cus_1 ${String(body['until'])}`]);
});
