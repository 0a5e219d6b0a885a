import * as z from 'zod/mini';
import { conversationOwners, ownerRulesSchema, type OwnerRules } from '../../lambdas/conversation/owners/owner-rules';
import type { Owner } from '../../lambdas/failures/definition/failure-definition';
import { ownerName, type AlarmSettings } from '../options/alarm-settings';

/** Hours, targets or routes of owners that nobody could keep. */
export class OwnerRulesError extends Error {
  override readonly name = 'OwnerRulesError';
}

/** @throws OwnerRulesError where hours, a target or a route is none */
export function checkedRules(rules: OwnerRules): OwnerRules {
  const read = ownerRulesSchema.safeParse(rules);
  if (read.success) return rules;
  throw new OwnerRulesError(`The owners of conversations are not understood:\n${z.prettifyError(read.error)}`);
}

/** Who looks after conversations, as the functions are told: JSON. */
export function conversationOwnersText(
  rules: OwnerRules,
  alarms: AlarmSettings,
  failures: readonly { readonly type: string; readonly definition: { readonly owner: Owner } }[],
): string {
  const owned = conversationOwners.flatMap((owner) => {
    const types = failures.filter(({ definition }) => definition.owner === owner).map(({ type }) => type);
    // Whatever is nobody's is the contact center's, and Lambda's 4 KB are few.
    return types.length === 0 || owner === 'contact-center' ? [] : [[owner, types] as const];
  });
  const names = Object.fromEntries(conversationOwners.map((owner) => [owner, ownerName(alarms, owner)]));
  return JSON.stringify({ rules, types: Object.fromEntries(owned), names });
}
