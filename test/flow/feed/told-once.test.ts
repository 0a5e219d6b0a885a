import fc from 'fast-check';
import type { Outcome } from '../../../lambdas/outcomes/outcome';
import { isFact, Life, type DeathPlan } from '../../fakes/mortal';
import { FeedWorld } from './feed-world';

// Pages, the mail, the bank and the mail service act at the same time, in any order, and whoever acts may die.

const asNews = 'We’ve refunded £3.99. Sorry about “Paris, Texas”';
const asReceipt = 'We’ve refunded £3.99. Your receipt';
const asCorrection = 'Your £3.99 did not arrive after all';

/** Each call of a port waits for its turn, and so does its answer. */
class LifeInTurns extends Life {
  constructor(
    private readonly scheduler: fc.Scheduler,
    plan?: DeathPlan,
  ) {
    super(plan);
  }

  override lead<Port extends object>(port: Port): Port {
    return new Proxy(super.lead(port), {
      get: (target, property) => {
        const member: unknown = Reflect.get(target, property);
        if (typeof member !== 'function' || isFact(property)) return member;
        return async (...args: unknown[]): Promise<unknown> => {
          await this.turn(property);
          const answer: unknown = await Reflect.apply(member, target, args);
          await this.turn(property);
          return answer;
        };
      },
    });
  }

  private async turn(property: string | symbol): Promise<void> {
    await this.scheduler.schedule(Promise.resolve(), String(property));
  }
}

interface Plan {
  /** How often each page asks, and which of the answers to its showing are lost. */
  readonly pages: readonly { readonly asks: number; readonly lost: readonly boolean[] }[];
  readonly mailDies: DeathPlan | undefined;
  readonly isHere: boolean;
  /** After how many turns the refund fails, if it does. */
  readonly failsAfter: number | undefined;
  readonly bounces: boolean;
  readonly erasedAfter: number | undefined;
}

const plans: fc.Arbitrary<Plan> = fc.record({
  pages: fc.array(
    fc.record({ asks: fc.integer({ min: 1, max: 4 }), lost: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }) }),
    { minLength: 1, maxLength: 3 },
  ),
  mailDies: fc.option(fc.record({ call: fc.integer({ min: 1, max: 12 }), when: fc.constantFrom('before', 'after') }), {
    nil: undefined,
  }),
  isHere: fc.boolean(),
  failsAfter: fc.option(fc.nat({ max: 40 }), { nil: undefined }),
  bounces: fc.boolean(),
  erasedAfter: fc.option(fc.nat({ max: 40 }), { nil: undefined, freq: 1 }),
});

/** All of it in one run. */
class Course {
  readonly world = new FeedWorld();
  /** Which page has shown it, and whether it was given then. */
  readonly shown: { readonly by: string; readonly state: string }[] = [];
  bounced = false;

  constructor(
    private readonly plan: Plan,
    private readonly scheduler: fc.Scheduler,
  ) {}

  async run(): Promise<void> {
    const { world, scheduler, plan } = this;
    await world.givenAndKept();
    if (plan.isHere) await world.fresh();
    world.meanwhile = () => scheduler.schedule(Promise.resolve(), 'the mail waits');
    const [given] = world.outcomes.published;
    if (!given) throw new Error('nothing was published');
    const pages = plan.pages.map((page, index) => this.page(`page-${index}-of-the-shop`, page));
    const others = [this.mail(given), this.bank(), this.erasure()];
    await scheduler.waitFor(Promise.all([...pages, ...others]));
    await this.settle();
  }

  /** As the component does: what was not answered is asked again, also where it is fresh no more. */
  private async page(by: string, { asks, lost }: Plan['pages'][number]): Promise<void> {
    const { world } = this;
    const ledger = new LifeInTurns(this.scheduler).lead(world.ledger);
    const ask = (question: object) => world.askBy({ ledger }, question);
    const link = world.linkOf();
    const due = new Set<string>();
    const shownHere = new Set<string>();
    for (let asked = 0; asked < asks; asked++) {
      const fresh = await ask({ ask: 'fresh', link });
      if (fresh.is === 'fresh') for (const { remedyId } of fresh.items) due.add(remedyId);
      for (const remedyId of due) {
        if (shownHere.has(remedyId)) continue;
        const answer = await ask({ ask: 'see', link, remedyId, by });
        if (lost[asked] === true) break;
        due.delete(remedyId);
        shownHere.add(remedyId);
        if (answer.is === 'seen' && answer.show) this.shown.push({ by, state: world.onlyRecord().state });
      }
    }
  }

  private async mail(given: Outcome): Promise<void> {
    const { world, plan, scheduler } = this;
    await world.apologise(given, new LifeInTurns(scheduler, plan.mailDies)).catch(() => undefined);
    if (!plan.bounces || world.notices().apology?.state !== 'sent') return;
    await scheduler.schedule(Promise.resolve(), 'the mail comes back');
    await world.applyEmailEvent('apology', 'bounced');
    this.bounced = true;
  }

  private async bank(): Promise<void> {
    const { world, scheduler, plan } = this;
    if (plan.failsAfter === undefined) return;
    await this.turns(plan.failsAfter, 'the refund fails');
    await world.failLate('other');
    const failed = world.outcomes.published.find(({ state }) => state === 'late-failed');
    if (failed) await world.apologise(failed, new LifeInTurns(scheduler)).catch(() => undefined);
  }

  private async erasure(): Promise<void> {
    const { world, plan } = this;
    if (plan.erasedAfter === undefined) return;
    await this.turns(plan.erasedAfter, 'the erasure');
    const at = world.clock().toISOString();
    await world.ledger.eraseEnvelopes(world.onlyRecord().customerId, { until: at, at });
  }

  private async turns(count: number, what: string): Promise<void> {
    for (let turn = 0; turn <= count; turn++) await this.scheduler.schedule(Promise.resolve(), what);
  }

  /** Whatever was published is delivered until it is done. */
  private async settle(): Promise<void> {
    const { world } = this;
    world.meanwhile = () => Promise.resolve();
    for (let round = 0; round < 3; round++) {
      world.now += 10 * 60_000;
      for (const outcome of world.outcomes.published) {
        if (['issued', 'late-failed'].includes(outcome.state)) await world.apologise(outcome).catch(() => undefined);
      }
    }
  }
}

function check({ world, shown, bounced }: Course, { erasedAfter }: Plan): void {
  const { apology, correction } = world.notices();
  const apologies = world.mailer.mails.filter(({ template }) => template === 'apology').map(({ subject }) => subject);
  // It is shown by one page, and only where that is noted.
  expect(shown.length).toBeLessThanOrEqual(1);
  for (const { by } of shown) expect(apology?.seen?.by).toBe(by);
  // One mail, and a receipt where a page was first. Where the mail was news, only one that came back may be said again.
  expect(apologies.length).toBeLessThanOrEqual(1);
  if (apologies[0] === asReceipt) expect(apology?.seen).toBeDefined();
  else if (apologies.length === 1 && !bounced) expect([apologies[0], apology?.seen]).toEqual([asNews, undefined]);
  // Whoever was told of what has failed since is told that too, unless nobody knows their address any more.
  const isTold = apology?.seen !== undefined || apologies.length === 1;
  const hasFailed = world.onlyRecord().state !== 'issued';
  const corrections = world.subjects.filter((subject) => subject === asCorrection);
  expect(corrections.length).toBeLessThanOrEqual(1);
  if (isTold && hasFailed && erasedAfter === undefined)
    expect([corrections.length, correction?.state]).toEqual([1, 'sent']);
  if (!isTold && apology?.state !== 'unknown') expect(corrections).toEqual([]);
}

it('in whatever order pages, the mail, the bank and the mail service act, it is told once, and what failed is corrected', async () => {
  const seen = { shown: 0, receipts: 0, corrections: 0 };
  const property = fc.asyncProperty(plans, fc.scheduler(), async (plan, scheduler) => {
    const course = new Course(plan, scheduler);
    await course.run();
    check(course, plan);
    seen.shown += course.shown.length;
    seen.receipts += course.world.subjects.filter((subject) => subject === asReceipt).length;
    seen.corrections += course.world.subjects.filter((subject) => subject === asCorrection).length;
  });
  await fc.assert(property, { numRuns: 200 });
  // All of it has happened.
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(10);
});
