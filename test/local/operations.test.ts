import Stripe from 'stripe';
import * as z from 'zod';
import { Company, stutter, type Failed } from './company';
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
});

let company: Company;
const provider: SwitchableProxy = new SwitchableProxy(() => company.system.endpoints.provider);
beforeAll(async () => {
  await provider.open();
  company = await Company.open({ context: { limits }, providerUrl: provider.url });
});
afterAll(async () => {
  await provider.close();
  await company.system.stop();
});

const pathOf = ({ customerId, remedyId }: Failed, action = ''): string => `remedies/${customerId}/${remedyId}${action}`;

const holdsSchema = z.object({
  holds: z.array(z.object({ remedyId: z.string(), approvalsNeeded: z.number(), reasons: z.array(z.string()) })),
  incidents: z.array(z.object({ incidentId: z.string() })),
});

async function holdsSeenBy(person: string): Promise<z.infer<typeof holdsSchema>> {
  const { status, answer } = await company.ask(person, 'GET', 'holds');
  expect(status).toBe(200);
  return holdsSchema.parse(answer);
}

describe('a failure over the limit of one remedy', () => {
  let held: Failed;
  beforeAll(async () => {
    held = await company.failOnce(stutter(1, 1_500));
  });

  it('is held, and nothing moves', async () => {
    expect(held.result).toBe('held');
    await company.minute();
    expect(await company.refundsOf(held)).toEqual([]);
    expect(await company.mailsTo(held)).toEqual([]);
  });

  it('is listed for whoever signs, with its reason', async () => {
    const { holds } = await holdsSeenBy('alice');
    expect(holds).toEqual([
      expect.objectContaining({
        remedyId: held.remedyId,
        approvalsNeeded: 1,
        reasons: expect.arrayContaining(['15.00 GBP is more than 10.00 GBP, the limit of one remedy']),
      }),
    ]);
    const { code, stdout } = await company.amends('alice', 'holds', 'list');
    expect(code).toBe(0);
    expect(stdout).toContain(held.remedyId);
  });

  it.each([
    ['is not signed', () => fetch(new URL('holds', company.operatorUrl)).then(({ status }) => status)],
    ['is signed with a wrong key', async () => (await company.ask('alice', 'GET', 'holds', undefined, 'guess')).status],
    [
      'is not signed and approves',
      () => fetch(new URL(pathOf(held, '/approve'), company.operatorUrl), { method: 'POST' }).then((r) => r.status),
    ],
  ])('is nobody’s business whose request %s', async (_, request) => {
    expect(await request()).toBe(403);
    expect((await company.remedy(held)).record.state).toBe('held');
  });

  it('is paid and told within a minute of one person’s yes, and keeps her name', async () => {
    const { code, stdout } = await company.amends('alice', 'holds', 'approve', held.customerId, held.remedyId);
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('is approved') });
    await company.minute();

    const { record } = await company.remedy(held);
    expect(record).toMatchObject({ state: 'issued', notices: { apology: { state: 'delivered' } } });
    expect(record.history).toContainEqual(
      expect.objectContaining({ state: 'approved', why: `approved by ${company.arnOf('alice')}` }),
    );
    expect(await company.refundsOf(held)).toMatchObject([
      { amount: 1_500, currency: 'gbp', metadata: { remedyId: held.remedyId } },
    ]);
    expect(await company.mailsTo(held)).toEqual([
      expect.objectContaining({ body: { text: expect.stringContaining('£15.00') } }),
    ]);
    expect((await holdsSeenBy('alice')).holds).toEqual([]);
  });
});

it('a remedy above the second limit needs two people, and one person is not two', async () => {
  const large = await company.failOnce(stutter(2, 6_000));
  const yes = (person: string) => company.ask(person, 'POST', pathOf(large, '/approve'), {});

  expect(await yes('alice')).toMatchObject({ status: 200, answer: { record: { state: 'held' } } });
  expect(await yes('alice')).toEqual({ status: 409, answer: { why: expect.stringContaining('another person') } });
  await company.minute();
  expect(await company.refundsOf(large)).toEqual([]);

  expect(await yes('bob')).toMatchObject({ status: 200, answer: { record: { state: 'approved' } } });
  await company.minute();
  expect(await company.refundsOf(large)).toMatchObject([{ amount: 6_000 }]);
  expect(await company.mailsTo(large)).toHaveLength(1);
});

it('an incident over its limit is decided once: the first three are paid by themselves, the others by one decision', async () => {
  const viewers = Array.from({ length: 8 }, (_, index) => stutter(20 + index, 399, { incidentId: 'cdn-eu-9' }));
  const failures = await company.fail(...viewers);
  const held = failures.filter(({ result }) => result === 'held');
  expect(failures.filter(({ result }) => result === 'issued')).toHaveLength(3);
  expect(held).toHaveLength(5);
  await company.minute();
  expect(await holdsSeenBy('alice')).toEqual({
    holds: [],
    incidents: [expect.objectContaining({ incidentId: 'cdn-eu-9' })],
  });
  expect((await company.ask('alice', 'GET', 'incidents/cdn-eu-9')).answer).toMatchObject({ waiting: 5 });

  const decide = (person: string, verdict: string) =>
    company.ask(person, 'POST', `incidents/cdn-eu-9/${verdict}`, { why: 'the network was down' });
  expect((await decide('alice', 'approve')).status).toBe(200);
  expect((await decide('bob', 'reject')).status).toBe(409);
  await company.minute();

  for (const failure of failures) {
    expect((await company.remedy(failure)).record).toMatchObject({ state: 'issued' });
    expect(await company.refundsOf(failure)).toMatchObject([{ amount: 399 }]);
    expect(await company.mailsTo(failure)).toHaveLength(1);
  }
  expect((await holdsSeenBy('alice')).incidents).toEqual([]);
});

it('while the provider is down a failure waits undelivered, and is paid once when it is back', async () => {
  await provider.close();
  const failed = await company.failOnce(stutter(3));
  const waiting = await company.system.deadLetters();
  await provider.open();
  expect(waiting).toEqual([expect.objectContaining({ queueName: expect.stringContaining('RetryQueue') })]);
  expect(failed.result).toBe('none');
  expect(await company.refundsOf(failed)).toEqual([]);

  await company.minute();
  expect(await company.system.deadLetters()).toEqual([]);
  expect(await company.refundsOf(failed)).toMatchObject([{ amount: 399 }]);
  expect(await company.mailsTo(failed)).toHaveLength(1);

  const again = await company.failOnce(failed.entry);
  expect(again.result).toBe('duplicate');
  expect(await company.refundsOf(failed)).toHaveLength(1);
});

it('an erased customer is nowhere in the table, and the money is still accounted for', async () => {
  const held = await company.failOnce(stutter(4, 1_200));
  expect(JSON.stringify(await company.stored())).toContain('viewer-4@example.com');
  expect((await company.remedy(held)).envelope).toMatchObject({ failure: { customer: { name: 'Viewer 4' } } });

  const { code } = await company.amends('alice', 'erase', held.customerId, '--why', 'the customer asked for it');
  expect(code).toBe(0);
  expect((await company.remedy(held)).envelope).toBeNull();
  expect(JSON.stringify(await company.stored())).not.toMatch(/viewer-4@|Viewer 4/);

  const { status } = await company.ask('alice', 'POST', pathOf(held, '/approve'), {});
  expect(status).toBe(200);
  await company.minute();
  expect((await company.remedy(held)).record).toMatchObject({
    state: 'issued',
    notices: { apology: { state: 'suppressed' } },
  });
  expect(await company.refundsOf(held)).toHaveLength(1);
  expect(await company.mailsTo(held)).toEqual([]);
});

describe('the switches', () => {
  /** Less than the ten seconds that are promised; there is no deployment meanwhile. */
  const untilInForce = (): void => company.system.passTime(6_000);

  it('off: within ten seconds failures are answered and nothing is recorded of them', async () => {
    // Both environments of the function have seen the old mode a moment ago.
    await company.fail(stutter(30), stutter(31));
    const before = (await company.stored()).length;
    const body = { target: type, mode: 'off', why: 'the detector counts advertisements' };
    expect((await company.ask('alice', 'POST', 'controls', body)).status).toBe(200);
    untilInForce();

    company.reported.splice(0);
    const failures = await company.fail(...[32, 33, 34, 35].map((viewer) => stutter(viewer)));
    expect(company.reported).toEqual(Array.from({ length: 4 }, () => 'RemedyNotOwed'));
    for (const failure of failures) {
      expect(failure.result).toBe('none');
      expect(await company.refundsOf(failure)).toEqual([]);
    }
    expect((await company.stored()).length).toBe(before + 1);
  });

  it('shadow: what would have been given is kept apart, and nobody is paid or written to', async () => {
    const { code } = await company.amends('bob', 'mode', 'set', type, 'shadow', '--why', 'watching the detector');
    expect(code).toBe(0);
    untilInForce();

    company.reported.splice(0);
    const failed = await company.failOnce(stutter(36));
    await company.minute();
    expect(company.reported).toEqual(['RemedyShadowed']);
    expect(await company.refundsOf(failed)).toEqual([]);
    expect(await company.mailsTo(failed)).toEqual([]);
    const kept = (await company.stored()).filter(({ pk }) => pk?.S?.includes(failed.customerId));
    expect(kept.map(({ sk }) => sk?.S)).toEqual([`SHADOW#${failed.remedyId}`]);
  });

  describe('approve', () => {
    let reported: Failed;
    let unpublished: Failed;
    beforeAll(async () => {
      await company.amends('bob', 'mode', 'set', type, 'approve', '--why', 'the detector is new');
      untilInForce();
      const failures = await company.fail(stutter(37), stutter(38));
      for (const failure of failures) expect(failure.result).toBe('held');
      [reported, unpublished] = failures as [Failed, Failed];
    });

    it('a person rejects with a message: the customer gets exactly that message', async () => {
      const message = 'We looked at it together with the network. The film was paused on your television.';
      const why = 'paused, not stalled';
      const { code } = await company.amends(
        'alice',
        'holds',
        'reject',
        reported.customerId,
        reported.remedyId,
        '--why',
        why,
        '--message',
        message,
      );
      expect(code).toBe(0);
      await company.minute();
      expect((await company.remedy(reported)).record).toMatchObject({ state: 'rejected' });
      const mails = await company.mailsTo(reported);
      expect(mails).toHaveLength(1);
      expect(mails[0]?.body.text).toContain(`\n\n${message}\n\n`);
      expect(mails[0]?.body.text).not.toContain(why);
      expect(await company.refundsOf(reported)).toEqual([]);
    });

    it('a person rejects without a message: no mail', async () => {
      const body = { why: 'paused, not stalled' };
      expect((await company.ask('alice', 'POST', pathOf(unpublished, '/reject'), body)).status).toBe(200);
      await company.minute();
      expect((await company.remedy(unpublished)).record).toMatchObject({ state: 'rejected' });
      expect(await company.mailsTo(unpublished)).toEqual([]);
      expect(await company.refundsOf(unpublished)).toEqual([]);
    });
  });

  it('auto again: it is given by itself, and who switched what and why is kept', async () => {
    const body = { target: type, mode: 'auto', why: 'the detector is right' };
    expect((await company.ask('alice', 'POST', 'controls', body)).status).toBe(200);
    untilInForce();
    const failed = await company.failOnce(stutter(32));
    expect(failed.result).toBe('issued');
    expect(await company.refundsOf(failed)).toHaveLength(1);

    const { stdout } = await company.amends('alice', 'mode', 'show');
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
    return company.amends('alice', 'reconcile', '--until', until, '--json');
  };

  it('finds nothing after all that happened', async () => {
    const { code, stdout, stderr } = await reconcile();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({ verdict: 'agree', findings: [] });
  });

  it('finds exactly the refund that somebody made by hand at the provider', async () => {
    const held = await company.failOnce(stutter(50, 1_100));
    const byHand = await company.provider.refunds.create({ charge: held.paymentId, amount: 500 });
    const { code, stdout } = await reconcile();
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      verdict: 'differ',
      findings: [{ kind: 'refund-by-hand', providerRef: byHand.id, remedyIds: [held.remedyId] }],
    });
    await company.day();
  });
});

describe('a refund that fails after the customer was told of it', () => {
  let paid: Failed;
  let refund: Stripe.Refund;
  let payload: string;
  const newsOf = (kind: string, change: Partial<Stripe.Refund>, ageSeconds = 0): string => {
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
    const { status } = await fetch(company.webhookUrl, { method: 'POST', body, headers });
    await company.system.idle();
    return status;
  };

  beforeAll(async () => {
    paid = await company.failOnce(stutter(60));
    [refund] = (await company.refundsOf(paid)) as [Stripe.Refund];
    payload = newsOf('failed', { status: 'failed', failure_reason: 'expired_or_canceled_card' });
  });

  it('is believed by its signature only', async () => {
    expect(await report(payload, undefined)).toBe(400);
    expect(await report(payload, signed(payload, 'whsec_guessed'))).toBe(400);
    expect(await report(payload, signed(`${payload} `))).toBe(400);
    expect((await company.remedy(paid)).record.state).toBe('issued');
  });

  it('is corrected in the ledger and told to the customer, and a person finds another way', async () => {
    expect(await report(payload, signed(payload))).toBe(200);
    expect((await company.remedy(paid)).record.state).toBe('late-failed');
    const mails = await company.mailsTo(paid);
    expect(mails.map(({ subject }) => subject)).toEqual([expect.any(String), 'About the £3.99 we told you of']);

    await company.minute();
    const { record } = await company.remedy(paid);
    expect(record.state).toBe('needs-attention');
    expect(record.history).toContainEqual(
      expect.objectContaining({ state: 'needs-attention', why: expect.stringMatching(/card-unreachable.*credit/) }),
    );
  });

  it('changes nothing when it is told again, nor do older news, and nobody is paid twice', async () => {
    const before = await company.remedy(paid);
    const older = newsOf('updated', { status: 'succeeded' }, 60);
    expect(await report(payload, signed(payload))).toBe(200);
    expect(await report(older, signed(older))).toBe(200);
    await company.minute();
    expect((await company.failOnce(paid.entry)).result).toBe('duplicate');
    expect(await company.remedy(paid)).toEqual(before);
    expect(await company.mailsTo(paid)).toHaveLength(2);
    expect(await company.refundsOf(paid)).toHaveLength(1);
  });
});
