import type { Observer, StepTaken } from '../../lambdas/flow/record/observer';

export class RecordingObserver implements Observer {
  readonly steps: StepTaken[] = [];
  readonly troubles: string[] = [];

  step(taken: StepTaken): void {
    this.steps.push(taken);
  }

  trouble(_remedyId: string, what: string): void {
    this.troubles.push(what);
  }
}
