import { operations } from '../../lambdas/operator-api/operation';
import { ask } from '../asking/ask';
import type { Visit } from '../visit/visit';

/** The failure types that a filter offers. */
export async function typesFor({ api }: Visit): Promise<readonly string[]> {
  const answer = await ask(api, operations.showControls);
  if (answer.is === 'refused') return [];
  return answer.value.failureTypes.filter((name) => !name.includes(':'));
}
