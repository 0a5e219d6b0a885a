import { sms } from '../../../../lambdas/channels/sms/sms';
import {
  settingOf,
  type CarriedKind,
  type CarriedNetwork,
  type NotReached,
  type Writing,
} from '../seen/emulated-network';
import { NetworkHere } from '../seen/network-here';
import { NetworkLog } from '../seen/network-log';
import { SmsNetwork } from './sms-network';

const message = { id: 'sms', title: 'Write an SMS to the number', isPublic: false } as const;

/** Numbers that Ofcom and the Bundesnetzagentur keep for stories. The one at sea is made up. */
const people = [
  { id: 'nadia', name: 'Nadia R.', handles: { sms: '+447700900301' } },
  { id: 'felix', name: 'Felix B.', handles: { sms: '+491713920002' } },
  { id: 'iris', name: 'Iris, at sea, whose phone is dear', handles: { sms: '+88216000303' } },
  { id: 'stranger', name: 'Somebody', handles: { sms: '+447700900399' } },
] as const;

/** What customers see above a message. */
const number = '+442079460300';

const place = { where: 'an SMS', isPublic: false } as const;

class SmsHere extends NetworkHere<SmsNetwork> implements CarriedNetwork {
  readonly ways = [message];
  readonly people = people;

  constructor(
    network: SmsNetwork,
    log: NetworkLog,
    private readonly off: Set<string>,
  ) {
    super(network, network.url, log);
  }

  get notReached(): readonly NotReached[] {
    return [
      ...[...this.network.optedOut].map(([phone, { byUser }]) => ({
        name: nameOf(phone),
        why: byUser
          ? 'has told the number to stop, and is on its opt-out list'
          : 'is on the opt-out list of the number',
      })),
      ...[...this.off].map((phone) => ({ name: nameOf(phone), why: 'has a phone that no carrier reaches' })),
    ];
  }

  write({ by, way, text, at }: Writing): string {
    const phone = by.handles[way.id] ?? '';
    this.log.wrote({ ...place, at, by: by.name, text, thread: phone });
    const wasOptedOut = this.network.optedOut.has(phone);
    const published = this.network.written(phone, text);
    if (!wasOptedOut && this.network.optedOut.has(phone)) {
      this.log.saidItself({
        by: 'AWS, by itself',
        text: 'You get no more messages of this number.',
        where: 'an SMS',
        thread: phone,
      });
    }
    return published;
  }

  /** They have told the number so, and AWS keeps it: nobody else hears of it. */
  block({ handles }: Writing['by']): void {
    for (const phone of Object.values(handles)) this.network.optedOut.set(phone, { byUser: true });
  }

  leave({ handles }: Writing['by']): void {
    for (const phone of Object.values(handles)) this.off.add(phone);
  }
}

function nameOf(phone: string): string {
  return people.find(({ handles }) => handles.sms === phone)?.name ?? phone;
}

/** A two-way number at AWS as one sees it here: the phones of its customers. */
export const smsHere: CarriedKind = {
  channel: 'sms',
  title: 'SMS',
  networkIds: sms.rules.map(({ network }) => network),
  service: 'sms-voice.amazonaws.com',
  client: 'smsVoice',
  start: async ({ channel, clock, guard, report }) => {
    const log = new NetworkLog(clock);
    const off = new Set<string>();
    const network = await SmsNetwork.start({
      origination: settingOf(channel, 'origination'),
      optOutList: settingOf(channel, 'optOutList'),
      number,
      clock,
      guard,
      onShown: ({ to, text, messageId }) => {
        const isOff = off.has(to);
        if (!isOff) log.answered({ ...place, text, thread: to });
        const {
          source,
          'detail-type': detailType,
          detail,
        } = network.report(messageId, isOff ? 'TEXT_UNREACHABLE' : 'TEXT_DELIVERED');
        report({ source, detailType, resources: [settingOf(channel, 'origination')], detail: { ...detail } });
      },
    });
    return new SmsHere(network, log, off);
  },
};
