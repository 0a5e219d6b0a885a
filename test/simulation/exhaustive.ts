import { QuotaLease } from '../../lambdas/ledger/quota-lease';
import { filmFailure } from '../fakes/film-failure';
import { isFact, Life } from '../fakes/mortal';
import { World } from '../fakes/world';

/** What may happen next: a function's pending call is carried out, or the function dies before it or after it. */
type Step = 'carry out' | 'die before' | 'die after';

interface Pending {
  readonly name: string;
  readonly carryOut: () => Promise<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * One delivery whose every call waits until it is let through. A call and its reply are one step: what would come
 * between them comes after.
 */
class SteppedRun extends Life {
  readonly log: string[] = [];
  pending: Pending | undefined;
  isOver = false;

  constructor(readonly who: string) {
    super();
  }

  override lead<Port extends object>(port: Port): Port {
    return new Proxy(port, {
      get: (target, property) => {
        const member: unknown = Reflect.get(target, property);
        if (typeof member !== 'function') return member;
        if (isFact(property)) return member.bind(target) as unknown;
        return (...args: unknown[]): Promise<unknown> =>
          new Promise((resolve, reject) => {
            if (this.pending) throw new Error(`${this.who} makes two calls at once`);
            const carryOut = async (): Promise<unknown> => Reflect.apply(member, target, args) as unknown;
            this.pending = { name: String(property), carryOut, resolve, reject };
          });
      },
    });
  }

  async take(step: Step): Promise<void> {
    const { pending } = this;
    if (!pending) throw new Error(`${this.who} waits for nothing`);
    this.pending = undefined;
    this.log.push(
      step === 'carry out' ? `${this.who} ${pending.name}` : `${this.who} dies ${step.slice(4)} ${pending.name}`,
    );
    this.isOver ||= step !== 'carry out';
    if (step === 'die before') return;
    const carried = pending.carryOut();
    if (step === 'carry out') await carried.then(pending.resolve, pending.reject);
    else await carried.catch(() => undefined);
  }
}

/** How two deliveries of one failure meet. */
export interface ScheduleOptions {
  /**
   * How far the second one's clock is ahead, so that it may find the first one's lease over while that is still at
   * work.
   */
  readonly aheadMs: number;
}

export interface Explored {
  readonly schedules: number;
  readonly deaths: number;
  readonly takeOvers: number;
  /** Those after which there was not exactly one refund, recorded and published as issued. */
  readonly failures: readonly string[];
}

/**
 * Goes through every order in which the calls of two deliveries can be carried out, and every point at which they can
 * die.
 */
export async function explore(options: ScheduleOptions): Promise<Explored> {
  const failures: string[] = [];
  let [schedules, deaths, takeOvers] = [0, 0, 0];
  let path: { choice: number; readonly options: number }[] = [];
  do {
    const end = await runSchedule(options, path);
    schedules += 1;
    deaths += end.deaths;
    takeOvers += Number(end.tookOver);
    if (end.failure !== undefined) failures.push(end.failure);
    path = nextPath(path);
  } while (path.length > 0);
  return { schedules, deaths, takeOvers, failures };
}

/** The last choice that has an option left takes it, and everything after it begins anew. */
function nextPath(
  path: { choice: number; readonly options: number }[],
): { choice: number; readonly options: number }[] {
  const last = path.findLastIndex(({ choice, options }) => choice + 1 < options);
  const next = path.slice(0, last + 1);
  const changed = next[last];
  if (changed) changed.choice += 1;
  return next;
}

async function runSchedule(
  { aheadMs }: ScheduleOptions,
  path: { choice: number; readonly options: number }[],
): Promise<{ readonly deaths: number; readonly tookOver: boolean; readonly failure: string | undefined }> {
  const world = new World();
  const lives = [new SteppedRun('first'), new SteppedRun('second')];
  lives.forEach((life, index) => begin(world, life, index * aheadMs));
  await settled();
  for (let depth = 0; ; depth++) {
    const choices = lives
      .filter((life) => life.pending && !life.isOver)
      .flatMap((life) => (['carry out', 'die before', 'die after'] as const).map((step) => ({ life, step })));
    if (choices.length === 0) break;
    const known = path[depth] ?? { choice: 0, options: choices.length };
    path[depth] = known;
    const chosen = choices[known.choice];
    if (!chosen) throw new Error('the same choices led elsewhere');
    await chosen.life.take(chosen.step);
    await settled();
  }
  const logs = lives.flatMap(({ log }) => log);
  const problem = await problemAfterRecovery(world, aheadMs);
  return {
    deaths: logs.filter((line) => line.includes(' dies ')).length,
    tookOver: world.observer.steps.some(({ step }) => step === 'taken-over'),
    failure: problem && `${problem} after: ${lives.map(({ log }) => log.join(', ')).join(' | ')}`,
  };
}

function begin(world: World, life: SteppedRun, aheadMs: number): void {
  const clock = (): Date => new Date(world.now + aheadMs);
  // Budgets are reserved in blocks ahead of need; a warm function instance makes no call for them.
  const quota = new QuotaLease(world.budgets, clock);
  const ports = { ...world.ports(life), clock, quota };
  const delivery = world.deliver(filmFailure(), life, ports);
  delivery.then(
    () => (life.isOver = true),
    () => (life.isOver = true),
  );
}

/** Nothing goes wrong any more: the event is delivered again, and the sweep runs. */
async function problemAfterRecovery(world: World, aheadMs: number): Promise<string | undefined> {
  world.now += aheadMs + 61_000;
  await world.deliverUntilDone((life) => world.deliver(filmFailure(), life), new Life());
  await world.sweepEvery(180_000, 1);
  const records = [...world.ledger.records.values()];
  const commitments = [...world.ledger.customerRecords.values()].flatMap(
    (customerRecord) => customerRecord.commitments,
  );
  if (world.provider.effects.length !== 1) return `${world.provider.effects.length} refunds`;
  if (commitments.length !== 1) return `${commitments.length} commitments`;
  if (records.length !== 1 || records[0]?.state !== 'issued')
    return `recorded as ${records.map(({ state }) => state).join()}`;
  if (!world.outcomes.published.some(({ state }) => state === 'issued')) return 'not published as issued';
  if (world.mailer.mails.length !== 1) return `${world.mailer.mails.length} mails`;
  return undefined;
}

async function settled(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
