import { isFact, Life } from './mortal';

/** One life of a function, in which something else happens right before its nth call. */
export class Interrupted extends Life {
  private made = 0;

  constructor(
    private readonly call: number,
    private readonly meanwhile: () => Promise<unknown>,
  ) {
    super();
  }

  /** Whether it made so many calls that something could come in between. */
  get wasInterrupted(): boolean {
    return this.made >= this.call;
  }

  override lead<Port extends object>(port: Port): Port {
    return new Proxy(port, {
      get: (target, property) => {
        const member: unknown = Reflect.get(target, property);
        if (typeof member !== 'function') return member;
        if (isFact(property)) return member.bind(target) as unknown;
        return async (...args: unknown[]): Promise<unknown> => {
          if (++this.made === this.call) await this.meanwhile();
          return Reflect.apply(member, target, args) as unknown;
        };
      },
    });
  }
}
