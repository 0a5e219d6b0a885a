import { detect } from '../../lambdas/detect/run/detect';
import type { DetectorDefinition } from '../../lambdas/detect/definition/detector';
import type { DetectorPorts, FailureEvent } from '../../lambdas/detect/run/detector-ports';
import type { PurchaseAnswer, Reference } from '../../lambdas/shop/shop';
import { MemoryWatchedSubjects } from '../../lambdas/detect/watched/memory-watched-subjects';

/** A detector with a shop that knows some purchases, by the values of their reference with slashes between them. */
export interface Detection<Options extends object> {
  now: Date;
  readonly known: Record<string, object>;
  readonly asked: Reference[];
  readonly published: FailureEvent[];
  readonly ports: DetectorPorts<Options>;
  unjoined(): string[];
  judgeDue<Signal, State, Found, Facts>(
    definition: DetectorDefinition<Signal, State, Options, Found, Facts>,
  ): Promise<void>;
}

export function newDetection<Options extends object>(
  { types }: Pick<DetectorDefinition, 'types'>,
  options: Options,
  known: Record<string, object>,
): Detection<Options> {
  const subjects = new MemoryWatchedSubjects();
  const [asked, published]: [Reference[], FailureEvent[]] = [[], []];
  const find = async (reference: Reference): Promise<PurchaseAnswer> => {
    asked.push(reference);
    const found = known[Object.values(reference).join('/')];
    return found ? { type: 'found', found } : { type: 'unknown' };
  };
  const detection: Detection<Options> = {
    now: new Date(0),
    known,
    asked,
    published,
    ports: {
      options,
      types: types.map(({ type }) => type),
      subjects,
      shop: { purchaseOf: find },
      failures: { publish: async (event) => void published.push(event) },
      observe: () => undefined,
      clock: () => detection.now,
    },
    unjoined: () => subjects.all().flatMap(({ unjoined }) => unjoined?.why ?? []),
    judgeDue: async (definition) => {
      for (const subject of await subjects.due(detection.now, 1_000)) {
        await detect(subject, [], definition, detection.ports);
      }
    },
  };
  return detection;
}
