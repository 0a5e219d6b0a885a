import type { World } from '../world';
import type { BusEvent } from '../sim-bus';
import { at, textAt, type Plain } from '../stored';
import type { ChannelName } from './channel-functions';
import type { SimChannels } from './sim-channels';
import { plain } from './sim-network';

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** How ids of customers begin. Some look like others. */
const beginnings: readonly string[] = ['c', 'cr\u00e9e-', 'C', 'CR\u00c9E-'];

const customers = beginnings.flatMap((begins) => [1, 2, 3, 4, 5, 6].map((number) => `${begins}${number}`));

/** Where customers can be reached beside their mail. A number is written in several ways. */
export function handlesOf(customerId: string): Readonly<Record<ChannelName, string>> {
  const number = 100 + customers.indexOf(customerId.normalize('NFC'));
  return {
    sms: `+447700900${number}`,
    whatsapp: `447700950${number}`,
    facebook: `70${number}`,
    http: `guest-${number}`,
  };
}

/** What events say of it. */
export function channelsIn(customerId: string): readonly { readonly channel: string; readonly handle: string }[] {
  const { sms, whatsapp } = handlesOf(customerId);
  const written = sms.replace(/^(\+44)(\d{4})/, '$1 $2 ');
  return [
    { channel: 'sms', handle: written },
    { channel: 'whatsapp', handle: whatsapp },
  ];
}

/**
 * Plans what customers write on networks, and what people of the company answer: soon, late, twice, or with what nobody
 * else should read; and that somebody says STOP in between.
 *
 * @param troubledMs while the world's other troubles last
 */
export function planChannels(world: World, channels: SimChannels, troubledMs: number): void {
  const { random, auditor } = channels;
  for (const customerId of customers) {
    for (const [network, handle] of Object.entries(handlesOf(customerId))) auditor.belongs(network, handle, customerId);
  }
  world.bus.addTarget('MessageReceived', (event) => read(event, world, channels));
  if (random.chance(0.15)) {
    world.scheduler.after(random.int(0, troubledMs / 2), () => stopElsewhere(world, channels));
  }
  for (let more = random.int(4, 14); more > 0; more--) {
    const afterMs = random.chance(0.6) ? random.int(0, hourMs) : random.int(0, troubledMs);
    world.scheduler.after(afterMs, () => customerWrites(world, channels));
  }
}

/** They said STOP to others who write from the same number: only the network knows. */
function stopElsewhere(world: World, { random, networks: { sms } }: SimChannels): void {
  for (const customerId of customers.filter(() => random.chance(0.5)))
    sms.optedOut.add(plain(handlesOf(customerId).sms));
  world.trace.count('customers on sms: stop elsewhere');
}

function customerWrites(world: World, channels: SimChannels): void {
  const { random } = channels;
  const channel = random.pick(['sms', 'sms', 'whatsapp', 'whatsapp', 'facebook', 'http'] as const);
  const handle = handlesOf(random.pick(customers.slice(0, 2)))[channel];
  const isCarrier = channel === 'sms' || channel === 'whatsapp';
  const choice = isCarrier && random.chance(0.4) ? random.pick(['stop', 'start'] as const) : undefined;
  say(world, channels, { channel, handle, choice });
  // Whoever changes their mind does so at once, or later.
  if (choice === undefined || !random.chance(0.5)) return;
  const other = choice === 'stop' ? 'start' : 'stop';
  const afterMs = random.chance(0.5) ? random.int(0, 2 * secondMs) : random.int(0, 2 * hourMs);
  world.scheduler.after(afterMs, () => say(world, channels, { channel, handle, choice: other }));
}

interface Says {
  readonly channel: ChannelName;
  readonly handle: string;
  readonly choice: 'stop' | 'start' | undefined;
}

function say(world: World, channels: SimChannels, { channel, handle, choice }: Says): void {
  const { random, auditor } = channels;
  const { now } = world.scheduler;
  const id = `msg-${channels.nextNumber()}x`;
  const words = random.pick(['It is terrible.', 'Where is it?', 'Thanks']);
  const text =
    choice === undefined ? words : choice === 'stop' ? random.pick(['STOP', 'Stop please', 'stopp']) : 'START';
  const isPublic = channel === 'facebook' && random.chance(0.4);
  world.trace.count(`customers on ${channel}: ${choice ?? 'write'}`);
  world.trace.record('a customer', () => `${id} on ${channel} by ${handle}: ${text}`);
  // WhatsApp counts in seconds.
  const writtenAt = channel === 'whatsapp' ? Math.floor(now / secondMs) * secondMs : now;
  auditor.wrote({ id, network: channel, handle, writtenAt, choice });
  channels.write({ id, channel, handle, text, at: now, isPublic });
}

/** Somebody of the company hears of it, and perhaps answers. */
function read(event: BusEvent, world: World, channels: SimChannels): void {
  const { random } = channels;
  const detail = event.detail as Plain;
  if (!random.chance(0.7)) return;
  const network = textAt(detail, 'replyTo', 'network');
  const isPublic = at(detail, 'isPublic') === true;
  const afterMs = random.pick([
    random.int(minuteMs, hourMs),
    random.int(minuteMs, 30 * hourMs),
    random.int(0, 9 * dayMs),
  ]);
  const answerId = `answer-${channels.nextNumber()}x`;
  const by = random.chance(0.3) ? ('machine' as const) : ('person' as const);
  const to = isPublic && random.chance(0.7) ? ('public' as const) : ('author' as const);
  const personal = random.chance(0.3) ? ' Write to ann@example.com.' : '';
  const text = `We look into it: ${answerId}.${personal}`;
  const written = { schemaVersion: 1, answerId, replyTo: at(detail, 'replyTo'), to, text, by };
  const hand = (one: typeof written, ms: number): void =>
    world.scheduler.after(ms, () => {
      world.trace.count(`answers handed over on ${network}`);
      channels.auditor.answered({
        ...{ answerId: one.answerId, network, text: one.text, by, to },
        threadId: textAt(detail, 'replyTo', 'threadId'),
        writtenAt: Date.parse(textAt(detail, 'replyTo', 'writtenAt')),
      });
      world.bus.accept('channels.answers', 'AnswerWritten', one);
    });
  hand(written, afterMs);
  if (random.chance(0.3)) hand(written, afterMs + random.int(0, hourMs));
  // A desk that counts anew gives one id to two answers.
  if (random.chance(0.1))
    hand({ ...written, text: `It was another: ${answerId}.` }, afterMs + random.int(0, 2 * hourMs));
}
