import type { OperatorApi } from '../../asking/operator-api';
import type { Arrival } from '../../session/arrival';
import { sessionTimes, type OpenSessions, type Session, type Sign } from '../../session/sessions';
import type { DynamoSignIns, OpenSignIn } from './dynamo-sign-ins';
import type { Subject } from './identity-provider';
import { InProcessOperatorApi, type InProcess } from './in-process-operator-api';
import { callerOf, rolesIn, type Roles } from './role-duties';

export interface StoredSessionsProps {
  readonly signIns: DynamoSignIns;
  readonly api: InProcess;
  readonly issuer: string;
  readonly roles: Roles;
  readonly clock: () => Date;
  /** Names nobody can guess. */
  readonly newSecret: () => string;
}

/** So often it is written down that somebody is still there, at most. */
const markedEveryMs = 60_000;

/** Who is signed in at a console of which many copies may run. */
export class StoredSessions implements OpenSessions {
  constructor(private readonly props: StoredSessionsProps) {}

  async begin(person: Subject, arrival: Arrival): Promise<Session> {
    const { signIns, newSecret, roles, clock } = this.props;
    const nowMs = clock().getTime();
    const { issuer, subject } = person;
    const id = newSecret();
    const open = {
      ...{ issuer, subject, name: nameOf(person), roles: rolesIn(person.claims, roles), formToken: newSecret() },
      endsAtMs: nowMs + sessionTimes.longestMs,
      idleAtMs: nowMs + sessionTimes.idleMs,
    };
    await signIns.keepOpen(id, open);
    return this.sessionOf(id, open, arrival);
  }

  async find(id: string, { arrival, isUse }: Sign): Promise<Session | undefined> {
    const { signIns, issuer, clock } = this.props;
    if (id === '' || arrival === undefined) return undefined;
    const open = await signIns.findOpen(id);
    const nowMs = clock().getTime();
    if (!open || open.issuer !== issuer || nowMs >= Math.min(open.endsAtMs, open.idleAtMs)) return undefined;
    const idleAtMs = nowMs + sessionTimes.idleMs;
    if (isUse && idleAtMs - open.idleAtMs >= markedEveryMs) await signIns.prolong(id, idleAtMs);
    return this.sessionOf(id, open, arrival);
  }

  end(id: string): Promise<void> {
    return this.props.signIns.endOpen(id);
  }

  /** The operator API in the name of somebody who has no session yet. */
  apiOf(person: Subject, arrival: Arrival): OperatorApi {
    const { api, roles } = this.props;
    return new InProcessOperatorApi(api, callerOf(person, rolesIn(person.claims, roles), roles), arrival);
  }

  private sessionOf(id: string, open: OpenSignIn, arrival: Arrival): Session {
    const { api, roles } = this.props;
    const caller = callerOf(open, open.roles, roles);
    const person = { name: open.name, api: new InProcessOperatorApi(api, caller, arrival) };
    return { id, formToken: open.formToken, person };
  }
}

/** As the pages show them, to themselves alone. */
function nameOf({ subject, claims }: Subject): string {
  const named = ['name', 'preferred_username', 'email', 'cognito:username'].map((claim) => claims[claim]);
  return named.find((name): name is string => typeof name === 'string' && name.trim() !== '')?.slice(0, 200) ?? subject;
}
