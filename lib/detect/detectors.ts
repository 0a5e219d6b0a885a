import { Construct } from 'constructs';
import type { PublisherGuard } from '../grants/publisher-guard';
import type { FailureType } from '../options/failure-type';
import { Detecting, type DetectingProps } from './detecting';
import { neededShop, type Shop } from '../shop/shop';
import type { Detector } from './detector';
import { WatchedTable } from './watched-table';
import { handledBy } from './with-detectors';

export type { Detecting } from './detecting';

export interface DetectorsProps extends Omit<DetectingProps, 'detector' | 'shop' | 'types' | 'watched'> {
  readonly failures: readonly FailureType[];
  readonly shop: Shop | undefined;
}

/** All detectors of one instance, and the table that they share. */
export class Detectors extends Construct {
  /** None where there are no detectors: then there is no table, either. */
  static of(scope: Construct, detectors: readonly Detector[] = [], props: DetectorsProps): readonly Detecting[] {
    return detectors.length === 0 ? [] : new Detectors(scope, 'Detectors', detectors, props).all;
  }

  private readonly all: readonly Detecting[];

  private constructor(
    scope: Construct,
    id: string,
    detectors: readonly Detector[],
    { failures, shop, ...common }: DetectorsProps,
  ) {
    super(scope, id);
    const watched = new WatchedTable(this, 'Watched');
    this.all = detectors.map(
      (detector) =>
        new Detecting(this, detector.name, {
          ...common,
          detector,
          shop: detector.usage ? undefined : neededShop(shop, 'Detectors'),
          types: handledBy(detector, failures),
          watched,
        }),
    );
  }
}

/** Lets each publish in its own name alone. */
export function letPublish(detectors: readonly Detecting[], guard: PublisherGuard): void {
  for (const { detector, types, function: judge } of detectors)
    guard.grantOwn(judge, { source: detector.source, types });
}
