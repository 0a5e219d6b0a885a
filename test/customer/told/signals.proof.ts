import type { Browser } from 'playwright-core';
import * as z from 'zod';
import { referenceOf } from '../../../lambdas/model/remedy-id';
import { findChromium, launchChromium } from '../../../local/gallery/browser';
import type { SystemEvent } from '../../../local/system/system-event';
import { expectRemedy } from '../../local/expected-remedy';
import { HoldingProxy } from '../../local/holding-proxy';
import { openReporting, type ReportingSystem } from '../../local/reporting-system';
import type { Failed, TestSystem } from '../../local/test-system';
import { machineOf, type Machine } from './signals';
import { aboutToSend, sellStory, sends, type Sold } from './telling';
import { toldStories, type ToldStory } from './told-stories';

// A customer tells it, and a machine says it as well: before, during and after. One remedy each, and one mail.

const executable = findChromium();
const inBrowser = executable === undefined ? describe.skip : describe;
if (executable === undefined) process.stderr.write('There is no Chromium here, so nobody tells anything: CHROMIUM\n');

const shop = new HoldingProxy(() => system.local.endpoints.shop);
const provider = new HoldingProxy(() => system.local.endpoints.provider);

let reporting: ReportingSystem;
let system: TestSystem;
let browser: Browser;

beforeAll(async () => {
  for (const proxy of [shop, provider]) await proxy.open();
  const context = {
    shop: JSON.stringify({ url: shop.url }),
    detectors: JSON.stringify({ parcels: { options: { delivered: 'asked' } }, playback: {} }),
  };
  reporting = await openReporting({ context, providerUrl: provider.url });
  ({ system } = reporting);
  for (const name of ['parcels', 'playback']) {
    const command = ['mode', 'set', `source:detector.${name}`, 'auto', '--why', 'a week of shadow'];
    expect(await system.runCommand('carol', ...command)).toMatchObject({ code: 0 });
  }
  system.local.passTime(60_000);
  if (executable !== undefined) browser = await launchChromium(executable);
});
afterAll(async () => {
  if (executable !== undefined) await browser.close();
  await reporting.stop();
  for (const proxy of [shop, provider]) await proxy.close();
});

const late: ToldStory = {
  id: 'present-too-late',
  language: 'en',
  tells: { choice: 'It comes later than promised' },
  reads: ['We’ve refunded $7.95'],
  expected: {
    state: 'issued',
    refund: { amount: 795, currency: 'usd' },
    credits: [{ amountMinor: 1_000, currency: 'USD', basis: 'goodwill', state: 'booked' }],
    mail: ['We’ve refunded $7.95'],
  },
  // From twelve hours before the promised time on an estimate of the carrier is believed.
  laterMs: 72 * 60 * 60 * 1000,
};

const stories = [...toldStories, late].filter(({ id }) => machineOf[id] !== undefined);

interface Both extends Sold {
  readonly machine: Machine;
}

let count = 0;

async function sellTo(story: ToldStory): Promise<Both> {
  const machine = machineOf[story.id];
  if (!machine) throw new Error(`no machine sees ${story.id}`);
  const sold = await sellStory(system, story, `m${(count += 1)}`);
  system.local.shop.know(machine.known(sold));
  return { ...sold, machine };
}

const customerSchema = z.object({ customer: z.object({ id: z.string() }) });

/** Resolves once whoever publishes there has said it of that customer, and a function has carried that event out. */
function handled(source: string, customerId: string): Promise<void> {
  const events = new Set<string>();
  return new Promise((resolve) => {
    const stop = system.local.on((event: SystemEvent) => {
      if (event.kind === 'event-accepted' && event.source === source) {
        if (customerSchema.safeParse(event.detail).data?.customer.id === customerId) events.add(event.eventId);
      }
      if (event.kind !== 'invocation-ended' || !events.has(event.eventId ?? '')) return;
      stop();
      resolve();
    });
  });
}

function machineSays(sold: Both): void {
  sold.machine.says(sold, system.local.signals);
}

/** @returns what the page leads to */
async function customerTells(sold: Both): Promise<Failed> {
  const { person, failed } = await sends(await aboutToSend(browser, sold), sold, browser);
  await person.close();
  return failed;
}

const ofPayment =
  ({ order: { paymentId } }: Sold, method: 'GET' | 'POST') =>
  (request: { readonly method: string; readonly target: string }): boolean =>
    request.method === method &&
    (method === 'POST' ? /\/refunds/.test(request.target) : request.target.includes(paymentId));

/** How the two meet. Each returns what the customer's page leads to. */
const meetings: Readonly<Record<string, (sold: Both) => Promise<Failed>>> = {
  'at the same moment': async (sold) => {
    const person = await aboutToSend(browser, sold);
    const sending = sends(person, sold, browser);
    machineSays(sold);
    const sent = await sending;
    await sent.person.close();
    return sent.failed;
  },
  'before the customer': async (sold) => {
    machineSays(sold);
    await system.local.idle();
    return customerTells(sold);
  },
  'while the customer’s page asks the shop': async (sold) => {
    const person = await aboutToSend(browser, sold);
    const held = shop.holdNext(({ target }) => target.includes(sold.customerId));
    const sending = sends(person, sold, browser);
    await held.hasCome;
    const done = handled(sold.machine.source, sold.customerId);
    machineSays(sold);
    await done;
    held.letGo();
    const sent = await sending;
    await sent.person.close();
    return sent.failed;
  },
  'and its detector still asks whose it is while the customer tells it': async (sold) => {
    const held = shop.holdNext(({ target }) => target.includes('/purchases'));
    machineSays(sold);
    await held.hasCome;
    const done = handled('amends.reports', sold.customerId);
    const failed = await customerTells(sold);
    await done;
    held.letGo();
    return failed;
  },
  'while the bank is asked about the payment for the customer’s report': async (sold) => {
    const held = provider.holdNext(ofPayment(sold, 'GET'));
    const telling = customerTells(sold);
    await held.hasCome;
    const done = handled(sold.machine.source, sold.customerId);
    machineSays(sold);
    await done;
    held.letGo();
    return telling;
  },
  'and the bank is asked about the payment for it while the customer tells it': async (sold) => {
    const held = provider.holdNext(ofPayment(sold, 'GET'));
    machineSays(sold);
    await held.hasCome;
    const done = handled('amends.reports', sold.customerId);
    const failed = await customerTells(sold);
    await done;
    held.letGo();
    return failed;
  },
  'after the customer': async (sold) => {
    const failed = await customerTells(sold);
    await system.local.idle();
    machineSays(sold);
    return failed;
  },
};

const remediesSchema = z.object({ remedies: z.array(z.object({ remedyId: z.string(), state: z.string() })) });

/** All that came of it, whoever said it: one remedy, what it gives, once, and one mail. */
async function expectOne(sold: Both, sent: Failed): Promise<void> {
  await system.local.idle();
  await system.runSweep();
  const { answer } = await system.callOperatorApi('carol', 'GET', `customers/${sold.customerId}`);
  const { remedies } = remediesSchema.parse(answer);
  expect(remedies).toEqual([{ remedyId: expect.any(String) as string, state: 'issued' }]);
  const [remedy] = remedies;
  await expectRemedy(
    system,
    { ...sent, remedyId: remedy?.remedyId ?? '' },
    expectedOf(sold, remedy?.remedyId === sent.remedyId),
  );
  const { received } = system.local.partners.orderSystem;
  expect(received.filter(({ customerId }) => customerId === sold.customerId)).toHaveLength(
    sold.story.expected.replacements?.length ?? 0,
  );
  expect(await system.local.deadLetters()).toEqual([]);
}

/** Lost and stolen are two names of one loss, and whoever says it first names it. */
function expectedOf({ story }: Both, isTold: boolean) {
  if (isTold) return story.expected;
  const { state, replacements = [] } = story.expected;
  const recovery = { bearer: 'carrier' };
  return {
    state,
    recovery,
    mail: [],
    replacements: replacements.map((one) => ({ ...one, express: expect.anything() as unknown })),
  };
}

inBrowser('a machine says it while the money goes back', () => {
  const paidBack = stories.filter(({ expected }) => expected.refund !== undefined);

  it.each(paidBack)('$id', async (story) => {
    const sold = await sellTo(story);
    const held = provider.holdNext(ofPayment(sold, 'POST'));
    const telling = customerTells(sold);
    await held.hasCome;
    const done = handled(sold.machine.source, sold.customerId);
    machineSays(sold);
    await done;
    held.letGo();
    await expectOne(sold, await telling);
  });
});

inBrowser('a carrier called it lost before its customer says that it was stolen', () => {
  it('and the page says what is on its way already, with the reference of that', async () => {
    const story = stories.find(({ id }) => id === 'present-from-porch');
    if (!story) throw new Error('nobody tells it');
    const sold = await sellTo(story);
    machineSays(sold);
    await system.local.idle();
    const { person, failed } = await sends(await aboutToSend(browser, sold), sold, browser);
    await person.readsSoon('We already know of this.');
    await person.readsSoon('A new one is on its way');
    await person.readsSoon('arrives by');
    expect(await person.text()).not.toContain(referenceOf(failed.remedyId));
    await person.close();
    await expectOne(sold, failed);
  });
});

inBrowser.each(Object.keys(meetings))('a machine says it %s', (name) => {
  it.each(stories)('$id', async (story) => {
    const sold = await sellTo(story);
    const sent = await meetings[name]?.(sold);
    if (!sent) throw new Error(`nobody told ${story.id}`);
    await expectOne(sold, sent);
  });
});
