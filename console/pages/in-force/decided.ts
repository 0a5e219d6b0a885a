import { operations } from '../../../lambdas/operator-api/operation';
import { ask, type Refusal } from '../../asking/ask';
import type { Visit } from '../../visit/visit';

/** How many failures were decided under a version of a policy. */
export interface Decided {
  readonly today: number;
  /** In the last seven days, today among them. */
  readonly week: number;
}

/** What insight knows of the last seven days, in UTC. */
export interface DecidedLately {
  readonly newestAt?: string | undefined;
  readonly byVersion: ReadonlyMap<string, Decided>;
}

const dayMs = 24 * 60 * 60_000;

/** Asks insight, which costs a question in Athena: only where somebody wants to know. */
export async function decidedLately({ api, now }: Pick<Visit, 'api' | 'now'>): Promise<DecidedLately | Refusal> {
  const [from, to] = [now.getTime() - 6 * dayMs, now.getTime()].map((ms) => new Date(ms).toISOString().slice(0, 10));
  const question = 'decided-by-version';
  const answer = await ask(api, operations.askInsight, { params: { question }, query: { from, to } });
  if (answer.is === 'refused') return answer;
  const { columns, rows, newestAt } = answer.value;
  const [day, version, decided] = ['day', 'policy_version', 'decided'].map((name) => columns.indexOf(name));
  const byVersion = new Map<string, Decided>();
  for (const row of rows) {
    const name = row[version ?? -1] ?? '';
    const count = Number(row[decided ?? -1] ?? 0);
    const before = byVersion.get(name) ?? { today: 0, week: 0 };
    const today = before.today + (row[day ?? -1] === to ? count : 0);
    byVersion.set(name, { today, week: before.week + count });
  }
  return { newestAt, byVersion };
}
