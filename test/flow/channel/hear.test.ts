import type { MessageReceived, MessageReported } from '../../../lambdas/channels/events/channel-events';
import { messageEventIn } from '../../../lambdas/channels/events/message-event';
import { contactKey, hasStopped } from '../../../lambdas/channels/consent/contact';
import type { TopicItem } from '../../../lambdas/channels/port/topic-channel';
import { messageTag } from '../../../lambdas/channels/port/message-tag';
import { sms } from '../../../lambdas/channels/sms/sms';
import { hear, type HearPorts } from '../../../lambdas/flow/channel/hear';
import { MemoryContacts } from '../../fakes/memory-contacts';
import { RecordingObserver } from '../../fakes/recording-observer';

const phone = '+442079460123';

class Hearing {
  readonly contacts = new MemoryContacts();
  readonly observer = new RecordingObserver();
  readonly list = new Set<string>();
  readonly received: MessageReceived[] = [];
  readonly reported: MessageReported[] = [];
  isListDown = false;
  /** What happens while the list is taking somebody off. */
  beforeRemoval?: () => Promise<unknown>;

  hear(item: TopicItem) {
    const ports: HearPorts = {
      customers: undefined,
      publisher: {
        complain: async () => undefined,
        amplify: async () => undefined,
        receive: async (message) => void this.received.push(message),
        report: async (report) => void this.reported.push(report),
      },
      contacts: this.contacts,
      optOuts: {
        add: async (handle) => {
          if (this.isListDown) throw new Error('the list cannot be reached');
          this.list.add(handle);
        },
        remove: async (handle) => {
          await this.beforeRemoval?.();
          return this.list.delete(handle) ? 'removed' : 'not-allowed';
        },
      },
      rule: { counts: 'none', phrases: [] },
      rules: sms.rules,
      observer: this.observer,
      clock: () => new Date('2026-11-30T12:00:00Z'),
    };
    return hear(item, ports);
  }

  write(messageBody: string, at: string, inboundMessageId = at) {
    const payload = { originationNumber: phone, destinationNumber: '+442079460000', messageBody, inboundMessageId };
    const [item] = sms.hear(payload, { origination: '', optOutList: '' }, at).items;
    if (!item) throw new Error('nothing was heard');
    return this.hear(item);
  }

  get stopped() {
    return hasStopped(this.contacts.records.get(contactKey('sms', phone)));
  }
}

const [ten, eleven, twelve] = ['2026-11-30T10:00:00.000Z', '2026-11-30T11:00:00.000Z', '2026-11-30T12:00:00.000Z'];

it('STOP ends the channel, on the network’s own list too, and is no message for anybody', async () => {
  const world = new Hearing();
  await expect(world.write('СТОП', ten)).resolves.toBe('stop');
  expect([world.stopped, [...world.list], world.received]).toEqual([true, [phone], []]);
  expect(world.observer.steps).toMatchObject([{ step: 'channel-stopped', network: 'sms' }]);
  expect(JSON.stringify(world.observer.steps)).not.toContain('7946');
});

it('START begins it again, and told out of order what was chosen later stands', async () => {
  const world = new Hearing();
  await world.write('STOP', ten);
  await world.write('START', eleven);
  expect([world.stopped, [...world.list]]).toEqual([false, []]);
  await world.write('STOP', ten);
  expect([world.stopped, [...world.list]]).toEqual([false, []]);
});

it('STOP said while a START was taking them off the network’s list leaves them on it', async () => {
  const world = new Hearing();
  await world.write('STOP', ten);
  // The list is asked to take them off. Before it answers, they say STOP, are on it already, and then are taken off.
  world.beforeRemoval = () => world.write('STOP', twelve);
  await world.write('START', eleven);
  expect([world.stopped, [...world.list]]).toEqual([true, [phone]]);
});

it('STOP that was not put on the network’s list is told again, and holds here from the first time', async () => {
  const world = new Hearing();
  world.isListDown = true;
  await expect(world.write('STOP', ten)).rejects.toThrow('cannot be reached');
  expect(world.stopped).toBe(true);
  world.isListDown = false;
  await world.write('STOP', ten);
  expect([...world.list]).toEqual([phone]);
});

it('whatever else is written is for a person, also what has STOP in it', async () => {
  const world = new Hearing();
  await expect(world.write('Please stop charging me twice!', ten)).resolves.toBe('for-a-person');
  expect(world.received).toMatchObject([{ text: 'Please stop charging me twice!', replyTo: { network: 'sms' } }]);
  expect(world.stopped).toBe(false);
  expect([...world.contacts.records.values()]).toMatchObject([{ lastWroteAt: ten }]);
});

it('a report reaches whoever keeps notices, and a carrier’s word that its customer opted out ends the channel', async () => {
  const world = new Hearing();
  const tag = messageTag({ customerId: 'cus_501', remedyId: 'rem_1', template: 'apology' });
  const report = { type: 'report', network: 'sms', tag, state: 'bounced', reason: 'BLOCKED', at: ten } as const;
  await expect(world.hear({ ...report, stopped: phone })).resolves.toBe('report');
  expect([world.stopped, [...world.list]]).toEqual([true, [phone]]);
  expect(world.reported.map(messageEventIn)).toMatchObject([
    { customerId: 'cus_501', remedyId: 'rem_1', template: 'apology', by: 'sms', state: 'bounced', reason: 'BLOCKED' },
  ]);
  expect(JSON.stringify(world.reported)).not.toContain('7946');
});

it('a report about somebody else’s message is nothing', async () => {
  const world = new Hearing();
  await expect(world.hear({ type: 'report', network: 'sms', state: 'delivered', at: ten })).resolves.toBe('nothing');
  expect(world.reported).toEqual([]);
  const foreign = { schemaVersion: 1, network: 'sms', tag: 'AAAA', state: 'delivered', at: ten };
  expect(messageEventIn(foreign)).toBeUndefined();
});
