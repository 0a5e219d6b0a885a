import { createHash } from 'node:crypto';
import type { AskedBy } from '../../model/decision';
import type { GestureBudget, GestureRole } from '../../model/judging/gesture';
import type { OwnBudget } from '../definition/failure-definition';

/**
 * The budget that a gesture is out of. Whoever cannot be told from others who sign with the same role shares it with
 * them: a session gives itself any name there. It is named by a hash.
 */
export function budgetOfGiver(
  { by, role }: { readonly by: AskedBy; readonly role: GestureRole },
  budgets: Readonly<Record<GestureRole, GestureBudget>>,
): OwnBudget {
  const hash = createHash('sha256').update(giverOf(by), 'utf8').digest('base64url').slice(0, 12);
  const { gestures: remedies, amountMinor } = budgets[role];
  return { name: `giver/${hash}`, what: "the day's budget of who gives it", limit: { remedies, amountMinor } };
}

function giverOf({ actor, person }: AskedBy): string {
  if (person !== undefined) return person;
  if (!actor.startsWith('arn:')) return actor.toLowerCase();
  return actor.includes(':assumed-role/') ? actor.split('/').slice(0, -1).join('/') : actor;
}
