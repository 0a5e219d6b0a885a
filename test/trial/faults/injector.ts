import { unreachable } from '../../../lambdas/model/unreachable';
import type { ProviderGate } from '../provider-gate';
import type { BusHop } from './bus-hop';
import type { Duplicates } from './duplicates';
import type { Fault } from './fault-rows';
import type { Kills } from './kills';
import type { Microburst } from './microburst';

/** Makes one kind of fault happen for a while. */
export interface Injector {
  start(): Promise<void>;
  stop(): Promise<void>;
  /** How many faults have happened since it started. */
  count(): Promise<number>;
}

/** Who can make faults happen. */
export interface Injecting {
  readonly proxy: Microburst;
  readonly hop: BusHop;
  readonly gate: ProviderGate;
  readonly kills: () => Kills;
  readonly duplicates: () => Duplicates;
}

export function injectorOf(fault: Fault, { proxy, hop, gate, kills, duplicates }: Injecting): Injector {
  switch (fault.by) {
    case 'proxy':
      return byProxy(proxy, fault.rules);
    case 'provider': {
      const set = async (state: typeof fault.state): Promise<void> => gate.set(state);
      // The count goes on until the next one starts.
      return {
        start: () => set(fault.state),
        stop: async () => void (gate.state = 'open'),
        count: async () => gate.stopped,
      };
    }
    case 'bus': {
      const refuse = async (isRefusing: boolean): Promise<void> => void (hop.isRefusing = isRefusing);
      return { start: () => refuse(true), stop: () => refuse(false), count: async () => hop.refused };
    }
    case 'kills': {
      const running = kills();
      return { start: async () => running.start(), stop: () => running.stop(), count: async () => running.count };
    }
    case 'duplicates': {
      const twins = duplicates();
      return { start: () => twins.start(), stop: () => twins.stop(), count: async () => twins.count };
    }
    default:
      return unreachable(fault);
  }
}

function byProxy(proxy: Microburst, rules: Extract<Fault, { by: 'proxy' }>['rules']): Injector {
  let before = 0;
  return {
    start: async () => {
      before = await proxy.faulted();
      await proxy.setRules(rules);
    },
    stop: () => proxy.setRules([]),
    count: async () => (await proxy.faulted()) - before,
  };
}
