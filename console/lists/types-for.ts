import { operations } from '../../lambdas/operator-api/operation';
import { ask } from '../asking/ask';
import type { OperatorApi } from '../asking/operator-api';
import type { Visit } from '../visit/visit';

/** A deployment alone changes them. */
const freshMs = 60_000;

const known = new WeakMap<OperatorApi, { readonly types: readonly string[]; readonly untilMs: number }>();

/** The failure types that a filter offers. */
export async function typesFor({ api, now }: Pick<Visit, 'api' | 'now'>): Promise<readonly string[]> {
  const found = known.get(api);
  if (found && now.getTime() < found.untilMs) return found.types;
  const answer = await ask(api, operations.showControls);
  if (answer.is === 'refused') return [];
  const types = answer.value.failureTypes.filter((name) => !name.includes(':'));
  known.set(api, { types, untilMs: now.getTime() + freshMs });
  return types;
}
