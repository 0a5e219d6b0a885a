/** The process died. Nobody catches it and goes on: every later call of that life throws it again. */
export class Death extends Error {
  override readonly name = 'Death';
}

/** When a life ends: at its nth call of any port, before the call has its effect or after it. */
export interface DeathPlan {
  readonly call: number;
  readonly when: 'before' | 'after';
}

/** What a port knows of itself is no call: nothing leaves the function. */
export function isFact(property: string | symbol): boolean {
  return property === 'smallestStepMinor';
}

/** One life of a function: it counts the calls that leave it, and can be told at which one to die. */
export class Life {
  calls = 0;
  private dead = false;

  constructor(private readonly plan?: DeathPlan) {}

  /** The same port, but its methods are called by this life. */
  lead<Port extends object>(port: Port): Port {
    return new Proxy(port, {
      get: (target, property) => {
        const member: unknown = Reflect.get(target, property);
        if (property === 'cancellations' && typeof member === 'object' && member) return this.lead(member);
        if (typeof member !== 'function') return member;
        if (isFact(property)) return member.bind(target) as unknown;
        return async (...args: unknown[]): Promise<unknown> => {
          this.liveOrDie('before', ++this.calls);
          const call = this.calls;
          try {
            return await Reflect.apply(member, target, args);
          } finally {
            this.liveOrDie('after', call);
          }
        };
      },
    });
  }

  private liveOrDie(when: DeathPlan['when'], call: number): void {
    if (this.plan?.call === call && this.plan.when === when) this.dead = true;
    if (this.dead) throw new Death(`died ${when} call ${call}`);
  }
}
