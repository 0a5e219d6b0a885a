import { withoutFailure } from '../../lambdas/model/judging/gesture';
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Stripe from 'stripe';
import * as z from 'zod';
import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { catalog } from '../../lambdas/failures/catalog';
import { demoMinuteMs, demoWebhookDelayMs, playDemo } from '../../local/demo/play-demo';
import { Journeys } from '../../local/demo/report/journeys';
import { plainView, type TrackedEvent } from '../../local/demo/report/live-view';
import type { PublishedEntry } from '../../local/demo/script/published-entry';
import { unsettled, type Report } from '../../local/demo/report/report';
import { singleStepDemo, type Demo } from '../../local/demo/script/demo';
import { sampleDemo } from '../../local/demo/script/sample-demo';
import { startLocalSystem, type LocalSystem, type LocalSystemOptions } from '../../local/system/local-system';
import { sharedAssembly } from '../assemblies/shared-assembly';
import type { OutageFailure } from '../../lambdas/failures/service-outage/contract';
import { dayMs as day } from '../../lambdas/model/durations';
import { outageFailure } from '../failures/service-outage/outage-failure';
import { filmFailure } from '../fakes/film-failure';
import { removeTemporaryFolders, temporaryFolder } from './small-app';

// From the event on the bus to the mail in the inbox, through the bundled functions and the real SDKs.

afterAll(removeTemporaryFolders);

interface Played {
  readonly report: Report;
  readonly open: readonly string[];
  readonly logs: string;
  readonly warnings: readonly string[];
}

/** A system with its journeys; several demos can be played on it. */
async function withSystem<Result>(
  options: LocalSystemOptions,
  use: (play: (demo: Demo) => Promise<Played>, system: LocalSystem) => Promise<Result>,
): Promise<Result> {
  const journeys = new Journeys();
  const logs: string[] = [];
  const warnings: string[] = [];
  const system = await startLocalSystem({
    assembly: await sharedAssembly(),
    basePort: 0,
    minuteMs: 1_000,
    webhookDelayMs: 200,
    companySecondMs: 200,
    warm: false,
    retryWaitsMs: [200, 400],
    ...options,
    listener: (event) => {
      journeys.record(event);
      if (event.kind === 'log') logs.push(JSON.stringify(event.content));
    },
  });
  try {
    const play = async (demo: Demo): Promise<Played> => {
      const viewOf = (travellers: readonly TrackedEvent[]) =>
        plainView(
          () => travellers,
          journeys,
          () => undefined,
        );
      const report = await playDemo(demo, system, journeys, viewOf, (warning) => warnings.push(warning));
      return { report, open: unsettled(report, journeys.all()), logs: logs.join('\n'), warnings };
    };
    return await use(play, system);
  } finally {
    await system.stop();
  }
}

/** A film that stuttered just now, not yet paid for at the local provider. */
function stuttered(number: number, change: Parameters<typeof filmFailure>[0] = {}): PublishedEntry {
  const failure = filmFailure({
    ...change,
    occurredAt: new Date().toISOString(),
    customer: { id: `cus_${number}`, email: `viewer-${number}@example.com`, ...change.customer },
    purchase: { orderId: `ord_${number}`, ...change.purchase },
    playback: { rentalId: `rent_${number}`, ...change.playback },
  });
  const { paymentId: _, ...purchase } = failure.purchase;
  return { Source: 'com.example.video', DetailType: 'VideoPlaybackFailed', Detail: { ...failure, purchase } };
}

/** A service that was down for a while, not yet paid for at the local provider. */
function downFor(ms: number, paid: Partial<OutageFailure['purchase']>): PublishedEntry {
  const [startedAt, endedAt] = [new Date(Date.now() - 2 * ms).toISOString(), new Date(Date.now() - ms).toISOString()];
  const failure = outageFailure({
    customer: { id: 'cus_down', locale: 'en-GB' },
    purchase: { ...paid, orderId: 'ord_down', purchasedAt: startedAt },
    outage: { serviceId: 'svc_down', startedAt, endedAt },
  });
  const { paymentId: _, ...purchase } = failure.purchase;
  const detail = { ...failure, occurredAt: startedAt, purchase };
  return { Source: 'com.example.subscriptions', DetailType: 'ServiceOutage', Detail: detail };
}

/** Given, and no person has to approve the words first. */
function isMailed({ state, notice }: Report['remedies'][number]): boolean {
  return state === 'issued' && notice !== 'held';
}

const demo = (...entries: PublishedEntry[]): Demo => singleStepDemo(entries);

const customerSchema = z.object({ customer: z.object({ id: z.string(), email: z.string() }) });

/** The customers of a demo. */
function customersOf({ steps }: Demo): z.infer<typeof customerSchema>['customer'][] {
  const details = steps.flatMap(({ events }) => events.map(({ entry }) => customerSchema.safeParse(entry.Detail)));
  return details.flatMap(({ data }) => data?.customer ?? []);
}

/** A run of the sweep that a busy machine has stopped lies in a queue too, and is no event. The next does it. */
const ofStoppedRuns = /FailedRuns/;

/** The queue of each event that was given up. */
async function queuesWithEvents(system: LocalSystem): Promise<string[]> {
  return (await system.deadLetters()).map(({ queueName }) => queueName).filter((name) => !ofStoppedRuns.test(name));
}

function isOfEvent({ reason }: Report['undelivered'][number]): boolean {
  return !ofStoppedRuns.test(reason);
}

describe('the sample demo', () => {
  const sample = sampleDemo(new Date());
  let played: Played;
  let refunds: Stripe.Refund[];
  let stored: string;
  let queues: string[];

  beforeAll(async () => {
    const asDemo = { minuteMs: demoMinuteMs, webhookDelayMs: demoWebhookDelayMs };
    await withSystem(asDemo, async (play, system) => {
      played = await play(sample);
      queues = await queuesWithEvents(system);
      const { hostname, port } = new URL(system.endpoints.provider);
      const provider = new Stripe('sk_test_local', { host: hostname, port, protocol: 'http', telemetry: false });
      refunds = (await provider.refunds.list({ limit: 100 })).data;
      const { environment } = system.endpoints;
      const client = new DynamoDBClient({
        endpoint: environment['AWS_ENDPOINT_URL_DYNAMODB'],
        region: environment['AWS_REGION'],
        credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
      });
      const { Items = [] } = await client.send(new ScanCommand({ TableName: system.tableName }));
      stored = JSON.stringify(Items.filter((item) => !item['sk']?.S?.startsWith('ENVELOPE#')));
      client.destroy();
    });
  });

  it('ends: everything is final, waits for a person, or is in a queue', () => {
    expect(played.open).toEqual([]);
  });

  it('has one remedy per failure, however often and by whichever system it was published', () => {
    expect(played.report).toMatchObject({ events: 39, duplicates: 2 });
    expect(played.report.remedies).toHaveLength(34);
    expect(new Set(played.report.remedies.map(({ remedyId }) => remedyId)).size).toBe(34);
  });

  it('publishes every story of every failure type in the catalog', () => {
    const titles = sample.steps.flatMap(({ events }) => events.flatMap(({ title }) => title ?? []));
    const failures = catalog.filter(({ type }) => !withoutFailure.includes(type));
    expect(titles).toEqual(
      expect.arrayContaining(failures.flatMap(({ stories }) => stories.map(({ title }) => title))),
    );
    const types = new Set<string>(played.report.remedies.map(({ type }) => type));
    expect([...types].sort()).toEqual(failures.map(({ type }) => type).sort());
  });

  it('has each refund at the provider, with the same amount and currency, and no other', () => {
    const promised = played.report.remedies
      .filter(({ state }) => state === 'issued')
      .flatMap(({ remedyId, parts }) => parts.map((part) => ({ remedyId, ...part })))
      .flatMap((part) => (part.kind === 'refund' ? part : []))
      .map(({ remedyId, amountMinor, currency, providerRef, booked }) => {
        expect(booked).toEqual({ amount: amountMinor, currency });
        return { remedyId, amountMinor, currency, providerRef };
      });
    const made = refunds.map(({ id, amount, currency, metadata }) => ({
      remedyId: metadata?.['remedyId'],
      amountMinor: amount,
      currency: currency.toUpperCase(),
      providerRef: id,
    }));
    const byId = (a: { providerRef?: string | undefined }, b: { providerRef?: string | undefined }) =>
      String(a.providerRef).localeCompare(String(b.providerRef));
    expect(made.sort(byId)).toEqual(promised.sort(byId));
    expect(new Set(made.map(({ currency }) => currency))).toEqual(
      new Set(['GBP', 'USD', 'EUR', 'JPY', 'KWD', 'HUF', 'SEK']),
    );
  });

  it('has each replacement at the order system, each call at the callback team, each credit at the credit system, once', () => {
    const { replacements, calls, credits } = played.report.partners;
    const ofKind = (kind: string): string[] =>
      played.report.remedies
        .flatMap(({ remedyId, parts }) =>
          parts.flatMap((part) => (part.kind === kind && part.state === 'succeeded' ? remedyId : [])),
        )
        .sort();
    const received = (
      book: readonly { readonly remedyId: string; readonly state: string }[],
      state: string,
    ): string[] => book.flatMap((line) => (line.state === state ? line.remedyId : [])).sort();
    expect(received(replacements, 'shipped')).toEqual(ofKind('replacement'));
    expect(received(calls, 'done')).toEqual(ofKind('callback'));
    expect(received(credits, 'booked')).toEqual(ofKind('credit'));
    for (const book of [replacements, calls, credits]) expect(book.length).toBeGreaterThan(0);
  });

  it('refunds the price where the item is out of stock', () => {
    const { remedies, partners } = played.report;
    const [refused] = partners.replacements.filter(({ state }) => state === 'refused');
    expect(refused).toMatchObject({ reason: 'out-of-stock', sku: 'console-handheld-gold' });
    expect(remedies.find(({ remedyId }) => remedyId === refused?.remedyId)).toMatchObject({
      state: 'issued',
      notice: 'delivered',
      parts: [
        { kind: 'replacement', state: 'declined', reason: 'out-of-stock' },
        { kind: 'refund', state: 'succeeded', insteadOf: 1 },
      ],
    });
  });

  it('sends one mail for each paid remedy, and none for any other', () => {
    const paid = played.report.remedies.filter(isMailed).map(({ customerId }) => customerId);
    const customers = customersOf(sample);
    const mailed = played.report.mails.map(({ to }) => customers.find(({ email }) => to.includes(`<${email}>`))?.id);
    expect(mailed.sort()).toEqual(paid.sort());
  });

  it('records each mail as delivered', () => {
    const paid = played.report.remedies.filter(isMailed);
    expect(new Set(paid.map(({ notice }) => notice))).toEqual(new Set(['delivered']));
  });

  it('asks for no refund of a disputed payment: the remedy waits for the end of that, and sends no mail', () => {
    const disputed = played.report.remedies.filter(({ customerId }) => customerId === 'cus_508');
    expect(disputed).toMatchObject([{ state: 'held', notice: 'none', parts: [{ state: 'planned' }] }]);
  });

  it('holds what waits for a person or a merchant, sends no mail, and says why', () => {
    const held = played.report.remedies.filter(({ state }) => state === 'held');
    const why = held.map(({ type, notice, waitsFor }) => `${type}, ${notice}: ${waitsFor ?? ''}`);
    expect(why.sort()).toEqual([
      'ItemNotAsDescribed, none: the merchant answered within 48 hours, and a person reads the answer',
      expect.stringMatching(/^ItemNotAsDescribed, none: the merchant’s answer, until /),
      expect.stringMatching(/^VideoPlaybackFailed, none: the end of the dispute about the payment, until /),
    ]);
  });

  it('gives for withdrawn content at once, and mails once a person approved the words', () => {
    const given = played.report.remedies.filter(({ type }) => type === 'ContentWithdrawn');
    expect(given.map(({ customerId, state, notice }) => [customerId, state, notice]).sort()).toEqual([
      ['cus_911', 'issued', 'delivered'],
      ['cus_944', 'issued', 'held'],
    ]);
    expect(given.map(({ waitsFor }) => waitsFor)).toContain('a person approves the words of the mail');
  });

  it('moves the malformed event to the dead-letter queue, once, with every problem by path', () => {
    const malformed = played.report.undelivered.filter(({ type }) => type === 'VideoPlaybackFailed');
    expect(malformed).toHaveLength(1);
    expect(malformed[0]?.reason).toMatch(/purchase\.paymentId: .*purchase\.amountMinor: /);
    expect(queues).toEqual([expect.stringMatching(/VideoPlaybackFailed.*DeadLetterQueue/)]);
  });

  it('reports that no rule matches a type, and that nothing is owed for a short stall', () => {
    expect(played.report.undelivered).toContainEqual({
      type: 'VideoPlaybackFinished',
      reason: expect.stringContaining('no rule'),
    });
    expect(played.report.refused).toMatchObject([
      { type: 'VideoPlaybackFailed', reason: expect.stringContaining('11 seconds') },
    ]);
  });

  it('takes three DynamoDB requests for a first remedy that is given at once, and one for a duplicate', () => {
    expect(played.report.requestsPerFirstRemedy).toBeLessThanOrEqual(3);
    expect(played.report.requestsPerDuplicate).toBe(1);
  });

  it('reserves of the shared limits a little ahead: in a fresh function, once of each of the four at most', () => {
    expect(played.report.reservationsPerFirstRemedy).toBeLessThanOrEqual(4);
  });

  it('says how long after the event the mail was out', () => {
    expect(played.report.p95DetectToMailMs).toBeGreaterThan(0);
  });

  it('leaves no name and no address in the ledger or in a log', () => {
    for (const written of [stored, played.logs])
      expect(written).not.toMatch(/Zoë|Webb|Brandt|花子|Ortiz|Elm Street|5550147|example\.com/);
    expect(played.logs).toContain('committed');
  });
});

describe('events that a merchant sees seldom, all at once', () => {
  const mailSchema = z.object({
    destination: z.object({ to: z.array(z.string()), bcc: z.array(z.string()) }),
    subject: z.string(),
    body: z.object({ text: z.string(), html: z.string() }),
  });
  let played: Played;
  let mails: z.infer<typeof mailSchema>[];

  beforeAll(async () => {
    const krona = stuttered(1, { purchase: { amountMinor: 1_900, currency: 'ISK' } });
    const dinar = downFor(day, { amountMinor: 10_000, currency: 'KWD' });
    const tooCheap = stuttered(2, { purchase: { amountMinor: 3, currency: 'USD' } });
    const hostile = stuttered(3, {
      customer: { name: '<b>Eve</b>\r\nBcc: all@example.com' },
      playback: { title: '<img src=x onerror=alert(1)>\u202E' },
    });
    const fifty = Array.from({ length: 50 }, () => stuttered(4));
    await withSystem({ retryWaitsMs: [1_000, 2_000] }, async (play, system) => {
      played = await play(demo(krona, dinar, tooCheap, hostile, ...fifty));
      const store: unknown = await (await fetch(`${system.endpoints.mail}/store`)).json();
      mails = z.object({ emails: z.array(mailSchema) }).parse(store).emails;
    });
  });

  const remediesOf = (customerId: string) => played.report.remedies.filter((one) => one.customerId === customerId);
  const mailsTo = (number: number) =>
    mails.filter(({ destination }) => destination.to.some((to) => to.includes(`viewer-${number}@`)));

  it('ends: everything is final', () => {
    expect(played.open).toEqual([]);
    expect(played.report).toMatchObject({ events: 54, remedies: { length: 4 }, mails: { length: 4 } });
  });

  it('one failure published fifty times at once is one refund and one mail', () => {
    expect(played.report.duplicates).toBe(49);
    expect(remediesOf('cus_4')).toMatchObject([{ state: 'issued', parts: [{ kind: 'refund', state: 'succeeded' }] }]);
    expect(mailsTo(4)).toHaveLength(1);
  });

  it('money is moved, booked, told and compared in the counting of each: of the provider, of the customer, of the ledger', () => {
    expect(remediesOf('cus_1')).toMatchObject([
      { state: 'issued', parts: [{ amountMinor: 1_900, booked: { amount: 190_000, currency: 'ISK' } }] },
    ]);
    expect(remediesOf('cus_down')).toMatchObject([
      { state: 'issued', parts: [{ amountMinor: 340, booked: { amount: 340, currency: 'KWD' } }] },
    ]);
    const texts = JSON.stringify(mails.map(({ body }) => body));
    expect(texts).toMatch(/ISK\W1,900\D/);
    expect(texts).toMatch(/KWD\W0\.340\D/);
  });

  it('an event whose purchase the provider did not take the money for is not published, and the reason is the provider’s', () => {
    const reason = 'Amount must be at least 50 cents';
    expect(played.warnings).toEqual([expect.stringContaining(`order line ord_2/1: ${reason}`)]);
    expect(remediesOf('cus_2')).toEqual([]);
    expect(played.report.undelivered.filter(isOfEvent)).toEqual([
      { type: 'VideoPlaybackFailed', reason: expect.stringMatching(new RegExp(`^not published.*${reason}`)) },
    ]);
  });

  it('text from outside reaches the mail as text only', () => {
    expect(mailsTo(3)).toHaveLength(1);
    const [mail] = mailsTo(3);
    expect(mail?.destination.bcc).toEqual([]);
    expect(mail?.body.html).not.toMatch(/<img|<b>Eve/);
    expect(mail?.subject).not.toMatch(/[\r\n\u202E]/);
  });
});

describe('when something is missing or down, nothing is lost and the reason is said', () => {
  it('a missing secret', async () => {
    await withSystem({ secrets: {} }, async (play) => {
      const { report, open } = await play(demo(stuttered(1)));
      expect(report).toMatchObject({ mails: [], remedies: [{ state: 'held', notice: 'none' }] });
      expect(report.undelivered.filter(isOfEvent)).toEqual([]);
      expect(report.remedies[0]?.parts).toMatchObject([{ kind: 'refund', state: 'planned' }]);
      expect(report.remedies[0]?.waitsFor).toMatch(/secret amends\/local\/stripe cannot be read.*create-secret/);
      expect(open).toEqual([]);
    });
  });

  it('a provider that is down: the claim stands, and the event lies in the queue', async () => {
    await withSystem({ providerUrl: 'http://127.0.0.1:9' }, async (play, system) => {
      const { report } = await play(demo(stuttered(1)));
      expect(report.undelivered.filter(isOfEvent)).toEqual([
        { type: 'VideoPlaybackFailed', reason: expect.stringContaining('API could not be reached') },
      ]);
      expect(report.mails).toEqual([]);
      expect(await queuesWithEvents(system)).toHaveLength(1);
    });
  });

  it('a sender that SES does not know: the money is back, the mail waits in its queue', async () => {
    await withSystem({ assembly: await withStrangeSender() }, async (play) => {
      const { report, open } = await play(demo(stuttered(1)));
      expect(report.remedies).toMatchObject([{ state: 'issued', notice: 'none' }]);
      expect(report.undelivered.filter(isOfEvent)).toEqual([
        { type: 'RemedyIssued', reason: expect.stringContaining('verified identity') },
      ]);
      expect(open).toEqual([]);
    });
  });
});

/** The same app, whose sender nobody has verified: the identity in its template is of another domain. */
async function withStrangeSender(): Promise<string> {
  const folder = join(temporaryFolder(), 'assembly');
  cpSync(await sharedAssembly(), folder, { recursive: true });
  const templates = readdirSync(folder).filter((name) => name.endsWith('.template.json'));
  for (const file of templates.map((name) => join(folder, name))) {
    const template = readFileSync(file, 'utf8');
    writeFileSync(file, template.replace(/("EmailIdentity": *)"[^"]+"/, '$1"elsewhere.example"'));
  }
  return folder;
}
