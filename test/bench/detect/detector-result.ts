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
