/**
 * Works on all lanes, at most so many at a time as there may be at that moment, and one at least.
 *
 * @param atOnce is asked before each lane, and may answer otherwise each time
 */
export async function inLanes<Lane>(
  lanes: Iterable<Lane>,
  atOnce: () => number,
  work: (lane: Lane) => Promise<void>,
): Promise<void> {
  const working = new Set<Promise<void>>();
  for (const lane of lanes) {
    while (working.size > 0 && working.size >= atOnce()) await Promise.race(working);
    const worked: Promise<void> = work(lane).finally(() => working.delete(worked));
    working.add(worked);
  }
  await Promise.all(working);
}
