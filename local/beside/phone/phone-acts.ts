import type { Contact } from '../../emulator/connect/contact';
import type { LocalPhone } from '../../system/phone/local-phone';

/** What a visitor may do with a contact: as the agent, as the customer, or as the clock. */
export interface PhoneAct {
  readonly id: string;
  readonly title: string;
  /** Who does it. */
  readonly who: 'agent' | 'customer';
  readonly isFor: (contact: Contact) => boolean;
  readonly run: (contact: Contact, phone: LocalPhone) => void;
}

const is =
  (channel: Contact['channel'], ...states: readonly Contact['state'][]) =>
  (contact: Contact): boolean =>
    contact.channel === channel && states.includes(contact.state);

/** In the order in which they usually come. */
export const phoneActs: readonly PhoneAct[] = [
  {
    id: 'accept',
    title: 'Accept the task',
    who: 'agent',
    isFor: is('TASK', 'queued'),
    run: ({ contactId }, { instance }) => instance.accept(contactId),
  },
  {
    id: 'leave',
    title: 'Leave it until it expires',
    who: 'agent',
    isFor: is('TASK', 'queued'),
    run: ({ contactId }, { instance }) => instance.finish(contactId),
  },
  {
    id: 'done',
    title: 'End the task',
    who: 'agent',
    isFor: is('TASK', 'connected'),
    run: ({ contactId }, { instance }) => instance.finish(contactId),
  },
  {
    id: 'answer',
    title: 'Answer the phone',
    who: 'customer',
    isFor: is('VOICE', 'dialling'),
    run: ({ contactId }, { instance }) => instance.answer(contactId),
  },
  {
    id: 'ring',
    title: 'Let it ring',
    who: 'customer',
    isFor: is('VOICE', 'dialling'),
    run: ({ contactId }, { instance }) => instance.finish(contactId),
  },
  {
    id: 'take',
    title: 'Take the call',
    who: 'agent',
    isFor: is('VOICE', 'answered'),
    run: ({ contactId }, { instance }) => instance.accept(contactId),
  },
  {
    id: 'hang-up',
    title: 'Hang up before anybody speaks',
    who: 'customer',
    isFor: is('VOICE', 'answered'),
    run: ({ contactId }, { instance }) => instance.finish(contactId),
  },
  {
    id: 'spoken',
    title: 'Hang up: we have spoken',
    who: 'agent',
    isFor: is('VOICE', 'connected'),
    run: ({ contactId }, { instance }) => instance.finish(contactId),
  },
  {
    id: 'machine',
    title: 'Hang up: it was a machine',
    who: 'agent',
    isFor: is('VOICE', 'connected'),
    run: ({ contactId }, phone) => {
      phone.noteNobody(contactId);
      phone.instance.finish(contactId);
    },
  },
];
