import * as z from 'zod/mini';
import { ContractError, parseFailure } from '../../failures/definition/parse-failure';
import { serviceOutage } from '../../failures/service-outage/service-outage';
import { dayMs } from '../../model/durations';
import { remedyIdOf } from '../../model/remedy-id';
import { sourceOfDetector } from '../definition/detector';
import { healthDetector } from '../health/health';
import type { HealthOptions } from '../health/options';
import type { DetectResult } from '../run/detect';
import type { FailureEvent } from '../run/detector-ports';
import type { Unjoined } from '../watched/watched-subject';
import { affectedSchema, type AffectedPage } from '../paged/affected';
import type { OutagePage } from '../paged/outage-page';
import type { OutagePorts } from '../paged/outage-ports';
import { reserveSlot } from '../paged/pace';

/** How long it is kept how far an outage got: as long as somebody may ask why. */
const keptDays = 400;

/** The most customers of one page, and how many seconds of the pace one page takes. */
const mostOfPage = 100;
const secondsOfPage = 10;

/** So many pages are a list that has no end. */
const mostPages = 100_000;

/** How far an outage got. */
const progressSchema = z.object({
  /** The page that comes next. Missing after the last. */
  next: z.optional(z.int()),
  published: z.int(),
  unusable: z.int(),
});

type Progress = z.infer<typeof progressSchema>;

/**
 * Publishes the failures of one page of an outage's customers, and asks for the next page when the pace lets it. It may
 * run twice, late, or die at any line: a failure that is published twice is one remedy, because its id is made of the
 * customer, their service and the time of the outage; and a page behind which another has begun is left alone.
 *
 * @throws where the page has to be delivered again
 */
export async function spreadOutage(page: OutagePage, ports: OutagePorts<HealthOptions>): Promise<DetectResult> {
  const subject = `outage/${page.outageId}`;
  const before = await ports.subjects.read(subject);
  const progress: Progress = before ? progressSchema.parse(before.state) : { next: 1, published: 0, unusable: 0 };
  if (progress.next === undefined || progress.next > page.page) return { result: 'nothing-new', remedyIds: [] };
  const limit = Math.max(1, Math.min(mostOfPage, Math.floor(ports.options.eventsPerSecond * secondsOfPage)));
  const { service, startedAt: from, endedAt: until, cursor } = page;
  const answer = await ports.affected.page({ service, from, until, cursor, limit });
  const { events, problems } = eventsOf(answer, page);
  const waitSeconds = await reserveSlot(events.length, ports);
  if (waitSeconds > 0) {
    await ports.queue.keep(page, waitSeconds);
    return { result: 'watched', remedyIds: [] };
  }
  for (const event of events) await publish(event, page, ports);
  const next = page.page < mostPages ? answer.next : undefined;
  if (next !== answer.next) problems.push(`the list of those who used it had more than ${mostPages} pages`);
  // Before it is written down: a page that is sent twice is noticed, and one that is not sent would end the outage.
  if (next !== undefined) {
    await ports.queue.keep(
      { ...page, page: page.page + 1, cursor: next },
      events.length / ports.options.eventsPerSecond,
    );
  }
  const now = ports.clock();
  const unjoined = unjoinedOf(problems, before?.unjoined, now);
  await ports.subjects.save({
    subject,
    version: (before?.version ?? 0) + 1,
    state: {
      ...(next !== undefined && { next: page.page + 1 }),
      published: progress.published + events.length,
      unusable: progress.unusable + problems.length,
    } satisfies Progress,
    published: [],
    unjoined,
    expiresAt: new Date(now.getTime() + keptDays * dayMs).toISOString(),
  });
  for (const why of problems) ports.observe({ step: 'signal-unjoined', subject, why });
  return {
    result: events.length > 0 ? 'published' : 'unjoined',
    remedyIds: events.map(({ remedyId }) => remedyId),
  };
}

async function publish(
  event: FailureEvent,
  { evidence }: OutagePage,
  ports: OutagePorts<HealthOptions>,
): Promise<void> {
  await ports.failures.publish(event);
  ports.observe({ step: 'failure-detected', remedyId: event.remedyId, failureType: event.type, evidence });
}

/** The failures of a page, each once, and why some entries make none. */
function eventsOf(
  answer: AffectedPage,
  page: OutagePage,
): { readonly events: readonly FailureEvent[]; readonly problems: string[] } {
  const events = new Map<string, FailureEvent>();
  const problems: string[] = [];
  for (const entry of answer.affected) {
    const event = eventOf(entry, page);
    if (typeof event === 'string') problems.push(event);
    else events.set(event.remedyId, event);
  }
  return { events: [...events.values()], problems };
}

/** The failure of one customer, or why there is none. */
function eventOf(entry: unknown, { outageId, startedAt, endedAt }: OutagePage): FailureEvent | string {
  const affected = affectedSchema.safeParse(entry);
  if (!affected.success) {
    const paths = [...new Set(affected.error.issues.map(({ path }) => path.join('.')))];
    return `an entry does not keep its contract: ${paths.join(', ')}`;
  }
  const { customer, purchase, brand, serviceId } = affected.data;
  const outage = { serviceId, kind: 'downtime', startedAt, endedAt };
  const common = { schemaVersion: 1, occurredAt: startedAt, evidence: 'detected', incidentId: outageId };
  try {
    const failure = parseFailure(serviceOutage, { ...common, customer, purchase, brand, outage });
    const remedyId = remedyIdOf({
      customerId: failure.customer.id,
      type: serviceOutage.type,
      subject: serviceOutage.subject(failure),
      occurrence: serviceOutage.occurrence(failure),
    });
    return { source: sourceOfDetector(healthDetector), type: serviceOutage.type, detail: failure, remedyId };
  } catch (error) {
    if (error instanceof ContractError) return error.message;
    throw error;
  }
}

/** What nobody could use is listed for good: nobody asks for that page again. */
function unjoinedOf(problems: readonly string[], before: Unjoined | undefined, now: Date): Unjoined | undefined {
  const [first] = problems;
  if (first === undefined) return before;
  return { why: first, since: before?.since ?? now.toISOString(), tries: (before?.tries ?? 0) + problems.length };
}
