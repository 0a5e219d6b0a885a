import type { Observer, StepTaken } from '../../lambdas/flow/record/observer';

export class RecordingObserver implements Observer {
  readonly steps: StepTaken[] = [];
  readonly troubles: string[] = [];
  /** What each trouble came of, as it is said. */
  readonly causes: string[] = [];

  step(taken: StepTaken): void {
    this.steps.push(taken);
  }

  trouble(_remedyId: string, what: string, error: unknown): void {
    this.troubles.push(what);
    this.causes.push(String(error));
  }
}
