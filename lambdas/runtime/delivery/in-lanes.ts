/** How much may be at work at once. */
export interface Room {
  /** @param atWork how much is at work already */
  readonly hasRoom: (atWork: number) => boolean;
  /** Calls it once, when there may be more room although nothing has ended. Missing where that does not happen. */
  readonly onceChanged?: ((listener: () => void) => void) | undefined;
}

/** Room for so many, whatever happens. */
export function roomFor(atOnce: number): Room {
  return { hasRoom: (atWork) => atWork < atOnce };
}

/**
 * Works on all lanes, at most so many at a time as there is room for at that moment, and one at least. A lane is taken
 * when there is room for it, and not before.
 *
 * @throws what the first lane threw that failed, once those at work have ended
 */
export async function inLanes<Lane>(
  lanes: AsyncIterable<Lane> | Iterable<Lane>,
  room: Room,
  work: (lane: Lane) => Promise<void>,
): Promise<void> {
  const working = new Set<Promise<void>>();
  const errors: unknown[] = [];
  let wake = (): void => undefined;
  const whenThereMayBeRoom = (): Promise<void> =>
    new Promise((resolve) => {
      wake = resolve;
      room.onceChanged?.(resolve);
    });
  const begin = async (lane: Lane): Promise<void> => {
    try {
      await work(lane);
    } catch (error) {
      errors.push(error);
    }
  };
  const source = iteratorOf(lanes);
  for (let next = await source.next(); !next.done && errors.length === 0; next = await source.next()) {
    const worked: Promise<void> = begin(next.value).finally(() => {
      working.delete(worked);
      wake();
    });
    working.add(worked);
    while (working.size > 0 && !room.hasRoom(working.size)) await whenThereMayBeRoom();
  }
  await Promise.all(working);
  if (errors.length > 0) throw errors[0];
}

function iteratorOf<Lane>(lanes: AsyncIterable<Lane> | Iterable<Lane>): AsyncIterator<Lane> | Iterator<Lane> {
  return Symbol.asyncIterator in lanes ? lanes[Symbol.asyncIterator]() : lanes[Symbol.iterator]();
}
