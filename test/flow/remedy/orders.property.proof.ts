import * as fc from 'fast-check';
import { catalog } from '../../../lambdas/failures/catalog';
import type { Failure } from '../../../lambdas/failures/definition/failure';
import type { FailureDefinition } from '../../../lambdas/failures/definition/failure-definition';
import { parseFailure } from '../../../lambdas/failures/definition/parse-failure';
import { commonDefaults } from '../../../lambdas/failures/definition/policy';
import type { DeclineReason } from '../../../lambdas/fulfilment/port/part-outcome';
import type { RemedyRecord, PartRecord } from '../../../lambdas/ledger/remedy-record';
import { World } from '../../fakes/world';
import { wideLimits } from '../../fakes/wide-limits';

// Whatever fails on an order, however often and in whatever order, nobody is paid more for it than it cost.

const definitions: readonly FailureDefinition[] = catalog;
const orderCost = 100_00;
const lineCosts: Readonly<Record<string, number>> = { '1': 60_00, '2': 40_00 };
const hour = 60 * 60 * 1000;

const stories = definitions.flatMap((definition) =>
  definition.stories.map(({ detail }) => ({ definition, detail: detail })),
);

/** One thing that happens to a customer. */
const orderEvent = fc.record({
  story: fc.nat({ max: stories.length - 1 }),
  orderId: fc.constantFrom('ord_1', 'ord_2'),
  lineId: fc.constantFrom(undefined, '1', '2'),
  subject: fc.nat({ max: 3 }),
  evidence: fc.constantFrom('detected' as const, 'reported' as const),
  /** What an event claims of its lines need not be true. */
  committedMinor: fc.constantFrom(1, 20_00, 40_00, 60_00, 500_00),
  partner: fc.constantFrom('gives', 'refuses', 'is silent'),
  card: fc.constantFrom<DeclineReason | 'takes it'>('takes it', 'takes it', 'card-unreachable', 'insufficient-balance'),
  approved: fc.boolean(),
  hoursLater: fc.constantFrom(0, 1, 8, 60),
});
type OrderEvent = typeof orderEvent extends fc.Arbitrary<infer Value> ? Value : never;

it('no order is paid more than it cost, and without a person’s word not even in goods and money together', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(orderEvent, { minLength: 2, maxLength: 7 }),
      fc.boolean(),
      async (orderEvents, people) => {
        const world = new World();
        world.limits = wideLimits;
        for (const one of orderEvents) await happen(one, people, world);
        for (const orderId of ['ord_1', 'ord_2']) {
          expect(moneyBack(world, orderId)).toBeLessThanOrEqual(orderCost);
          if (!people) expect(moneyBack(world, orderId) + goodsBack(world, orderId)).toBeLessThanOrEqual(orderCost);
        }
        expect(paidOutside(world)).toEqual([]);
      },
    ),
    { numRuns: 1_000 },
  );
});

async function happen(one: OrderEvent, people: boolean, world: World): Promise<void> {
  const story = stories[one.story];
  if (!story) throw new Error('there is no such story');
  world.definition = story.definition;
  world.options = { ...story.definition.policy.defaults, unreachableCard: 'credit', repeats: repeatCredits };
  world.partner.willAnswer = partnerResponses[one.partner];
  if (one.card !== 'takes it') world.provider.answerNext({ state: 'declined', reason: one.card });
  const failure = parseFailure(story.definition, failureOf(story.detail, one, world.clock()));
  await world.deliver(failure);
  await world.deliver(failure);
  if (people && one.approved) {
    for (const record of world.ledger.records.values()) if (record.state === 'held') await world.approve('ann', record);
  }
  world.now += one.hoursLater * hour;
  for (let run = 0; run < 3; run++) {
    await world.sweep();
    world.now += hour;
  }
}

const repeatCredits = { ...commonDefaults.repeats, then: 'goodwill' as const, goodwillMinor: { GBP: 5_00 } };

const partnerResponses = {
  gives: { state: 'succeeded', providerRef: 'theirs' },
  refuses: { state: 'declined', reason: 'out-of-stock' },
  'is silent': 'pending',
} as const;

/** A story of the catalog, told of one of two orders that cost the same. */
function failureOf(detail: Failure, one: OrderEvent, now: Date): unknown {
  const { orderId, lineId, evidence } = one;
  const amountMinor = lineId === undefined ? orderCost : (lineCosts[lineId] ?? 0);
  const moved = movedTo(detail, now);
  return {
    ...withIds(moved, one),
    evidence,
    customer: { ...moved.customer, id: 'cus_1', creditAccountId: undefined },
    purchase: { ...moved.purchase, orderId, lineId, paymentId: `ch_${orderId}`, amountMinor, currency: 'GBP' },
  };
}

/** All instants of an event moved together, so that it happened just now. */
function movedTo(detail: Failure, now: Date): Failure {
  const shiftMs = now.getTime() - Date.parse(detail.occurredAt);
  return JSON.parse(JSON.stringify(detail), (_name, value: unknown) =>
    typeof value === 'string' && /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:\d\d)$/.test(value)
      ? new Date(Date.parse(value) + shiftMs).toISOString()
      : value,
  ) as Failure;
}

/** Other things fail than in the story: the ids, and what the event says of its lines, differ. */
function withIds(detail: Failure, { subject, committedMinor }: OrderEvent): object {
  let line = 0;
  return JSON.parse(JSON.stringify(detail), (name, value: unknown) => {
    if (name === 'lineId') return String((line++ % 2) + 1);
    if (/^(rentalId|passId|shipmentId|serviceId|entitlementId|postId|sku)$/.test(name))
      return `${String(value)}-${subject}`;
    if (name === 'amountMinor' || name === 'shippingMinor') return committedMinor;
    return value;
  }) as object;
}

function partsOf(world: World, orderId: string): { readonly record: RemedyRecord; readonly recorded: PartRecord }[] {
  return [...world.ledger.records.values()]
    .filter((record) => record.orderId === orderId)
    .flatMap((record) => record.parts.map((recorded) => ({ record, recorded })));
}

/** What left our hands, by the books of the provider and of the partner and not by ours. */
function moneyBack(world: World, orderId: string): number {
  const refunds = world.provider.effects
    .filter(({ failed, request }) => !failed && request.part.paymentId === `ch_${orderId}`)
    .reduce((sum, { request }) => sum + request.part.amountMinor, 0);
  const credits = partsOf(world, orderId).reduce(
    (sum, { recorded: { part, key } }) =>
      part.kind === 'credit' && part.basis === 'price' && wasGiven(world, key) ? sum + part.amountMinor : sum,
    0,
  );
  return refunds + credits;
}

function goodsBack(world: World, orderId: string): number {
  return partsOf(world, orderId).reduce(
    (sum, { recorded: { part, key } }) =>
      part.kind === 'replacement' && wasGiven(world, key) ? sum + part.worthMinor : sum,
    0,
  );
}

function wasGiven({ partner }: World, key: string): boolean {
  return partner.effects(key) > 0 && !partner.withdrawn.includes(key);
}

/** Refunds of a payment that no order here was paid with. */
function paidOutside({ provider }: World): string[] {
  return provider.effects
    .map(({ request }) => request.part.paymentId)
    .filter((paymentId) => paymentId !== 'ch_ord_1' && paymentId !== 'ch_ord_2');
}
