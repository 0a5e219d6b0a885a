import { hearFix, KnownIncidents } from '../../lambdas/flow/follow/hear-fix';
import { DynamoIncidentFixes } from '../../lambdas/ledger/follow/dynamo-incident-fixes';
import { plansFor } from '../../lambdas/ledger/follow/follow-ups';
import { planMail } from '../../lambdas/ledger/notice/planned-transitions';
import { filmFailure } from '../fakes/film-failure';
import { tableName } from '../ledger/ledger-table';
import { inRole, onlyWith } from '../operator-api/operator-world';
import { ConsoleWorld, type Shown } from './console-world';

let world: ConsoleWorld;
let fixes: DynamoIncidentFixes;
beforeAll(async () => {
  world = await ConsoleWorld.start();
  fixes = new DynamoIncidentFixes(world.operator.client, tableName);
});
afterAll(() => world.stop());
afterEach(() => expect(world.errors).toEqual([]));

const viewer = inRole('viewer', 'vera');
const approver = inRole('approver', 'amir');
const opened = (actor = viewer): Promise<Shown> => world.browserOf(actor).open('/unmended');
let viewers = 0;

/** So many customers whom an incident let down, and whose mail has left. */
async function hurtBy(incidentId: string, count: number): Promise<void> {
  const { operator } = world;
  for (let each = 0; each < count; each++) {
    const customerId = `cus_hurt_${++viewers}`;
    const failure = filmFailure({
      ...{ customer: { id: customerId }, playback: { rentalId: `rent_${viewers}` }, incidentId },
      purchase: { orderId: `ord_${viewers}`, paymentId: `pay_${viewers}` },
    });
    const { remedyId } = await operator.deliver(failure);
    const record = await operator.ledger.readRemedy(customerId, remedyId);
    const at = operator.clock().toISOString();
    const [plan] = record ? plansFor(record, at, { mended: true }) : [];
    if (!record || !plan) throw new Error('nothing was planned');
    await operator.ledger.saveNotice(planMail(record, plan.template, plan.planned, { at, token: 't' }));
    await new KnownIncidents(fixes).note(incidentId, record.occurredAt, at);
  }
}

const mended = (incidentId: string) => {
  const event = { incidentId, cause: 'network', fixedAt: '2026-11-20T20:00:00Z', by: 'team-network' } as const;
  return hearFix({ schemaVersion: 1, ...event }, 'com.example.player', { fixes, clock: () => world.operator.clock() });
};

it('where nothing was paid for an incident it says so', async () => {
  expect((await opened()).text).toContain('There is none');
});

it('is a list of incidents with their money, which nobody has mended yet', async () => {
  await hurtBy('cdn/west 7', 3);
  const { text, page } = await opened();
  expect(text).toContain('cdn/west 7');
  expect(text).toContain('£11.97');
  expect(text).toContain('not mended');
  expect(page('form[action^="/unmended"]')).toHaveLength(0);
});

it('shows who says since when it is mended, and whoever may approve lets the mails go, once', async () => {
  await hurtBy('encoder-7', 2);
  await mended('encoder-7');
  const seen = await opened();
  expect(seen.text).toMatch(/by team-network/);
  expect(seen.text).toContain('cause: network, as com.example.player says');
  expect(seen.page('button').text()).not.toContain('Tell');
  const browser = world.browserOf(approver);
  const before = await browser.open('/unmended');
  const done = await browser.press(before, 'Tell these 2', { why: 'they should know' });
  expect(done.text).toContain('The mails leave within minutes');
  expect(done.text).not.toContain('encoder-7');
  expect(await fixes.readFix('encoder-7')).toMatchObject({
    decided: { verdict: 'tell', actor: approver, why: 'they should know' },
    dueAt: expect.any(String),
  });
  const again = await browser.press(before, 'Tell these 2', { why: 'they should know' });
  expect([again.status, again.text]).toEqual([409, expect.stringContaining('it has changed since you looked at it')]);
});

it('is due for the sweep then, which finds those whom it hurt and whether they were hurt again', async () => {
  const due = await world.operator.operatorApiPorts().waiting.due(new Date('2100-01-01'), 1_000);
  expect(due).toContainEqual({ kind: 'fix', incidentId: 'encoder-7' });
  const { remedies, amounts, isComplete } = await fixes.hurtBy('encoder-7', 100);
  expect([remedies.length, amounts, isComplete]).toEqual([2, [{ currency: 'GBP', amountMinor: 798 }], true]);
  const customerId = remedies[0]?.customerId ?? '';
  expect(await fixes.failedAfter(customerId, '2026-11-20T00:00:00Z')).toBe(true);
  expect(await fixes.failedAfter(customerId, '2026-11-21T00:00:00Z')).toBe(false);
});

it('tells nobody where a person says so, and never where nobody has said that it is mended', async () => {
  await hurtBy('login-3', 1);
  const { operator } = world;
  const decide = { verdict: 'tell', why: 'x', expectedVersion: 1 };
  expect(await operator.post('/incidents/login-3/mended', decide, approver)).toMatchObject({
    status: 409,
    body: { why: expect.stringContaining('nobody has said that it is mended') },
  });
  await mended('login-3');
  expect((await operator.post('/incidents/login-3/mended', decide, onlyWith('look'))).status).toBe(403);
  const silent = { ...decide, verdict: 'keep-silent', expectedVersion: 2 };
  expect((await operator.post('/incidents/login-3/mended', silent, approver)).status).toBe(200);
  expect((await opened()).text).not.toContain('login-3');
  expect(await operator.post('/incidents/none-404/mended', decide, approver)).toMatchObject({
    status: 404,
    body: { why: 'no customer was written of this incident' },
  });
});
