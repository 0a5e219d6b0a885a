import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Stripe from 'stripe';
import * as z from 'zod';
import { playDemo } from '../../local/demo/play-demo';
import { Journeys } from '../../local/demo/report/journeys';
import { plainView } from '../../local/demo/report/live-view';
import { unsettled } from '../../local/demo/report/report';
import { sampleDemo } from '../../local/demo/script/sample-demo';
import { storiesOf } from '../../local/demo/script/stories';
import { expectRemedy } from './expected-remedy';
import { TestSystem, playbackFailure, type Failed } from './test-system';
import { newCustomerRecord, type CustomerRecord } from '../../lambdas/ledger/customer-record';
import { DynamoLedger } from '../../lambdas/ledger/dynamo/dynamo-ledger';
import type { RemedyRecord } from '../../lambdas/ledger/remedy-record';
import { remedyIdOf } from '../../lambdas/model/remedy-id';
import { filmFailure } from '../fakes/film-failure';
import { SwitchableProxy } from './switchable-proxy';

// What people, the provider and the clock do to remedies, on one system that all of them share. Each test has viewers
// of its own. The tests run in order: what is switched, and what is refunded by hand, stays so.

const type = 'VideoPlaybackFailed';

/**
 * Pounds in pence: 10 go by themselves, above 50 two people look, and of an incident the first three go by themselves.
 */
const limits = JSON.stringify({
  perRemedy: { GBP: 1_000 },
  twoPeopleAbove: { GBP: 5_000 },
  perIncident: { remedies: 3, amountMinor: { GBP: 100_000 } },
  announceAfterMinutes: 1,
});

const policies = JSON.stringify({ ServiceOutage: { as: 'free-days' } });

let system: TestSystem;
const provider: SwitchableProxy = new SwitchableProxy(() => system.local.endpoints.provider);
beforeAll(async () => {
  await provider.open();
  system = await TestSystem.open({
    context: { limits, policies, authorisations: 'cancel', rehearsal: '{"archiveDays":1}' },
    providerUrl: provider.url,
  });
});
afterAll(async () => {
  await provider.close();
  await system.local.stop();
});

const pathOf = ({ customerId, remedyId }: Failed, action = ''): string => `remedies/${customerId}/${remedyId}${action}`;

const holdsSchema = z.object({
  holds: z.array(z.object({ remedyId: z.string(), approvalsNeeded: z.number(), reasons: z.array(z.string()) })),
  incidents: z.array(z.object({ incidentId: z.string() })),
});

const cohortSchema = z.object({
  cohort: z.object({
    remedies: z.number(),
    amounts: z.array(z.object({ amountMinor: z.number(), currency: z.string() })),
  }),
});

async function holdsSeenBy(person: string): Promise<z.infer<typeof holdsSchema>> {
  const { status, answer } = await system.callOperatorApi(person, 'GET', 'holds');
  expect(status).toBe(200);
  return holdsSchema.parse(answer);
}

it('a customer reads a reference, and whoever is told it finds the remedy, with the customer and without', async () => {
  const failed = await system.publishFailure(playbackFailure(800));
  const [mail] = await system.mailsTo(failed);
  const [reference = ''] = /[2-9C-X]{4}-[2-9C-X]{4}/.exec(mail?.body.text ?? '') ?? [];
  expect(mail?.body.text).toContain(`Your reference is ${reference}, and this is about your order ord_800 of`);

  const found = await system.runCommand('alice', 'remedies', 'find', reference, '--customer', failed.customerId);
  expect(found).toMatchObject({ code: 0, stdout: expect.stringContaining(`${failed.remedyId} (${reference}) of`) });
  const searched = await system.runCommand('alice', 'remedies', 'find', reference.toLowerCase());
  expect(searched).toMatchObject({ code: 0, stdout: expect.stringContaining(failed.remedyId) });
  expect(await system.runCommand('alice', 'remedies', 'find', 'FFFF-FFFF')).toMatchObject({ code: 1 });
});

it.each([
  [
    801,
    'src_paypal',
    'paypal',
    'We’ve refunded £3.99 to your PayPal account. PayPal shows it as a refund from EXAMPLE FILMS.',
  ],
  [
    802,
    'src_klarna',
    'later',
    'We’ve refunded £3.99 to the service through which you pay later. Your next instalments become smaller, or the money comes back to you.',
  ],
  [
    803,
    undefined,
    'card',
    'We’ve refunded £3.99 to the card you paid with. Your statement shows it as a refund from EXAMPLE FILMS, or the first charge simply disappears.',
  ],
])(
  'who paid as viewer %d reads how the money comes back and how it will look (%s)',
  async (viewer, card, way, text) => {
    const failed = await system.publishFailure(playbackFailure(viewer), card);
    const [mail] = await system.mailsTo(failed);
    expect(mail?.body.text.replace(/\s+/gu, ' ')).toContain(text);
    const { answer } = await system.callOperatorApi('carol', 'GET', pathOf(failed));
    expect(JSON.stringify(answer).match(/"paidWith":"(\w+)"/)?.[1]).toBe(way);
  },
);

// Before time passes here: whoever erases by a clock that is more than a minute behind is refused.
it('an erased customer is nowhere in the table, and the refund is still recorded', async () => {
  const held = await system.publishFailure(playbackFailure(4, 1_200));
  expect(JSON.stringify(await system.storedItems())).toContain('viewer-4@example.com');
  expect((await system.getRemedy(held)).envelope).toMatchObject({ failure: { customer: { name: 'Viewer 4' } } });

  const done = await system.runCommand('alice', 'erase', held.customerId, '--why', 'the customer asked for it');
  expect(done).toMatchObject({ code: 0 });
  expect((await system.getRemedy(held)).envelope).toBeNull();
  expect(JSON.stringify(await system.storedItems())).not.toMatch(/viewer-4@|Viewer 4/);

  const { status } = await system.callOperatorApi('alice', 'POST', pathOf(held, '/approve'), { why: 'looked at it' });
  expect(status).toBe(200);
  await system.runSweep();
  expect(await system.getRemedy(held)).toMatchObject({
    record: { state: 'issued' },
    notices: [{ template: 'apology', state: 'suppressed' }],
  });
  expect(await system.refundsOf(held)).toHaveLength(1);
  expect(await system.mailsTo(held)).toEqual([]);
});

it('a second failure says that it is one, and the third is written by its owner while the money goes back', async () => {
  const again = (rental: string) => {
    const published = playbackFailure(61);
    const { purchase, playback, ...rest } = published.Detail as unknown as ReturnType<typeof filmFailure>;
    const detail = {
      ...rest,
      purchase: { ...purchase, orderId: `ord_${rental}` },
      playback: { ...playback, rentalId: rental },
    };
    return { ...published, Detail: detail } as typeof published;
  };
  const first = await system.publishFailure(again('rent_61a'));
  await system.publishFailure(again('rent_61b'));
  const third = await system.publishFailure(again('rent_61c'));
  expect(third.result).toBe('issued');
  const texts = async (): Promise<string[]> => (await system.mailsTo(first)).map(({ body }) => body.text);
  expect((await texts()).filter((text) => text.includes('the second time in 30 days'))).toHaveLength(1);
  expect(await texts()).toHaveLength(2);
  const list = await system.runCommand('alice', 'notices', 'list', '--trouble', 'unwritten');
  expect(list.stdout).toContain(third.remedyId);
  const words = 'I have looked into all three myself.';
  const place = [third.customerId, third.remedyId];
  const write = await system.runCommand(
    'alice',
    'notices',
    'write',
    ...place,
    '--message',
    words,
    '--why',
    'the third',
  );
  expect({ code: write.code, stdout: write.stdout }).toEqual({ code: 0, stdout: expect.stringContaining('leaves') });
  await system.local.idle();
  expect((await texts()).filter((text) => text.includes(words))).toHaveLength(1);
});

describe('a failure over the limit of one remedy', () => {
  let held: Failed;
  beforeAll(async () => {
    held = await system.publishFailure(playbackFailure(1, 1_500));
  });

  it('is held, and nothing moves', async () => {
    expect(held.result).toBe('held');
    await system.runSweep();
    expect(await system.refundsOf(held)).toEqual([]);
    expect(await system.mailsTo(held)).toEqual([]);
  });

  it('is listed for every operator, with its reason', async () => {
    const { holds } = await holdsSeenBy('alice');
    expect(holds).toEqual([
      expect.objectContaining({
        remedyId: held.remedyId,
        approvalsNeeded: 1,
        reasons: expect.arrayContaining(['15.00 GBP is more than 10.00 GBP, the limit of one remedy']),
      }),
    ]);
    const { code, stdout } = await system.runCommand('alice', 'holds', 'list');
    expect(code).toBe(0);
    expect(stdout).toContain(held.remedyId);
  });

  it.each([
    ['is not signed', () => fetch(new URL('holds', system.operatorUrl)).then(({ status }) => status)],
    [
      'is signed with a wrong key',
      async () => (await system.callOperatorApi('alice', 'GET', 'holds', undefined, 'guess')).status,
    ],
    [
      'is not signed and approves',
      () => fetch(new URL(pathOf(held, '/approve'), system.operatorUrl), { method: 'POST' }).then((r) => r.status),
    ],
  ])('is not accessible to a request that %s', async (_, request) => {
    expect(await request()).toBe(403);
    expect((await system.getRemedy(held)).record.state).toBe('held');
  });

  it('is announced to its customer once it has waited for as long as the deployment says', async () => {
    system.local.passTime(61_000);
    await system.runSweep();
    await system.runSweep();
    expect(await system.mailsTo(held)).toEqual([
      expect.objectContaining({
        subject: 'A person is looking at your order',
        body: expect.objectContaining({ text: expect.stringContaining('You will hear from me by') }),
      }),
    ]);
  });

  it('is paid and mailed with the sweep after one approval, and the record keeps the name of the operator', async () => {
    const { code, stdout } = await system.runCommand(
      'alice',
      'holds',
      'approve',
      held.customerId,
      held.remedyId,
      '--why',
      'looked at it',
    );
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('is approved') });
    await system.runSweep();

    const { record, notices } = await system.getRemedy(held);
    expect(record.state).toBe('issued');
    expect(notices).toMatchObject([
      { template: 'apology', state: 'delivered' },
      { template: 'waiting', state: 'delivered' },
      { template: 'refund-there', state: 'none' },
    ]);
    expect(record.history).toContainEqual(
      expect.objectContaining({ state: 'approved', why: `approved by ${system.arnOf('alice')}: looked at it` }),
    );
    expect(await system.refundsOf(held)).toMatchObject([
      { amount: 1_500, currency: 'gbp', metadata: { remedyId: held.remedyId } },
    ]);
    const texts = (await system.mailsTo(held)).map(({ body }) => body.text);
    expect(texts.filter((text) => text.includes('£15.00'))).toHaveLength(1);
    expect((await holdsSeenBy('alice')).holds).toEqual([]);
  });
});

it('a remedy above the second limit needs approvals of two different people', async () => {
  const large = await system.publishFailure(playbackFailure(2, 6_000));
  const yes = (person: string) =>
    system.callOperatorApi(person, 'POST', pathOf(large, '/approve'), { why: 'looked at it' });

  expect(await yes('alice')).toMatchObject({ status: 200, answer: { record: { state: 'held' } } });
  expect(await yes('alice')).toEqual({ status: 409, answer: { why: expect.stringContaining('another person') } });
  await system.runSweep();
  expect(await system.refundsOf(large)).toEqual([]);

  expect(await yes('bob')).toMatchObject({ status: 200, answer: { record: { state: 'approved' } } });
  await system.runSweep();
  expect(await system.refundsOf(large)).toMatchObject([{ amount: 6_000 }]);
  expect(await system.mailsTo(large)).toHaveLength(1);
});

it('an incident over its limit is decided once: the first three are paid by themselves, the others by one decision', async () => {
  const viewers = Array.from({ length: 8 }, (_, index) => playbackFailure(20 + index, 399, { incidentId: 'cdn-eu-9' }));
  const failures = await system.publishFailures(...viewers);
  const held = failures.filter(({ result }) => result === 'held');
  expect(failures.filter(({ result }) => result === 'issued')).toHaveLength(3);
  expect(held).toHaveLength(5);
  await system.runSweep();
  expect(await holdsSeenBy('alice')).toEqual({
    holds: [],
    incidents: [expect.objectContaining({ incidentId: 'cdn-eu-9' })],
  });
  const { answer } = await system.callOperatorApi('alice', 'GET', 'incidents/cdn-eu-9');
  const { cohort } = cohortSchema.parse(answer);
  expect(cohort).toEqual({ remedies: 5, amounts: [{ currency: 'GBP', amountMinor: 5 * 399 }] });

  const decide = (person: string, verdict: string, seen: object = {}) =>
    system.callOperatorApi(person, 'POST', `incidents/cdn-eu-9/${verdict}`, { why: 'the network was down', ...seen });
  expect(await decide('alice', 'approve')).toMatchObject({ status: 409, answer: { cohort } });
  const fewer = { ...cohort, remedies: 4 };
  expect(await decide('alice', 'approve', { seen: fewer })).toMatchObject({ status: 409, answer: { cohort } });
  expect((await decide('alice', 'approve', { seen: cohort })).status).toBe(200);
  expect((await decide('bob', 'reject')).status).toBe(409);
  await system.runSweep();

  for (const failure of failures) {
    expect((await system.getRemedy(failure)).record).toMatchObject({ state: 'issued' });
    expect(await system.refundsOf(failure)).toMatchObject([{ amount: 399 }]);
    expect(await system.mailsTo(failure)).toHaveLength(1);
  }
  expect((await holdsSeenBy('alice')).incidents).toEqual([]);
});

it('while the provider is down a failure waits in the retry queue, and is paid once afterwards', async () => {
  await provider.close();
  const failed = await system.publishFailure(playbackFailure(3));
  const waiting = await system.local.deadLetters();
  await provider.open();
  expect(waiting).toEqual([expect.objectContaining({ queueName: expect.stringContaining('RetryQueue') })]);
  expect(failed.result).toBe('none');
  expect(await system.refundsOf(failed)).toEqual([]);

  await system.runSweep();
  expect(await system.local.deadLetters()).toEqual([]);
  expect(await system.refundsOf(failed)).toMatchObject([{ amount: 399 }]);
  expect(await system.mailsTo(failed)).toHaveLength(1);

  const again = await system.publishFailure(failed.entry);
  expect(again.result).toBe('duplicate');
  expect(await system.refundsOf(failed)).toHaveLength(1);
});

describe('the switches', () => {
  /** Less than the ten seconds that are promised; there is no deployment meanwhile. */
  const untilInForce = (): void => system.local.passTime(6_000);

  it('off: within ten seconds failures get a result and no record', async () => {
    // Both environments of the function have seen the old mode a moment ago.
    await system.publishFailures(playbackFailure(30), playbackFailure(31));
    const before = (await system.storedItems()).length;
    const body = { target: type, mode: 'off', why: 'the detector counts advertisements' };
    expect((await system.callOperatorApi('alice', 'POST', 'controls', body)).status).toBe(200);
    untilInForce();

    system.publishedTypes.splice(0);
    const failures = await system.publishFailures(...[32, 33, 34, 35].map((viewer) => playbackFailure(viewer)));
    expect(system.publishedTypes).toEqual(Array.from({ length: 4 }, () => 'RemedyNotOwed'));
    for (const failure of failures) {
      expect(failure.result).toBe('none');
      expect(await system.refundsOf(failure)).toEqual([]);
    }
    expect((await system.storedItems()).length).toBe(before + 1);
  });

  it('shadow: what would have been given is recorded separately, and nobody is paid or gets an email', async () => {
    const { code } = await system.runCommand('bob', 'mode', 'set', type, 'shadow', '--why', 'watching the detector');
    expect(code).toBe(0);
    untilInForce();

    system.publishedTypes.splice(0);
    const failed = await system.publishFailure(playbackFailure(36));
    await system.runSweep();
    expect(system.publishedTypes).toEqual(['RemedyShadowed']);
    expect(await system.refundsOf(failed)).toEqual([]);
    expect(await system.mailsTo(failed)).toEqual([]);
    const kept = (await system.storedItems()).filter(({ pk }) => pk?.S?.includes(failed.customerId));
    expect(kept.map(({ sk }) => sk?.S)).toEqual([`SHADOW#${failed.remedyId}`]);
  });

  describe('approve', () => {
    let withMessage: Failed;
    let withoutMessage: Failed;
    beforeAll(async () => {
      await system.runCommand('bob', 'mode', 'set', type, 'approve', '--why', 'the detector is new');
      untilInForce();
      const failures = await system.publishFailures(playbackFailure(37), playbackFailure(38));
      for (const failure of failures) expect(failure.result).toBe('held');
      [withMessage, withoutMessage] = failures as [Failed, Failed];
    });

    it('a person rejects with a message: the customer gets exactly that message', async () => {
      const message = 'We looked at it together with the network. The film was paused on your television.';
      const why = 'paused, not stalled';
      const { code } = await system.runCommand(
        'alice',
        'holds',
        'reject',
        withMessage.customerId,
        withMessage.remedyId,
        '--code',
        'no-failure-found',
        '--why',
        why,
        '--message',
        message,
      );
      expect(code).toBe(0);
      await system.runSweep();
      expect((await system.getRemedy(withMessage)).record).toMatchObject({ state: 'rejected' });
      const mails = await system.mailsTo(withMessage);
      expect(mails).toHaveLength(1);
      expect(mails[0]?.body.text).toContain(`\n\n${message}\n\n`);
      expect(mails[0]?.body.text).not.toContain(why);
      expect(await system.refundsOf(withMessage)).toEqual([]);
    });

    it('a person rejects without a message: no mail', async () => {
      const body = { why: 'paused, not stalled' };
      expect((await system.callOperatorApi('alice', 'POST', pathOf(withoutMessage, '/reject'), body)).status).toBe(200);
      await system.runSweep();
      expect((await system.getRemedy(withoutMessage)).record).toMatchObject({ state: 'rejected' });
      expect(await system.mailsTo(withoutMessage)).toEqual([]);
      expect(await system.refundsOf(withoutMessage)).toEqual([]);
    });
  });

  it('auto again: remedies are issued, and who changed the mode and why is recorded', async () => {
    const body = { target: type, mode: 'auto', why: 'the detector is right' };
    expect((await system.callOperatorApi('alice', 'POST', 'controls', body)).status).toBe(200);
    untilInForce();
    const failed = await system.publishFailure(playbackFailure(32));
    expect(failed.result).toBe('issued');
    expect(await system.refundsOf(failed)).toHaveLength(1);

    const { stdout } = await system.runCommand('alice', 'mode', 'show');
    for (const line of [
      'off .*alice .*advertisements',
      'shadow .*bob .*watching',
      'approve .*bob .*new',
      'auto .*alice .*right',
    ]) {
      expect(stdout).toMatch(new RegExp(line));
    }
  });
});

describe('the reconciliation', () => {
  const reconcile = () => {
    const until = new Date(Date.now() + 60_000).toISOString();
    return system.runCommand('alice', 'reconcile', '--until', until, '--json');
  };

  it('finds no difference before that', async () => {
    const { code, stdout, stderr } = await reconcile();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({ verdict: 'agree', findings: [] });
  });

  it('finds exactly the refund that was made by hand at the provider', async () => {
    const held = await system.publishFailure(playbackFailure(50, 1_100));
    const byHand = await system.provider.refunds.create({ charge: held.paymentId, amount: 500 });
    const { code, stdout } = await reconcile();
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      verdict: 'differ',
      findings: [{ kind: 'refund-by-hand', providerRef: byHand.id, remedyIds: [held.remedyId] }],
    });
    await system.runReconciliation();
  });
});

describe('what the stolen role of a function writes into the table', () => {
  const loot = 99_000_00;
  const identity = { customerId: 'cus_70', type, subject: 'rent_70', occurrence: '2026-11-20' };
  const remedyId = remedyIdOf(identity);
  let charge: string;
  const logged: string[] = [];

  /** A commitment, and a record that says that somebody approved it. */
  function forged(): { readonly customerRecord: CustomerRecord; readonly record: RemedyRecord } {
    const at = new Date().toISOString();
    const part = { kind: 'refund', amountMinor: loot, currency: 'GBP', paymentId: charge } as const;
    const paid = { amountMinor: loot, currency: 'GBP' };
    const promised = { remedyId, type, orderId: 'ord_70', paymentId: charge, paid, committedAt: at };
    const decision = { outcome: 'give', parts: [part], reasons: ['it is owed'], policyVersion: 'films-1' } as const;
    const commitment = { ...promised, decision, token: 'theirs', leaseUntil: at };
    const record: RemedyRecord = {
      ...{ ...promised, ...identity },
      ...{ evidence: 'detected' as const, state: 'approved' as const },
      parts: [{ part, number: 1, key: `${remedyId}_1`, keySince: at, outcome: { state: 'planned' } }],
      ...{ reasons: ['it is owed'], policyVersion: 'films-1', pollCount: 0, occurredAt: at, detectedAt: at },
      ...{ recordedBy: 'theirs', dueAt: at, version: 1 },
      history: [{ version: 1, at, state: 'held', why: 'recorded' }],
    };
    const { customerId } = identity;
    return { customerRecord: { ...newCustomerRecord(customerId), version: 1, commitments: [commitment] }, record };
  }

  beforeAll(async () => {
    system.local.on((event) => {
      if (event.kind === 'log') logged.push(JSON.stringify(event.content));
    });
    const payment = { amount: loot, currency: 'gbp', source: 'tok_visa', metadata: { orderId: 'ord_70' } };
    charge = (await system.provider.charges.create(payment)).id;
    // It may put items, and has no key of the seals.
    const client = system.databaseFor(system.functionOf('provider-updates'));
    const ledger = new DynamoLedger(client, system.local.tableName);
    const { customerRecord, record } = forged();
    expect(await ledger.saveCustomerRecord(customerRecord)).toBe('saved');
    expect(await ledger.saveRemedy(record)).toBe('saved');
    client.destroy();
    for (const _ of [1, 2]) await system.runSweep();
  });

  it('is paid by nobody, and waits for a person', async () => {
    expect((await system.provider.refunds.list({ charge })).data).toEqual([]);
    const { answer } = await system.callOperatorApi('alice', 'GET', `remedies/${identity.customerId}/${remedyId}`);
    expect(answer).toMatchObject({ record: { state: 'needs-attention' } });
  });

  it('is logged and counted, once', () => {
    const steps = logged.filter((line) => line.includes('foreign-write') && line.includes(remedyId));
    expect(steps).toHaveLength(1);
    expect(logged.some((line) => line.includes('"ForeignWrite"'))).toBe(true);
  });

  it('is named by the comparison, commitment and record', async () => {
    const until = new Date(Date.now() + 60_000).toISOString();
    const { code, stdout } = await system.runCommand('alice', 'reconcile', '--until', until, '--json');
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      findings: expect.arrayContaining([
        expect.objectContaining({ kind: 'foreign-write', what: 'commitment', remedyId }),
        expect.objectContaining({ kind: 'foreign-write', what: 'record', remedyId }),
      ]),
    });
  });

  it.each(['mallory', 'local'])(
    'is written by no principal outside the path of the functions’ roles: %s',
    async (who) => {
      const client = system.databaseFor(who);
      const ledger = new DynamoLedger(client, system.local.tableName);
      const { record } = forged();
      const write = ledger.saveRemedy({ ...record, customerId: 'cus_71' });
      await expect(write).rejects.toMatchObject({
        name: 'AccessDeniedException',
        message: expect.stringMatching(new RegExp(`user/${who} is not authorized to perform dynamodb:PutItem`)),
      });
      expect(await ledger.readRemedy(identity.customerId, remedyId)).toMatchObject({ remedyId });
      client.destroy();
    },
  );
});

describe('a refund that fails after the customer got its email', () => {
  let paid: Failed;
  let refund: Stripe.Refund;
  let payload: string;
  const eventOf = (kind: string, change: Partial<Stripe.Refund>, ageSeconds = 0): string => {
    const created = Math.floor(Date.now() / 1000) - ageSeconds;
    const object = { ...refund, ...change };
    return JSON.stringify({ id: `evt_${kind}`, object: 'event', type: `refund.${kind}`, created, data: { object } });
  };
  const signed = (body: string, secret = 'whsec_local'): string =>
    Stripe.webhooks.generateTestHeaderString({ payload: body, secret });
  const report = async (body: string, signature: string | undefined): Promise<number> => {
    const headers = {
      'content-type': 'application/json',
      ...(signature !== undefined && { 'stripe-signature': signature }),
    };
    const { status } = await fetch(system.webhookUrl, { method: 'POST', body, headers });
    await system.local.idle();
    return status;
  };

  /** What the public function asked IAM for, and the private one, since the refund was made. */
  const asked = { byDoor: new Set<string>(), byOthers: new Set<string>() };

  beforeAll(async () => {
    const door = system.webhookFunction;
    system.local.on((event) => {
      if (event.kind !== 'access-checked') return;
      (event.functionName === door ? asked.byDoor : asked.byOthers).add(`${event.action} ${event.isGranted}`);
    });
    paid = await system.publishFailure(playbackFailure(60));
    [refund] = (await system.refundsOf(paid)) as [Stripe.Refund];
    payload = eventOf('failed', { status: 'failed', failure_reason: 'expired_or_canceled_card' });
  });

  it('is accepted only with a valid signature', async () => {
    expect(await report(payload, undefined)).toBe(400);
    expect(await report(payload, signed(payload, 'whsec_guessed'))).toBe(400);
    expect(await report(payload, signed(`${payload} `))).toBe(400);
    expect((await system.getRemedy(paid)).record.state).toBe('issued');
  });

  it('is corrected to nobody while the provider says that it was made, whoever signs that it failed', async () => {
    const other = await system.publishFailure(playbackFailure(62));
    const [made] = (await system.refundsOf(other)) as [Stripe.Refund];
    const untrue = eventOf('failed', { ...made, status: 'failed', failure_reason: 'expired_or_canceled_card' });
    expect(await report(untrue, signed(untrue))).toBe(200);
    await system.runSweep();
    const { record } = await system.getRemedy(other);
    expect(record.state).toBe('issued');
    expect(record.history.at(-1)?.why).toContain('did not fail as a webhook says');
    expect(await system.mailsTo(other)).toHaveLength(1);
  });

  it('is corrected in the ledger, the customer gets an email, and the remedy needs attention', async () => {
    await system.provider.testHelpers.refunds.expire(refund.id);
    expect(await report(payload, signed(payload))).toBe(200);
    expect((await system.getRemedy(paid)).record.state).toBe('issued');
    await system.runSweep();
    expect((await system.getRemedy(paid)).record.state).toBe('late-failed');
    const mails = await system.mailsTo(paid);
    expect(mails.map(({ subject }) => subject)).toEqual([expect.any(String), 'Your £3.99 did not arrive after all']);

    await system.runSweep();
    const { record } = await system.getRemedy(paid);
    expect(record.state).toBe('needs-attention');
    expect(record.history).toContainEqual(
      expect.objectContaining({ state: 'needs-attention', why: expect.stringMatching(/card-unreachable.*credit/) }),
    );
  });

  it('is received by a function that asks IAM for a secret and a queue, and for nothing else', () => {
    expect([...asked.byDoor].sort()).toEqual(['secretsmanager:GetSecretValue true', 'sqs:SendMessage true']);
    expect([...asked.byOthers]).toContain('dynamodb:PutItem true');
  });

  it('changes nothing when the event comes again, nor does an older event, and nobody is paid twice', async () => {
    const before = await system.getRemedy(paid);
    const older = eventOf('updated', { status: 'succeeded' }, 60);
    expect(await report(payload, signed(payload))).toBe(200);
    expect(await report(older, signed(older))).toBe(200);
    await system.runSweep();
    expect((await system.publishFailure(paid.entry)).result).toBe('duplicate');
    expect(await system.getRemedy(paid)).toEqual(before);
    expect(await system.mailsTo(paid)).toHaveLength(2);
    expect(await system.refundsOf(paid)).toHaveLength(1);
  });
});

describe('what was digital, where the options say that it is given back in kind', () => {
  const outageOf = (customerId: string, serviceId: string) => {
    const story = storiesOf(new Date()).find(({ id }) => id === 'line-waited-for-repair');
    const { customer, purchase, outage } = outageSchema.parse(story?.entry.Detail);
    const Detail = {
      ...story?.entry.Detail,
      customer: { ...customer, id: customerId, email: `${customerId}@example.com` },
      purchase: { ...purchase, orderId: `sub_${serviceId}` },
      outage: { ...outage, serviceId },
    };
    return { Source: 'com.example.subscriptions', DetailType: 'ServiceOutage', Detail };
  };

  it('runs for longer, and the mail says how long and until when', async () => {
    const failed = await system.publishFailure(outageOf('cus_k1', 'svc_k1'));
    await expectRemedy(system, failed, {
      state: 'issued',
      entitlements: [{ entitlementId: 'svc_k1', action: 'extend', period: 'P8D', state: 'given' }],
      mail: ['We’ve added 8 days to your service, and you pay nothing for that. Your service now runs until '],
      mailLacks: /refunded|way you paid/,
    });
  });

  it('is refunded where the entitlement system refuses it, and the mail says why', async () => {
    system.local.partners.entitlementSystem.refuseNext('not-available');
    const failed = await system.publishFailure(outageOf('cus_k2', 'svc_k2'));
    expect(await system.mailsTo(failed)).toEqual([]);
    await system.runSweep();
    await system.runSweep();
    await expectRemedy(system, failed, {
      state: 'issued',
      refund: { amount: 667, currency: 'gbp' },
      entitlements: [{ state: 'refused', reason: 'not-available' }],
      mail: ['We could not add the time to your service. We’ve refunded'],
    });
  });
});

describe('a payment that is only authorised, where the options say that it is cancelled', () => {
  const filmPaidBy = async (viewer: number, capture: boolean) => {
    const authorised = { amount: 399, currency: 'gbp', source: 'tok_visa', capture: false } as const;
    const { id: paymentId } = await system.provider.charges.create(authorised);
    if (capture) await system.provider.charges.capture(paymentId);
    const entry = playbackFailure(viewer);
    const purchase = { ...filmFailure().purchase, orderId: `ord_${viewer}`, amountMinor: 399, paymentId };
    const failed = await system.publishFailure({ ...entry, Detail: { ...entry.Detail, purchase } });
    return { paymentId, failed };
  };

  it('is cancelled at the provider, and the mail says that nothing was taken', async () => {
    const { paymentId, failed } = await filmPaidBy(9_301, false);
    await expectRemedy(system, failed, {
      state: 'issued',
      mail: ['We’ve cancelled your payment of £3.99 before anything was taken.'],
      mailLacks: /refund|refunded|way you paid/i,
    });
    const { payment_intent: intent } = await system.provider.charges.retrieve(paymentId);
    if (typeof intent !== 'string') throw new Error('the charge has no payment intent');
    expect(await system.provider.paymentIntents.retrieve(intent)).toMatchObject({ status: 'canceled' });
  });

  it('is refunded where it was captured before', async () => {
    const { failed } = await filmPaidBy(9_302, true);
    await expectRemedy(system, failed, {
      state: 'issued',
      refund: { amount: 399, currency: 'gbp' },
      mail: ['We’ve refunded £3.99 to the card you paid with.'],
    });
  });
});

it('the demo takes the limits of a stage as they are: it ends, and says what they hold and why', async () => {
  const journeys = new Journeys();
  const unsubscribe = system.local.on((event) => journeys.record(event));
  const [lines, warnings]: [string[], string[]] = [[], []];
  const view: Parameters<typeof playDemo>[3] = (events) =>
    plainView(
      () => events,
      journeys,
      (line) => lines.push(line),
    );
  const demo = sampleDemo(new Date(), ['ContentWithdrawn']);
  const report = await playDemo(demo, system.local, journeys, view, (warning) => warnings.push(warning));
  unsubscribe();

  // The script approves the words of a mail, and a limit holds the remedy before there is any.
  expect(lines).toContainEqual(expect.stringMatching(/cus_911 .* ▸ held: no limit is set for remedies in USD$/));
  expect(warnings).toEqual([
    'alice does not release rights-2026-118. Refused: no remedy is held because of this incident. What is held stays held, for the reason beside it.',
  ]);
  expect(report.remedies).toContainEqual(
    expect.objectContaining({ customerId: 'cus_911', waitsFor: 'no limit is set for remedies in USD' }),
  );
  expect(unsettled(report, journeys.all())).toEqual([]);
});

const outageSchema = z.object({
  customer: z.looseObject({}),
  purchase: z.looseObject({}),
  outage: z.looseObject({}),
});

it('finance tries a tighter limit on what was published, and no function, no payment and no mail hears of it', async () => {
  const [first, second] = await system.publishFailures(playbackFailure(890, 700), playbackFailure(891, 300));
  const folder = mkdtempSync(join(tmpdir(), 'rehearse-'));
  const tight = join(folder, 'tight.json');
  writeFileSync(tight, JSON.stringify({ limits: { perRemedy: { GBP: 500 } } }));
  const refunds = await system.provider.refunds.list({ limit: 100 });
  const seen: string[] = [];
  const stop = system.local.on(({ kind }) => seen.push(kind));
  const kept = join(folder, 'kept.json');

  const rules = ['--policy', 'defaults', '--policy', tight];
  const rehearsed = await system.runCommand(
    'alice',
    ...['rehearse', '--archive', '--from', new Date(Date.now() - 3_600_000).toISOString(), '--keep', kept, ...rules],
  );
  await system.local.idle();
  stop();

  expect(rehearsed).toMatchObject({ code: 0, stderr: expect.stringContaining('No function takes it.') });
  expect(rehearsed.stdout).toMatch(/cus_890 +give refund 7\.00 GBP: .* hold refund 7\.00 GBP: /);
  expect(rehearsed.stdout).not.toMatch(/cus_891 /);
  expect(new Set(seen)).toEqual(new Set(['event-delivered']));
  expect((await system.provider.refunds.list({ limit: 100 })).data).toHaveLength(refunds.data.length);
  expect(await system.local.deadLetters()).not.toContainEqual(
    expect.objectContaining({ queueName: expect.stringMatching(/Rehearsal/) }),
  );
  const again = await system.runCommand('alice', 'rehearse', '--events', kept, ...rules);
  expect(again.stdout).toBe(rehearsed.stdout);
  expect([first?.result, second?.result]).not.toContain('none');
  rmSync(folder, { recursive: true, force: true });
});
