import * as z from 'zod/mini';
import { dayMs } from '../../model/durations';
import type { OutagePorts } from './outage-ports';

/** Where it is kept until when the pace is used up. No service is called so. */
const subject = 'pace/';

const paceSchema = z.object({ freeAt: z.string() });

/** How far ahead of the pace a page may be: the seconds that SQS counts in are no finer. */
const toleranceMs = 1_000;

/** How often it is read again after somebody else wrote it first. */
const reads = 16;

/**
 * Takes the time in which so many failures may be published, of all outages together.
 *
 * @returns after how many seconds to ask again, where others have that time. 0 where it is ours
 */
export async function reserveSlot(
  count: number,
  { subjects, options, clock }: Pick<OutagePorts, 'subjects' | 'options' | 'clock'>,
): Promise<number> {
  if (count === 0) return 0;
  for (let read = 0; read < reads; read++) {
    const before = await subjects.read(subject);
    const now = clock().getTime();
    const freeAt = before ? Date.parse(paceSchema.parse(before.state).freeAt) : now;
    if (freeAt > now + toleranceMs) return Math.ceil((freeAt - now) / 1_000);
    const next = new Date(Math.max(now, freeAt) + (count / options.eventsPerSecond) * 1_000).toISOString();
    const saved = await subjects.save({
      subject,
      version: (before?.version ?? 0) + 1,
      state: { freeAt: next },
      published: [],
      expiresAt: new Date(now + dayMs).toISOString(),
    });
    if (saved === 'saved') return 0;
  }
  return 1;
}
