import { operations } from '../../lambdas/operator-api/operation';
import type { Duty } from '../../lambdas/operator-api/duty';
import { ask } from '../asking/ask';
import type { Session } from '../session/sessions';

/** Roles change seldom, and the operator API asks for each request anew. */
const freshMs = 60_000;

/** What people may do, as the operator API says. */
export class DutiesOfSessions {
  private readonly known = new WeakMap<Session, { readonly may: readonly Duty[]; readonly untilMs: number }>();

  constructor(private readonly clock: () => Date) {}

  /** @throws OperatorApiError */
  async of(session: Session): Promise<readonly Duty[]> {
    const nowMs = this.clock().getTime();
    const known = this.known.get(session);
    if (known && nowMs < known.untilMs) return known.may;
    const answer = await ask(session.person.api, operations.whoAmI);
    const may = answer.is === 'done' ? answer.value.may : [];
    this.known.set(session, { may, untilMs: nowMs + freshMs });
    return may;
  }
}
