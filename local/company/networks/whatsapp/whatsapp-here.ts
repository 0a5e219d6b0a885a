import { whatsappTemplates } from '../../../../lambdas/channels/whatsapp/send/template-words';
import { whatsappSettingsSchema } from '../../../../lambdas/channels/whatsapp/send/whatsapp-settings';
import { whatsapp } from '../../../../lambdas/channels/whatsapp/whatsapp';
import type { CarriedKind, CarriedNetwork, NotReached, Writing } from '../seen/emulated-network';
import { NetworkHere } from '../seen/network-here';
import { NetworkLog } from '../seen/network-log';
import { WhatsAppNetwork } from './whatsapp-network';
import type { CheckedMessage } from './whatsapp-request';

const message = { id: 'whatsapp', title: 'Write to the number on WhatsApp', isPublic: false } as const;

/** Numbers have no plus there. Ofcom and the Bundesnetzagentur keep these for stories. */
const people = [
  { id: 'amara', name: 'Amara O.', handles: { whatsapp: '447700900401' } },
  { id: 'lars', name: 'Lars H.', handles: { whatsapp: '491713920003' } },
  { id: 'stranger', name: 'Somebody', handles: { whatsapp: '447700900499' } },
] as const;

/** What customers see. */
const number = '442079460400';

const place = { where: 'a message', isPublic: false } as const;

class WhatsAppHere extends NetworkHere<WhatsAppNetwork> implements CarriedNetwork {
  readonly ways = [message];
  readonly people = people;

  constructor(network: WhatsAppNetwork, log: NetworkLog) {
    super(network, network.url, log);
  }

  get notReached(): readonly NotReached[] {
    return this.network.notReached.map(({ person, why }) => ({
      name: people.find(({ handles }) => handles.whatsapp === person)?.name ?? person,
      why,
    }));
  }

  write({ by, way, text, at }: Writing): string {
    const person = by.handles[way.id] ?? '';
    this.log.wrote({ ...place, at, by: by.name, text, thread: person });
    return this.network.written(person, text, { name: by.name, at });
  }

  block({ handles }: Writing['by']): void {
    for (const person of Object.values(handles)) this.network.block(person);
  }

  leave({ handles }: Writing['by']): void {
    for (const person of Object.values(handles)) this.network.leave(person);
  }
}

/** A number on WhatsApp as one sees it here, with the templates that its stage says are approved. */
export const whatsappHere: CarriedKind = {
  channel: 'whatsapp',
  title: 'WhatsApp',
  networkIds: whatsapp.rules.map(({ network }) => network),
  service: 'social-messaging.amazonaws.com',
  client: 'socialMessaging',
  start: async ({ channel, clock, guard, publish }) => {
    const log = new NetworkLog(clock);
    const { phoneNumberId, approvedTemplates } = whatsappSettingsSchema.parse(channel);
    const network = await WhatsAppNetwork.start({
      phoneNumberId,
      number,
      templates: placesIn(Object.keys(approvedTemplates)),
      clock,
      guard,
      onShown: ({ to, text, template }) =>
        log.answered({ ...place, text: template ? filledIn(template) : text, thread: to }),
      publish: (event) => publish(event, clock()),
    });
    return new WhatsAppHere(network, log);
  },
};

/** Meta has the words of a template, and is told what stands at its places. */
function filledIn({ name, language, values }: NonNullable<CheckedMessage['template']>): string {
  const known = Object.values(whatsappTemplates).find((one) => one.name === name && one.language === language);
  return (known?.body ?? '').replace(/\{\{(\d)\}\}/g, (_, place: string) => values[Number(place) - 1] ?? '');
}

/** How many places Meta has approved each template with. */
function placesIn(locales: readonly string[]): Readonly<Record<string, number>> {
  return Object.fromEntries(
    locales.flatMap((locale) => {
      const template = whatsappTemplates[locale];
      return template ? [[`${template.name} ${template.language}`, template.examples.length] as const] : [];
    }),
  );
}
