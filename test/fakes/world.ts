import type { Failure } from '../../lambdas/failures/failure';
import type { FailureDefinition } from '../../lambdas/failures/failure-definition';
import { videoPlaybackFailed } from '../../lambdas/failures/video-playback-failed/video-playback-failed';
import { apologise, type ApologyResult } from '../../lambdas/flow/apologise';
import { remedyFailure } from '../../lambdas/flow/remedy-failure';
import type { RemedyPorts, RemedyResult } from '../../lambdas/flow/remedy-ports';
import type { Entry } from '../../lambdas/ledger/entry';
import type { Outcome } from '../../lambdas/outcomes/outcome';
import { FakeMailer } from './fake-mailer';
import { FakeOutcomes } from './fake-outcomes';
import { FakeRefundProvider } from './fake-refund-provider';
import { MemoryLedger } from './memory-ledger';
import { Life } from './mortal';
import { RecordingObserver } from './recording-observer';

const signatory = { name: 'Nora Lind', role: 'Customer care', company: 'Example Films' };

/** Lambda waits a minute before it delivers a failed event again. */
export const redeliveryMs = 60_000;

/** How often an event is delivered at most, as Lambda does: once, and twice again. */
const deliveries = 3;

/** Everything around the road, in memory: the ledger, the provider, the bus, the mail service, and a clock set by hand. */
export class World {
  readonly ledger = new MemoryLedger();
  readonly provider = new FakeRefundProvider();
  readonly outcomes = new FakeOutcomes();
  readonly mailer = new FakeMailer();
  readonly observer = new RecordingObserver();
  now = Date.parse('2026-11-20T20:45:00Z');
  private tokens = 0;

  constructor(public definition: FailureDefinition = videoPlaybackFailed) {}

  ports(life = new Life()): RemedyPorts {
    return {
      ledger: life.lead(this.ledger),
      refunds: life.lead(this.provider),
      outcomes: life.lead(this.outcomes),
      observer: this.observer,
      clock: () => new Date(this.now),
      newToken: () => `token-${++this.tokens}`,
      backOff: () => Promise.resolve(),
    };
  }

  /** One delivery of a failure to a function that lives that life. */
  async deliver(failure: Failure, life = new Life(), ports = this.ports(life)): Promise<RemedyResult> {
    const delivery = { failure, detectedAt: '2026-11-20T20:44:59Z', deadlineMs: this.now + 20_000 };
    return remedyFailure(delivery, this.definition, ports);
  }

  async apologise(outcome: Outcome, failure: Failure, life = new Life()): Promise<ApologyResult> {
    const ports = { ...this.ports(life), mailer: life.lead(this.mailer) };
    return apologise({ outcome, failure, definition: this.definition, signatory }, ports);
  }

  /** Delivers until it is done, as Lambda does. Only the first delivery lives the given life. */
  async deliverUntilDone<Result>(deliver: (life: Life) => Promise<Result>, firstLife: Life): Promise<Result> {
    let life = firstLife;
    for (let delivery = 1; ; delivery++) {
      try {
        return await deliver(life);
      } catch (error) {
        if (delivery === deliveries) throw error;
        this.now += redeliveryMs;
        life = new Life();
      }
    }
  }

  /** The whole road of one failure, its first deliveries living the given lives, and every RemedyIssued answered. */
  async travel(failure: Failure, remedyLife = new Life(), apologyLife = new Life()): Promise<void> {
    await this.deliverUntilDone((life) => this.deliver(failure, life), remedyLife);
    let life = apologyLife;
    for (const outcome of this.outcomes.published.filter(({ state }) => state === 'paid')) {
      await this.deliverUntilDone((next) => this.apologise(outcome, failure, next), life);
      life = new Life();
    }
  }

  onlyEntry(): Entry {
    const [entry, ...others] = this.ledger.entries.values();
    if (!entry || others.length > 0) throw new Error(`the ledger has ${others.length + (entry ? 1 : 0)} entries`);
    return entry;
  }
}
