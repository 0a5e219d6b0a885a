import type { Context } from 'aws-lambda';
import type { MessageReceived, MessageReported } from '../../../lambdas/channels/events/channel-events';
import { sms } from '../../../lambdas/channels/sms/sms';
import { channelTopicHandler, type TopicEvent } from '../../../lambdas/runtime/channels/channel-topic-handler';
import { SmsNetwork } from '../../../local/company/networks/sms/sms-network';
import { MemoryContacts } from '../../fakes/memory-contacts';
import { RecordingObserver } from '../../fakes/recording-observer';
import { silent } from '../../fakes/silent-telemetry';

const settings = {
  origination: 'arn:aws:sms-voice:eu-west-1:111122223333:phone-number/phone-1f9c',
  optOutList: 'arn:aws:sms-voice:eu-west-1:111122223333:opt-out-list/customers',
};
const phone = '+442079460123';

let network: SmsNetwork;
beforeEach(async () => {
  network = await SmsNetwork.start({ ...settings, number: '+442079460000', clock: () => new Date() });
});
afterEach(() => network.stop());

/** The function as it is deployed, with the bus as lists. */
class TopicScene {
  readonly received: MessageReceived[] = [];
  readonly reported: MessageReported[] = [];
  readonly contacts = new MemoryContacts();
  readonly observer = new RecordingObserver();

  hear(event: object) {
    const ports = {
      customers: undefined,
      publisher: {
        complain: async () => undefined,
        amplify: async () => undefined,
        receive: async (message: MessageReceived) => void this.received.push(message),
        report: async (report: MessageReported) => void this.reported.push(report),
      },
      contacts: this.contacts,
      rule: { counts: 'none' as const, phrases: [] },
      rules: sms.rules,
      observer: this.observer,
      clock: () => new Date(),
    };
    const handler = channelTopicHandler(sms, undefined, () => ({ ports, settings }), silent);
    return handler(event as TopicEvent, { getRemainingTimeInMillis: () => 30_000 } as Context);
  }
}

it('a notification of the topic becomes a message, with the number that wrote and until when it may be answered', async () => {
  const world = new TopicScene();
  await expect(world.hear(network.message(phone, 'Где мой заказ?'))).resolves.toEqual(['for-a-person']);
  expect(world.received).toMatchObject([{ text: 'Где мой заказ?', author: { handle: phone }, channel: 'sms' }]);
  expect(world.received[0]).not.toHaveProperty('answerBy');
});

it('told twice it is the same message', async () => {
  const world = new TopicScene();
  const notification = network.message(phone, 'No answer');
  await world.hear(notification);
  await world.hear(notification);
  const [first, second] = world.received.map(({ replyTo }) => replyTo);
  expect(second).toEqual(first);
});

it('an event of the bus about somebody else’s SMS says nothing, and one about ours is reported', async () => {
  const world = new TopicScene();
  const event = network.report('other', 'TEXT_DELIVERED');
  await expect(world.hear(event)).resolves.toEqual(['nothing']);
  await world.hear({ ...event, detail: { ...event.detail, context: { amends: 'tag_1' } } });
  expect(world.reported).toMatchObject([{ tag: 'tag_1', state: 'delivered', network: 'sms' }]);
});

it('STOP in one notification and START in the next end where the customer ended', async () => {
  const world = new TopicScene();
  await expect(world.hear(network.message(phone, 'STOP'))).resolves.toEqual(['stop']);
  await new Promise((resolve) => setTimeout(resolve, 5));
  await expect(world.hear(network.message(phone, 'START'))).resolves.toEqual(['start']);
  expect([...world.contacts.records.values()]).toMatchObject([{ choice: { made: 'start' } }]);
  expect(world.received).toEqual([]);
});

it('what is no notification is refused for good, and one whose text cannot be read is passed over', async () => {
  const world = new TopicScene();
  await expect(world.hear({ Records: 'x' })).rejects.toThrow(/no notifications/);
  const Sns = { Message: 'no JSON', Timestamp: new Date().toISOString() };
  await expect(world.hear({ Records: [{ Sns }] })).resolves.toEqual([]);
  expect(world.observer.steps).toMatchObject([{ step: 'webhook-ignored' }]);
});
