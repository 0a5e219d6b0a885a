import { ContactCenter } from '../../../local/beside/channels/contact-center';
import { makeKnown } from '../../../local/beside/channels/known-visitors';
import type { LocalSystem } from '../../../local/system/local-system';

/** On each network a known customer complains, and is answered where they wrote. */
export async function writtenAndAnswered(system: LocalSystem): Promise<void> {
  const center = new ContactCenter(system);
  for (const local of system.networks.all) {
    const [by] = local.network.people;
    const [way] = local.network.ways;
    if (!by || !way) throw new Error('nobody is there');
    await makeKnown(local.kind, by, system);
    await local.write({ by, way, text: 'Two weeks, and no answer', at: new Date() });
    await system.idle();
    const [received] = center.receivedOn(local.networkIds);
    if (!received) throw new Error(`nothing came from ${local.kind.channel}`);
    const to = received.message.isPublic ? 'public' : 'author';
    await center.answer(received, { to, text: 'We are sorry.', by: 'person' });
    await system.idle();
  }
}
