import { failWithoutMail, type Unreached } from '../../../local/beside/channels/mail-that-comes-back';
import type { LocalNetwork } from '../../../local/system/channels/local-networks';
import type { LocalSystem } from '../../../local/system/local-system';

let failures = 0;

/** A mail to a customer of this network comes back, and whatever follows has happened. */
export async function mailComesBack(
  system: LocalSystem,
  network: LocalNetwork,
  change: Partial<Omit<Unreached, 'network'>> = {},
): Promise<void> {
  const [visitor] = network.network.people;
  if (!visitor) throw new Error('nobody is there');
  const unreached = { network, visitor, thereItIs: 'day', locale: 'en-GB', ...change } as const;
  const refusal = await failWithoutMail(unreached, `p${(failures += 1)}`, new Date(), system);
  if (refusal !== undefined) throw new Error(refusal);
  await system.idle();
}

/** On each network on which messages are begun, a mail comes back; and somebody says STOP, and START after it. */
export async function toldByMessage(system: LocalSystem): Promise<void> {
  for (const local of system.networks.all.filter(({ isBegun }) => isBegun)) {
    await mailComesBack(system, local);
    const [way] = local.network.ways;
    const by = local.network.people.at(-1);
    if (!way || !by) throw new Error('nobody is there');
    for (const [index, text] of ['STOP', 'START'].entries()) {
      await local.write({ by, way, text, at: new Date(Date.now() + index) });
      await system.idle();
    }
  }
}
