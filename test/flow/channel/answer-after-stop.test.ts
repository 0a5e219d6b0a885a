import type { AnswerEvent } from '../../../lambdas/channels/events/answer-events';
import { contactKey, hasStopped, noteContact } from '../../../lambdas/channels/consent/contact';
import type { AnswerOutcome, WrittenAnswer } from '../../../lambdas/channels/port/answer';
import { sms } from '../../../lambdas/channels/sms/sms';
import { giveAnswer } from '../../../lambdas/flow/channel/give-answer';
import { MemoryAnswers } from '../../fakes/memory-answers';
import { MemoryContacts } from '../../fakes/memory-contacts';
import { RecordingObserver } from '../../fakes/recording-observer';

const phone = '+442079460123';
const writtenAt = '2026-11-30T10:00:00.000Z';
const answer: WrittenAnswer = {
  schemaVersion: 1,
  answerId: 'ans_1',
  replyTo: { network: 'sms', account: '+442079460000', messageId: 'm1', threadId: phone, writtenAt },
  to: 'author',
  text: 'We are sorry.',
  by: 'person',
};

class Scene {
  readonly contacts = new MemoryContacts();
  readonly published: AnswerEvent[] = [];
  readonly sent: string[] = [];
  next: AnswerOutcome = { state: 'sent', reference: 'r1' };

  give() {
    return giveAnswer(answer, {
      store: new MemoryAnswers(),
      contacts: this.contacts,
      sender: {
        isIdempotent: false,
        send: async ({ answer: { text } }) => {
          this.sent.push(text);
          return this.next;
        },
      },
      wayTo: sms.wayTo,
      publisher: { publish: async (event) => void this.published.push(event) },
      observer: new RecordingObserver(),
      clock: () => new Date('2026-11-30T12:00:00Z'),
    });
  }
}

it('a person’s answer is not sent either to whoever has said STOP, and the person hears why', async () => {
  const scene = new Scene();
  await noteContact('sms', phone, { choice: 'stop', at: writtenAt }, scene.contacts);
  await scene.give();
  expect(scene.sent).toEqual([]);
  expect(scene.published).toMatchObject([
    { state: 'refused', reason: 'not-reachable', why: 'the customer has said STOP' },
  ]);
});

it('it is sent to whoever has said START since', async () => {
  const scene = new Scene();
  await noteContact('sms', phone, { choice: 'stop', at: writtenAt }, scene.contacts);
  await noteContact('sms', phone, { choice: 'start', at: '2026-11-30T11:00:00.000Z' }, scene.contacts);
  await scene.give();
  expect(scene.sent).toEqual(['We are sorry.']);
});

it('where the network says that the customer has said STOP, nothing is begun there from then on', async () => {
  const scene = new Scene();
  scene.next = { state: 'refused', reason: 'not-reachable', why: 'AWS: ConflictException', hasStopped: true };
  await scene.give();
  expect(hasStopped(await scene.contacts.find(contactKey('sms', phone)))).toBe(true);
});
