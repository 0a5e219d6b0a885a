import type { OperatorApi } from '../asking/operator-api';
import type { Arrival } from './arrival';

/** Somebody who may sign in, with the operator API that acts in their name. */
export interface Person {
  /** As the pages show them. */
  readonly name: string;
  readonly api: OperatorApi;
}

/** One person at one browser. */
export interface Session {
  /** A secret: whoever has it is that person. */
  readonly id: string;
  /** Stands in each form, so that a form of another page is no request of this person. */
  readonly formToken: string;
  readonly person: Person;
}

/** One request that may be of a session. */
export interface Sign {
  readonly arrival: Arrival | undefined;
  /** False where nobody has done anything, such as for a page that keeps up by itself: it prolongs nothing. */
  readonly isUse: boolean;
}

/** Sessions that were begun and have not ended, wherever they are kept. */
export interface OpenSessions {
  /** The session with this id, while it lasts. */
  find(id: string, sign: Sign): Session | undefined | Promise<Session | undefined>;
  /** Whoever has the id is nobody from now on. */
  end(id: string): void | Promise<void>;
}

export interface SessionsProps {
  readonly clock: () => Date;
  /** Names nobody can guess. */
  readonly newSecret: () => string;
  /**
   * How long nothing may be asked for until a session ends, in milliseconds.
   *
   * @default - one hour
   */
  readonly idleMs?: number;
  /**
   * How long a session may last, in milliseconds.
   *
   * @default - twelve hours
   */
  readonly longestMs?: number;
}

const hourMs = 3_600_000;

/** How long sessions last where nothing else is said. */
export const sessionTimes = { idleMs: hourMs, longestMs: 12 * hourMs } as const;

/** More than the people of one console, and fewer than would fill its memory. */
const mostSessions = 1_000;

interface Open {
  readonly session: Session;
  readonly endsAtMs: number;
  readonly idleAtMs: number;
}

/** Who is signed in at a console that is one process. */
export class Sessions implements OpenSessions {
  private readonly open = new Map<string, Open>();
  private readonly idleMs: number;
  private readonly longestMs: number;

  constructor(private readonly props: SessionsProps) {
    this.idleMs = props.idleMs ?? sessionTimes.idleMs;
    this.longestMs = props.longestMs ?? sessionTimes.longestMs;
  }

  begin(person: Person): Session {
    const nowMs = this.nowMs();
    const { newSecret } = this.props;
    const session = { id: newSecret(), formToken: newSecret(), person };
    const [oldest] = this.open.keys();
    if (this.open.size >= mostSessions && oldest !== undefined) this.open.delete(oldest);
    this.open.set(session.id, { session, endsAtMs: nowMs + this.longestMs, idleAtMs: nowMs + this.idleMs });
    return session;
  }

  /** The session with this id, while it lasts. */
  find(id: string, { isUse }: Pick<Sign, 'isUse'>): Session | undefined {
    const found = this.open.get(id);
    if (!found) return undefined;
    const nowMs = this.nowMs();
    this.open.delete(id);
    if (nowMs >= Math.min(found.endsAtMs, found.idleAtMs)) return undefined;
    this.open.set(id, isUse ? { ...found, idleAtMs: nowMs + this.idleMs } : found);
    return found.session;
  }

  end(id: string): void {
    this.open.delete(id);
  }

  private nowMs(): number {
    return this.props.clock().getTime();
  }
}
