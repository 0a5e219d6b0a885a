import type { Agreement } from '../../../lambdas/detect/run/agreement';

/** How a detector did with lives whose labels are known. */
export interface DetectorResult {
  readonly detector: string;
  readonly subjects: number;
  readonly signals: number;
  /** How many failures were planted. */
  readonly happened: number;
  readonly published: number;
  readonly precision: number;
  readonly recall: number;
  readonly signalsPerSecond: number;
}

export interface DetectSettings {
  readonly sessions: number;
  readonly parcels: number;
  readonly tickets: number;
  /** Each for two weeks, with forty customers. */
  readonly services: number;
  readonly seed: number;
  readonly nowMs: () => number;
  readonly onProgress?: (done: number, total: number) => void;
}

type Counted = Pick<DetectorResult, 'detector' | 'subjects' | 'signals' | 'published'> & { readonly workedMs: number };

export function resultOf({ workedMs, ...counted }: Counted, agreement: Agreement): DetectorResult {
  return {
    ...counted,
    happened: agreement.right + agreement.missed,
    precision: agreement.precision ?? 1,
    recall: agreement.recall ?? 1,
    signalsPerSecond: Math.round(counted.signals / (workedMs / 1000)),
  };
}
