import { Construct } from 'constructs';
import type { FailureType } from '../options/failure-type';
import { Detecting, type DetectingProps } from './detecting';
import type { Detector } from './detector';
import { WatchedTable } from './watched-table';
import { handledBy } from './with-detectors';

export interface DetectorsProps extends Omit<DetectingProps, 'detector' | 'types' | 'watched'> {
  readonly detectors: readonly Detector[];
  readonly failures: readonly FailureType[];
}

/** All detectors of one instance, and the table that they share. */
export class Detectors extends Construct {
  /** None where there are no detectors: then there is no table, either. */
  static of(scope: Construct, props: DetectorsProps): readonly Detecting[] {
    return props.detectors.length === 0 ? [] : new Detectors(scope, 'Detectors', props).all;
  }

  readonly all: readonly Detecting[];

  constructor(scope: Construct, id: string, { detectors, failures, ...common }: DetectorsProps) {
    super(scope, id);
    const watched = new WatchedTable(this, 'Watched');
    this.all = detectors.map(
      (detector) =>
        new Detecting(this, detector.name, { ...common, detector, types: handledBy(detector, failures), watched }),
    );
  }
}
