import { openAmong, type Breakers } from '../model/guards/breaker';
import { initialControls, modeFor, type Controls, type InForce, type Switchable } from '../model/controls';

/** How long a function instance goes by what it read. A switch is in force after that at the latest. */
export const controlsMaxAgeMs = 5_000;

/**
 * The controls as this function instance last read them. They come with a read of the ledger, at no request of their
 * own.
 */
export class CachedControls {
  private controls: Controls = initialControls;
  private readAtMs: number | undefined;

  /** Whether the next read of the ledger has to bring them. */
  areStale(now: Date, maxAgeMs = controlsMaxAgeMs): boolean {
    return this.readAtMs === undefined || now.getTime() - this.readAtMs >= maxAgeMs;
  }

  remember(controls: Controls, now: Date): void {
    // Two invocations of one instance may read in another order than they remember.
    if (controls.version < this.controls.version) return;
    this.controls = controls;
    this.readAtMs = now.getTime();
  }

  modeFor(failure: Switchable): InForce {
    return modeFor(this.controls, failure);
  }

  /** The first of these accounts whose breaker is open. */
  openBreakerAmong(accounts: readonly string[]): ReturnType<typeof openAmong> {
    return openAmong(this.controls.breakers, accounts);
  }

  breakers(): Breakers {
    return this.controls.breakers ?? {};
  }
}
