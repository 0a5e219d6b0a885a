import type { TicketKind } from '../../../lambdas/detect/tickets/options';
import type { TicketUpdate } from '../../../lambdas/detect/tickets/ticket-update';
import type { TimedSignal } from '../../../lambdas/detect/run/replay';
import { typeOfMishap } from '../../../lambdas/reports/mishaps';
import type { Random } from '../../simulation/random';
import { asDelivered, nothingHappened, type Life } from './lives';
import { boughtWith, soldTicketOrder } from './ticket-orders';

const hourMs = 60 * 60 * 1000;
const minuteMs = 60 * 1000;
const firstDayMs = Date.parse('2026-10-01T00:00:00Z');

/** How a team has mapped what its help desk asks for. */
export const ticketKinds: readonly TicketKind[] = [
  { tag: 'never_came', mishap: 'neverCame' },
  { tag: 'piece_missing', mishap: 'missing' },
  { tag: 'stolen', mishap: 'stolen' },
  { tag: 'late', mishap: 'late' },
  { tag: 'broken_in_transit', mishap: 'damaged', answer: 'transit' },
  { tag: 'broke_by_itself', mishap: 'damaged', answer: 'defect' },
  { tag: 'film_unwatchable', mishap: 'unplayable', answer: 'nothing' },
  { form: '360000200', tag: 'no_wifi', mishap: 'wifi', answer: 'nothing' },
  { tag: 'title_gone', mishap: 'withdrawn' },
  { tag: 'service_down', mishap: 'outage' },
];

/** One state of a ticket, from a moment on. */
interface Step {
  readonly atMs: number;
  readonly tags: readonly string[];
  readonly orderId?: string | undefined;
  readonly isGone?: true | undefined;
}

/** A ticket as its customer meant it and its agents handled it: most are no failure at all. */
interface Course {
  readonly steps: readonly Step[];
  readonly label: Life<unknown>['label'];
  readonly find: Life<unknown>['find'];
}

/** Everything that is known of a ticket before its fate is. */
interface Written {
  readonly id: number;
  readonly atMs: number;
  readonly orderId: string;
  readonly random: Random;
}

/** Somebody writes to the help desk. */
export function ticketLife(id: number, random: Random): Life<TicketUpdate> {
  const atMs = firstDayMs + random.int(0, 29 * 24 * 60) * minuteMs;
  const { steps, label, find } = courseOf({ id, atMs, orderId: `ord_${id}`, random });
  const noise = { twice: 0.1, late: 0.03, latestMs: 2 * hourMs, lost: 0.003 };
  return { signals: asDelivered(signalsOf(id, steps), noise, random), label, find };
}

function courseOf(written: Written): Course {
  const { random } = written;
  const fate = random.next();
  if (fate < 0.5) return question(written);
  if (fate < 0.52) return spam(written);
  if (fate < 0.55) return writtenTwice(written);
  if (fate < 0.58) return writtenTooEarly(written);
  return reported(written, random.pick(ticketKinds));
}

/** A question, an idea, thanks. Now and then an agent takes it for a failure. */
function question({ id, atMs, orderId, random }: Written): Course {
  const kind = random.pick(ticketKinds);
  const tags = random.chance(0.002) ? [tagOf(kind)] : [random.pick(['question', 'thanks', 'invoice'])];
  const steps = [
    { atMs, tags: [] },
    { atMs: atMs + random.int(1, 600) * minuteMs, tags, orderId },
  ];
  return { steps, label: nothingHappened, find: soldTicketOrder({ id, orderId, line: boughtWith(kind.mishap, atMs) }) };
}

/** A machine fills in the form. Some of it is noticed after it was tagged. */
function spam({ atMs, random }: Written): Course {
  const tags = [tagOf(random.pick(ticketKinds))];
  const steps: Step[] = [
    { atMs, tags },
    { atMs: atMs + random.int(1, 300) * minuteMs, tags, isGone: true },
  ];
  return { steps, label: nothingHappened, find: () => ({ type: 'unknown' }) };
}

/** The second ticket about what another one reports already: it is the same failure, if anybody publishes it again. */
function writtenTwice(written: Written): Course {
  const { id, atMs, orderId, random } = written;
  const { mishap, ...kind } = random.pick(ticketKinds);
  const tags = random.chance(0.2) ? [tagOf(kind)] : [];
  const steps: Step[] = [
    { atMs, tags, orderId },
    { atMs: atMs + random.int(2, 120) * minuteMs, tags, orderId, isGone: true },
  ];
  const label = { types: [], also: [typeOfMishap[mishap]] };
  return { steps, label, find: soldTicketOrder({ id, orderId, line: boughtWith(mishap, atMs) }) };
}

/** Somebody is worried about a parcel that is not due yet. It comes in time, after they have written. */
function writtenTooEarly({ id, atMs, orderId, random }: Written): Course {
  const dueMs = atMs + random.int(4, 60) * hourMs;
  const comesMs = dueMs - random.int(0, 3) * hourMs;
  const steps = [
    { atMs, tags: [], orderId },
    { atMs: atMs + random.int(5, 120) * minuteMs, tags: ['never_came'], orderId },
  ];
  const line = (now: Date) => boughtWith('neverCame', atMs, { dueMs, comesMs, nowMs: now.getTime() });
  return { steps, label: nothingHappened, find: soldTicketOrder({ id, orderId, line }) };
}

/** A failure, on its way through the hands of a help desk. */
function reported(written: Written, kind: TicketKind): Course {
  const { id, atMs, orderId, random } = written;
  const tag = tagOf(kind);
  const isTaggedByForm = random.chance(0.6);
  const taggedMs = isTaggedByForm ? atMs : atMs + random.int(2, 20 * 60) * minuteMs;
  const steps: Step[] = [{ atMs, tags: isTaggedByForm ? [tag] : [] }];
  const fate = random.next();
  // Nobody tags it, or somebody as something else at first, or as two things at once.
  if (fate < 0.01) steps.push({ atMs: taggedMs, tags: ['thanks'] });
  else if (fate < 0.013) {
    steps.push({ atMs: taggedMs, tags: [tagOf(random.pick(ticketKinds))] }, { atMs: taggedMs + hourMs, tags: [tag] });
  } else if (fate < 0.018) {
    steps.push({ atMs: taggedMs, tags: [tag, tagOf(random.pick(ticketKinds))] });
    if (random.chance(0.5)) steps.push({ atMs: taggedMs + 20 * hourMs, tags: [tag] });
  } else if (!isTaggedByForm) steps.push({ atMs: taggedMs, tags: [tag] });
  const label = { types: [typeOfMishap[kind.mishap]] };
  const hasOneOrder = random.chance(0.6);
  const find = soldTicketOrder({ id, orderId, line: boughtWith(kind.mishap, atMs), hasOneOrder });
  return { steps: named(steps, written), label, find };
}

/** Which order it is about says a form at once, an agent later, or nobody; and some customers get it wrong. */
function named(steps: readonly Step[], { orderId, atMs, random }: Written): readonly Step[] {
  const fate = random.next();
  if (fate < 0.75) return steps.map((step) => ({ ...step, orderId }));
  if (fate < 0.81) return steps;
  const foundMs = atMs + random.int(10, 30 * 60) * minuteMs;
  const wrongId = fate < 0.82 ? `${orderId}0` : undefined;
  const isPutRight = wrongId === undefined || random.chance(0.5);
  const tagsThen = steps.findLast((step) => step.atMs <= foundMs)?.tags ?? [];
  const all = isPutRight ? [...steps, { atMs: foundMs, tags: tagsThen }] : steps;
  return all
    .toSorted((one, other) => one.atMs - other.atMs)
    .map((step) => ({ ...step, orderId: isPutRight && step.atMs >= foundMs ? orderId : wrongId }));
}

function tagOf({ tag }: Pick<TicketKind, 'tag'>): string {
  if (tag === undefined) throw new Error('this team maps no kind by its form alone');
  return tag;
}

function signalsOf(id: number, steps: readonly Step[]): TimedSignal<TicketUpdate>[] {
  return steps.map(({ atMs, tags, orderId, isGone }, index) => ({
    at: new Date(atMs + 1_000),
    signal: {
      eventId: `evt_${id}_${index}`,
      ticketId: `tkt_${id}`,
      requesterId: `req_${id}`,
      ...(orderId !== undefined && { orderId }),
      ...(tags.includes('no_wifi') && { formId: '360000200' }),
      tags: ['de', ...tags],
      updatedAt: new Date(atMs).toISOString(),
      createdAt: new Date(steps[0]?.atMs ?? atMs).toISOString(),
      ...(isGone && { isGone }),
    },
  }));
}
