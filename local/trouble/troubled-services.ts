import type { ProviderTrouble } from '../company/provider/trouble/provider-trouble';
import { isWrite, type Interference } from '../emulator/engine/interference';
import type { DatabaseRequest } from '../emulator/events/database-request';
import type { InvocationRegister } from '../emulator/functions/invocation-register';
import { quotaUsedUp } from '../emulator/mail/ses-limits';
import type { SesRefusal } from '../emulator/mail/ses-request';
import type { TroubleId, Troubles } from './troubles';

const ofProvider: Readonly<Partial<Record<TroubleId, ProviderTrouble>>> = {
  'provider-down': 'down',
  'provider-slow': 'slow',
  'reply-lost': 'reply-lost',
  'rate-limited': 'rate-limited',
  'key-expired': 'key-expired',
};

export function providerTroubles(troubles: Troubles): () => readonly ProviderTrouble[] {
  return () => troubles.on.flatMap(({ id }) => ofProvider[id] ?? []);
}

export function mailRefusal(troubles: Troubles): () => SesRefusal | undefined {
  return () => (troubles.isOn('mail-refused') ? quotaUsedUp : undefined);
}

/**
 * A function is killed at the last moment before something is written down: what it did before is done, and nobody
 * knows. Its second attempt is spared, as most machines do not fail twice.
 */
export function databaseTroubles(troubles: Troubles, register: InvocationRegister): Interference {
  return async (operation, traceId) => {
    if (!isWrite(operation)) return 'on';
    const invocation = register.find(traceId);
    const isKilled =
      invocation?.attempt === 1 &&
      troubles.isOn('function-killed') &&
      register.requestsOf(invocation).some(isStored) &&
      (await register.kill(invocation));
    if (isKilled) return 'lost';
    return troubles.isOn('database-throttled') ? 'throttled' : 'on';
  };
}

/** Shared limits are reserved in place, before anything is committed. */
function isStored({ operation, status }: DatabaseRequest): boolean {
  return operation === 'PutItem' && status === 200;
}
