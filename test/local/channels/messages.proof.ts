import * as z from 'zod';
import { ContactCenter } from '../../../local/beside/channels/contact-center';
import { customerIdOf } from '../../../local/beside/channels/known-visitors';
import type { Unreached } from '../../../local/beside/channels/mail-that-comes-back';
import type { Visitor } from '../../../local/company/networks/seen/emulated-network';
import type { LocalNetwork } from '../../../local/system/channels/local-networks';
import type { SystemEvent } from '../../../local/system/system-event';
import { TestSystem } from '../test-system';
import { mailComesBack } from './told-by-message';

// An apology by message, in the place of a mail that came back: the refund at the provider, the mail at SES, its bounce
// on the bus, the ledger, the message at AWS, and what the carrier says of it. Each function asks IAM.

const hourMs = 3_600_000;

let system: TestSystem;
let center: ContactCenter;
let issued: { readonly customerId: string; readonly remedyId: string }[];

const issuedSchema = z.object({ customerId: z.string(), remedyId: z.string() });

// Each has people of its own, whom nothing has happened to yet.
beforeEach(async () => {
  issued = [];
  const listener = (event: SystemEvent): void => {
    if (event.kind !== 'event-accepted' || event.detailType !== 'RemedyIssued') return;
    issued.push(issuedSchema.parse(event.detail));
  };
  system = await TestSystem.open({ listener });
  center = new ContactCenter(system.local);
});
afterEach(() => system.local.stop());

function networkOf(channel: string): LocalNetwork {
  const found = system.local.networks.all.find(({ kind }) => kind.channel === channel);
  if (!found) throw new Error(`The local stage has no ${channel}.`);
  return found;
}

function personOf({ network }: LocalNetwork, id: string): Visitor {
  const found = network.people.find((one) => one.id === id);
  if (!found) throw new Error(`${id} is not there`);
  return found;
}

const fail = (channel: string, change: Partial<Omit<Unreached, 'network'>> = {}): Promise<void> =>
  mailComesBack(system.local, networkOf(channel), change);

async function write(channel: string, id: string, text: string, agoHours = 0): Promise<void> {
  const local = networkOf(channel);
  const [way] = local.network.ways;
  if (!way) throw new Error('there is no way to write');
  const at = new Date(Date.now() - agoHours * hourMs);
  expect(await local.write({ by: personOf(local, id), way, text, at })).toBe(200);
  await system.local.idle();
}

/** What a customer reads there of the company. */
function readBy(channel: string, id: string): string[] {
  const local = networkOf(channel);
  const threads = Object.values(personOf(local, id).handles);
  return local.network.seen.flatMap(({ isOfCompany, text, thread }) =>
    isOfCompany && threads.includes(thread) ? [text] : [],
  );
}

/** What became of the notices of a customer's only remedy. */
async function noticesOf(channel: string, id: string): Promise<{ state: string; by?: string; history: string[] }[]> {
  const customerId = customerIdOf(networkOf(channel).kind, personOf(networkOf(channel), id));
  const remedies = issued.filter((one) => one.customerId === customerId);
  expect(remedies).toHaveLength(1);
  const path = `remedies/${customerId}/${remedies[0]?.remedyId ?? ''}`;
  const { answer } = await system.callOperatorApi('carol', 'GET', path);
  // What is asked weeks later has not begun.
  return noticesSchema.parse(answer).notices.filter(({ state }) => state !== 'none');
}

const noticesSchema = z.object({
  notices: z.array(
    z.object({
      state: z.string(),
      by: z.string().optional(),
      history: z.array(z.object({ why: z.string() }).transform(({ why }) => why)),
    }),
  ),
});

const stepsOn = (channel: string): string[] =>
  center.steps.about(networkOf(channel).networkIds).map(({ what, why }) => `${what}: ${why}`);

it('an apology whose mail came back arrives as an SMS, says what was given and names nobody, once', async () => {
  await fail('sms');
  const [text = '', ...others] = readBy('sms', 'nadia');
  expect(text).toMatch(/^A message from Example Films: .*£3\.99.*STOP ends these messages\.$/s);
  expect(text).not.toMatch(/Nadia|cus_|@/);
  expect(others).toEqual([]);
  expect(await noticesOf('sms', 'nadia')).toMatchObject([{ state: 'delivered', by: 'sms' }]);
  expect(stepsOn('sms')).toEqual([
    expect.stringMatching(/^A message arrived/),
    expect.stringMatching(/^A message left: in the place of a mail/),
  ]);
  for (let sweeps = 0; sweeps < 2; sweeps++) await system.runSweep();
  expect(readBy('sms', 'nadia')).toHaveLength(1);
  expect(await system.local.deadLetters()).toEqual([]);
});

it('at night it waits until the morning of whoever reads it', async () => {
  await fail('sms', { thereItIs: 'night' });
  await system.runSweep();
  expect([readBy('sms', 'nadia'), stepsOn('sms')]).toEqual([
    [],
    [expect.stringMatching(/^A message waits: it is night/)],
  ]);
  system.local.passTime(10 * hourMs);
  await system.runSweep();
  expect(readBy('sms', 'nadia')).toHaveLength(1);
  expect(await noticesOf('sms', 'nadia')).toMatchObject([{ state: 'delivered', by: 'sms' }]);
});

it('whoever wrote STOP is not written to, by a machine or a person, and START lets the company write again', async () => {
  await write('sms', 'nadia', 'No answer to my mail', 2);
  await write('sms', 'nadia', 'Abmelden!', 1);
  expect(networkOf('sms').network.notReached).toMatchObject([{ name: 'Nadia R.' }]);
  await fail('sms');
  expect(readBy('sms', 'nadia')).toEqual([]);
  expect(stepsOn('sms')[0]).toMatch(/^A person has to find a way: .*wants to hear nothing more on SMS/);
  const [received] = center.receivedOn(['sms']);
  if (!received) throw new Error('nobody heard the first message');
  await center.answer(received, { to: 'author', by: 'person', text: 'We are sorry.' });
  await system.local.idle();
  expect(received.answers.map(({ outcome }) => outcome)).toMatchObject([{ reason: 'not-reachable' }]);
  await write('sms', 'nadia', 'START');
  expect(networkOf('sms').network.notReached).toEqual([]);
  await center.answer(received, { to: 'author', by: 'person', text: 'We are sorry, and here again.' });
  await system.local.idle();
  expect(readBy('sms', 'nadia')).toEqual(['We are sorry, and here again.']);
});

it('on WhatsApp it is begun in words that Meta approved, and in free ones for a day after the customer wrote', async () => {
  await fail('whatsapp');
  expect(readBy('whatsapp', 'amara')).toEqual([
    expect.stringMatching(/^A message from Example Films: we’re sorry\. .*Reference .*STOP ends these messages\.$/s),
  ]);
  const russian = { locale: 'ru-RU', visitor: personOf(networkOf('whatsapp'), 'lars') };
  await fail('whatsapp', russian);
  expect(readBy('whatsapp', 'lars')).toEqual([]);
  expect(stepsOn('whatsapp')[0]).toMatch(/has not approved these words/);
  await write('whatsapp', 'lars', 'Где мои деньги?');
  await fail('whatsapp', russian);
  expect(readBy('whatsapp', 'lars')).toEqual([
    expect.stringMatching(/^Сообщение от Example Films: .*Номер случая: .*STOP/s),
  ]);
});

it.each([
  ['is too dear', 'iris', (_: LocalNetwork): void => undefined, /PRICE_OVER_THRESHOLD/],
  [
    'no carrier delivers',
    'felix',
    (sms: LocalNetwork): void => sms.network.leave?.(personOf(sms, 'felix')),
    /^A message did not arrive: .*UNREACHABLE/,
  ],
] as const)('an SMS that %s leads to the next channel that the customer allowed', async (_, id, before, why) => {
  const sms = networkOf('sms');
  before(sms);
  await fail('sms', { visitor: personOf(sms, id), then: networkOf('whatsapp') });
  expect(readBy('sms', id)).toEqual([]);
  expect(stepsOn('sms').join('\n')).toMatch(new RegExp(why.source, 'm'));
  expect(readBy('whatsapp', 'amara')).toHaveLength(1);
  expect(await noticesOf('sms', id)).toMatchObject([{ state: 'delivered', by: 'whatsapp' }]);
});

it('where the reply is lost nobody is told twice, also not on another channel', async () => {
  networkOf('sms').network.weather = 'lost';
  await fail('sms', { then: networkOf('whatsapp') });
  networkOf('sms').network.weather = 'fine';
  for (let sweeps = 0; sweeps < 2; sweeps++) {
    system.local.passTime(hourMs);
    await system.runSweep();
  }
  expect([readBy('sms', 'nadia').length, readBy('whatsapp', 'amara')]).toEqual([1, []]);
});

it('a number that is asked for too much gets the message later', async () => {
  networkOf('sms').network.weather = 'busy';
  await fail('sms');
  expect(readBy('sms', 'nadia')).toEqual([]);
  networkOf('sms').network.weather = 'fine';
  for (let sweeps = 0; sweeps < 5 && readBy('sms', 'nadia').length === 0; sweeps++) {
    system.local.passTime(hourMs);
    await system.runSweep();
  }
  expect(readBy('sms', 'nadia')).toHaveLength(1);
});
