import * as z from 'zod';
import { ContactCenter, type ReceivedMessage } from '../../../local/beside/channels/contact-center';
import { makeKnown, strangerId } from '../../../local/beside/channels/known-visitors';
import { networkKinds } from '../../../local/company/networks/network-kinds';
import {
  isCarried,
  type CallingNetwork,
  addressOf,
  type SignedRequest,
  type Visitor,
  type WayToWrite,
} from '../../../local/company/networks/seen/emulated-network';
import type { LocalNetwork } from '../../../local/system/channels/local-networks';
import type { SystemEvent } from '../../../local/system/system-event';
import { playbackFailure, TestSystem } from '../test-system';

// Each network of the local stage, over its channel's own URL: the door, the queue, the bus, the ledger, and back.

const hourMs = 3_600_000;
const channels = networkKinds.map(({ channel }) => channel);
const complaint = 'Two weeks, and no answer. <b>Never again!</b>';

let system: TestSystem;
let center: ContactCenter;
const events: { readonly source: string; readonly type: string; readonly detail: unknown }[] = [];

beforeAll(async () => {
  const listener = (event: SystemEvent): void => {
    if (event.kind !== 'event-accepted') return;
    events.push({ source: event.source, type: event.detailType, detail: event.detail });
  };
  system = await TestSystem.open({ listener });
  center = new ContactCenter(system.local);
});

afterEach(() => {
  for (const { network } of system.local.networks.all) network.weather = 'fine';
});

afterAll(() => system.local.stop());

function networkOf(channel: string): LocalNetwork {
  const found = system.local.networks.all.find(({ kind }) => kind.channel === channel);
  if (!found) throw new Error(`The local stage has no ${channel}.`);
  return found;
}

function visitorOf({ network }: LocalNetwork, number: number): Visitor {
  const visitor = network.people[number];
  if (!visitor) throw new Error('nobody is there');
  return visitor;
}

/** Those that AWS carries sign nothing: who publishes on their topics says its policy. */
function callingAt({ kind, network }: LocalNetwork): CallingNetwork {
  if (isCarried(kind)) throw new Error(`${kind.channel} calls no URL.`);
  return network as CallingNetwork;
}

/** Nobody else can tell it anything: it has no URL at all. */
function expectNothingPublic(channel: string): void {
  const named = system.local.template.functions.filter(({ environment }) =>
    environment['POWERTOOLS_SERVICE_NAME']?.startsWith(`${channel}-`),
  );
  expect(named).toHaveLength(2);
  const { functionUrls } = system.local.endpoints;
  expect(named.map(({ name }) => functionUrls[name])).toEqual([undefined, undefined]);
}

const typesAbout = (text: string): string[] =>
  events.flatMap(({ type, detail }) => (JSON.stringify(detail).includes(text) ? [type] : []));

/** Writes, and waits until all of it was heard. */
async function write(
  local: LocalNetwork,
  by: Visitor,
  text: string,
  {
    way = local.network.ways[0],
    agoHours = 0,
  }: { readonly way?: WayToWrite | undefined; readonly agoHours?: number } = {},
): Promise<ReceivedMessage> {
  if (!way) throw new Error('there is no way to write');
  const status = await local.write({ by, way, text, at: new Date(Date.now() - agoHours * hourMs) });
  expect(status).toBe(200);
  await system.local.idle();
  const received = center.receivedOn(local.networkIds).find(({ message }) => message.text === text);
  if (!received) throw new Error(`nobody heard "${text}"`);
  return received;
}

async function answer(
  received: ReceivedMessage,
  text: string,
  to: 'public' | 'author',
): Promise<ReceivedMessage['answers'][0]> {
  expect(await center.answer(received, { to, text, by: 'person' })).toBeUndefined();
  await system.local.idle();
  const given = received.answers.at(-1);
  if (!given) throw new Error('no answer was given');
  return given;
}

/** What somebody would send who has not the secret. Two networks sign nothing, and only send one along. */
function forgeriesOf(channel: string, { body, headers, query }: SignedRequest, words: string): SignedRequest[] {
  const other = changed(body, words);
  if (channel === 'vk') return [{ headers, body: other.replace(/"secret":"[^"]*"/, '"secret":"another"') }];
  if (channel === 'odnoklassniki') {
    return [
      { headers, body: other },
      { headers, body: other, query: { key: 'another' } },
    ];
  }
  return [
    { headers, query, body: other },
    { headers: {}, body },
  ];
}

/** As somebody on its way would. What is encrypted has no words in it, and so one sign of it is another one. */
function changed(body: string, words: string): string {
  const replaced = body.replace('No answer, truly', words);
  if (replaced !== body) return replaced;
  const sign = /(?<=Encrypt>(?:<!\[CDATA\[)?)./;
  return body.replace(sign, (first) => (first === 'A' ? 'B' : 'A'));
}

const toOf = ({ message }: ReceivedMessage): 'public' | 'author' => (message.isPublic ? 'public' : 'author');

const shownTo = ({ network }: LocalNetwork): string[] =>
  network.seen.flatMap(({ isOfCompany, text }) => (isOfCompany ? [text] : []));

const callSchema = z.object({ customerId: z.string(), channel: z.string() });

describe.each(channels)('%s', (channel) => {
  it('a complaint there is a failure, of which a person hears with the customer, once however often it comes', async () => {
    const local = networkOf(channel);
    const by = visitorOf(local, 0);
    const customerId = await makeKnown(local.kind, by, system.local);
    const received = await write(local, by, complaint);
    expect(received.message).toMatchObject({ judgedAs: 'complaint', customerId, text: complaint });
    await local.repeat();
    await system.local.idle();
    expect(received.times).toBe(2);
    const raised = events.filter(
      ({ type, detail }) => type === 'ComplaintRaised' && JSON.stringify(detail).includes(`"${customerId ?? ''}"`),
    );
    expect(raised.map(({ source }) => source)).toEqual(['amends.channels', 'amends.channels']);
    const calls = system.local.partners.callbackTeam.received.filter((call) => call.customerId === customerId);
    expect(calls.map((call) => callSchema.parse(call))).toEqual([{ customerId, channel: received.message.channel }]);
    expect(await system.local.deadLetters()).toEqual([]);
  });

  it('an apology reaches whoever wrote, where they wrote, and leaves once', async () => {
    const local = networkOf(channel);
    for (const way of local.network.ways) {
      const received = await write(local, visitorOf(local, 1), `I wait, by ${way.id}.`, { way });
      const sorry = `We are sorry, and it was us (${way.id}). 申し訳ありません`;
      const given = await answer(received, sorry, toOf(received));
      expect(given.outcome).toMatchObject({ state: 'sent', replyTo: received.message.replyTo });
      const seen = local.network.seen.filter(({ text }) => text === sorry);
      expect(seen).toMatchObject([{ isOfCompany: true, isPublic: way.isPublic }]);
      const asked = local.network.seen.find(({ text }) => text === `I wait, by ${way.id}.`);
      expect(seen[0]?.thread).toBe(asked?.thread);
    }
  });

  it('nothing personal is said where everybody reads it', async () => {
    const local = networkOf(channel);
    const way = local.network.ways.find(({ isPublic }) => isPublic);
    if (!way) return;
    const received = await write(local, visitorOf(local, 1), 'And my order?', { way });
    const given = await answer(received, 'Your order 5512345 of 29 GBP is refunded.', 'public');
    expect(given.outcome).toMatchObject({ state: 'refused', reason: 'personal-in-public' });
    expect(shownTo(local).join('\n')).not.toContain('5512345');
  });

  it('nobody guesses who a stranger is: a person reads it, and it is no failure', async () => {
    const local = networkOf(channel);
    const stranger = local.network.people.find(({ id }) => id === strangerId);
    if (!stranger) throw new Error('nobody is a stranger');
    const text = `No answer, says a stranger on ${channel}.`;
    const received = await write(local, stranger, text);
    expect([received.message.judgedAs, received.message.customerId]).toEqual(['for-a-person', undefined]);
    expect(typesAbout(text)).toEqual(['MessageReceived']);
  });

  it('what nobody signed, or somebody changed on its way, is answered 400 and heard by nobody', async () => {
    const local = networkOf(channel);
    if (isCarried(local.kind)) return expectNothingPublic(channel);
    const url = system.local.endpoints.functionUrls[system.functionOf(`${channel}-webhook`)] ?? '';
    const [way] = local.network.ways;
    if (!way) throw new Error('there is no way to write');
    const signed = callingAt(local).write({ by: visitorOf(local, 0), way, text: 'No answer, truly', at: new Date() });
    const forged = `No answer, forged on ${channel}`;
    for (const request of forgeriesOf(channel, signed, forged)) {
      const { headers, body } = request;
      const { status } = await fetch(addressOf(url, request), { method: 'POST', headers, body });
      expect(status).toBe(400);
    }
    await system.local.idle();
    expect(typesAbout(forged)).toEqual([]);
  });

  it('a lost reply leaves nobody with two apologies', async () => {
    const local = networkOf(channel);
    const received = await write(local, visitorOf(local, 1), 'Is anybody there?');
    local.network.weather = 'lost';
    const sorry = `Here we are, sorry (${channel}).`;
    const given = await answer(received, sorry, toOf(received));
    local.network.weather = 'fine';
    for (let sweep = 0; sweep < 3 && given.outcome?.state !== 'sent'; sweep++) await system.runSweep();
    expect(['sent', 'unknown']).toContain(given.outcome?.state);
    expect(shownTo(local).filter((text) => text === sorry)).toHaveLength(1);
  });

  it('a network that is busy gets the answer later', async () => {
    const local = networkOf(channel);
    const received = await write(local, visitorOf(local, 1), 'Hello again?');
    local.network.weather = 'busy';
    const sorry = `We were slow, sorry (${channel}).`;
    const given = await answer(received, sorry, toOf(received));
    expect([given.outcome, shownTo(local).includes(sorry)]).toEqual([undefined, false]);
    local.network.weather = 'fine';
    for (let sweep = 0; sweep < 5 && given.outcome === undefined; sweep++) {
      system.local.passTime(hourMs);
      await system.runSweep();
    }
    expect(given.outcome).toMatchObject({ state: 'sent' });
    expect(shownTo(local).filter((text) => text === sorry)).toHaveLength(1);
  });
});

it('a window that has ended is over, on each network that has one', async () => {
  const ended: Readonly<Record<string, readonly [way: string, agoHours: number]>> = {
    facebook: ['message', 8 * 24],
    chatwoot: ['whatsapp', 25],
    whatsapp: ['whatsapp', 25],
    wechat: ['message', 49],
  };
  for (const [channel, [id, agoHours]] of Object.entries(ended)) {
    const local = networkOf(channel);
    const way = local.network.ways.find((known) => known.id === id);
    const received = await write(local, visitorOf(local, 0), `Long ago, on ${channel}.`, { way, agoHours });
    expect((await answer(received, 'Too late, and sorry.', 'author')).outcome).toMatchObject({ reason: 'window-over' });
  }
});

it('three people who write about one cause are an incident, which is told, and which their messages bear', async () => {
  const local = networkOf('facebook');
  const received: ReceivedMessage[] = [];
  for (const by of local.network.people) {
    await makeKnown(local.kind, by, system.local);
    received.push(await write(local, by, `Never again, says ${by.name}`));
  }
  const amplified = events.filter(({ type }) => type === 'ComplaintsAmplified').map(({ detail }) => detail);
  expect(amplified).toEqual([
    expect.objectContaining({ network: 'facebook', cause: 'never again', people: 3, withinMinutes: 60 }),
  ]);
  const { incidentId } = z.object({ incidentId: z.string() }).parse(amplified[0]);
  expect(received.map(({ message }) => message.incidentId)).toEqual([undefined, undefined, incidentId]);
  expect(await system.local.deadLetters()).toEqual([]);
});

it('whoever blocked the company is not reached, and it says so', async () => {
  const local = networkOf('facebook');
  const [, way] = local.network.ways;
  const by = visitorOf(local, 1);
  const received = await write(local, by, 'I have enough of you.', { way });
  local.network.block?.(by);
  expect((await answer(received, 'We are sorry.', 'author')).outcome).toMatchObject({ reason: 'not-reachable' });
});

it('a mail that comes back is said on WeChat, by a template of the account, to whoever allowed it', async () => {
  const local = networkOf('wechat');
  const handle = visitorOf(local, 0).handles['message'] ?? '';
  const { Detail, ...entry } = playbackFailure(4_711);
  const customer = {
    id: 'cus_4711',
    name: 'Viewer',
    email: 'bounce@simulator.amazonses.com',
    locale: 'zh-CN',
    timeZone: 'Asia/Shanghai',
    channels: [{ channel: 'wechat', handle }],
  };
  await system.publishFailure({ ...entry, Detail: { ...Detail, customer } });
  await system.local.idle();
  for (let hour = 0; hour < 12 && !shownTo(local).some((text) => text.includes('Example Films')); hour++) {
    system.local.passTime(hourMs);
    await system.runSweep();
    await system.local.idle();
  }
  const begun = shownTo(local).filter((text) => /\n[0-9A-Z]{4}-[0-9A-Z]{4}$/.test(text));
  expect(begun).toEqual([expect.stringContaining('Example Films')]);
});
