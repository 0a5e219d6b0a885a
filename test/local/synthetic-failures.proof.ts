import * as z from 'zod';
import type { SystemEvent } from '../../local/system/system-event';
import { synthesize } from '../../local/system/synthesize';
import { TestSystem } from './test-system';

// The app as a stage with synthetic failures deploys it: the payment, the bus, the mail, and the look at them.

const hourMs = 60 * 60 * 1000;

const runSchema = z.object({ arrived: z.boolean(), remedyId: z.string() });

/** What the function that makes synthetic failures returned. */
function runsIn(events: readonly SystemEvent[]) {
  return events.flatMap((event) => {
    if (event.kind !== 'invocation-ended' || event.result.outcome === 'failed') return [];
    const parsed = runSchema.safeParse(event.result.value);
    return parsed.success ? [parsed.data] : [];
  });
}

it('makes a payment, lets it fail, and sees an hour later that its money and its mail have arrived', async () => {
  const context = { stripeMode: 'test', syntheticMailbox: 'synthetic@example.com' };
  const synthesized = await synthesize({ context });
  const events: SystemEvent[] = [];
  const system = await TestSystem.open({ assembly: synthesized.folder, listener: (event) => events.push(event) });
  try {
    const schedule = system.local.template.schedules.find(({ name }) => name.includes('Synthetic'));
    if (!schedule) throw new Error('the template has no schedule of synthetic failures');
    await system.local.runSchedule(schedule.name);
    await system.local.idle();
    const refunds = await system.provider.refunds.list({ limit: 100 });
    expect(refunds.data).toMatchObject([{ amount: 399, currency: 'eur', status: 'succeeded' }]);
    system.local.passTime(hourMs);
    await system.local.runSchedule(schedule.name);
    await system.local.idle();
    expect(runsIn(events)).toMatchObject([{ arrived: false }, { arrived: true }]);
    expect(await system.local.deadLetters()).toEqual([]);
  } finally {
    await system.local.stop();
    await synthesized.stop();
  }
});
