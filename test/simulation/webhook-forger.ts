import { Random } from './random';
import type { BookedRefund } from './sim-provider';
import type { TableWrite } from './sim-table';
import { inProviderNumbers } from './provider-counting';
import { at, listAt, numberAt, plainItem, textAt, type Plain } from './stored';
import { isThiefs } from './thief-id';
import type { World } from './world';

const dayMs = 86_400_000;

/** What whoever has the secret of the webhook says of a part. */
const lies = [
  'failed',
  'failed',
  'failed',
  'succeeded',
  'pending',
  'another sum',
  'another payment',
  'no such part',
] as const;

type Lie = (typeof lies)[number];

/** How often somebody forges in one world, at most. */
const mostForged = 12;

/**
 * Plans what somebody does who has the secret of the webhook: every signature is right, and what is signed need not be
 * so.
 *
 * @param troubledMs while the world's other troubles last
 */
export function planWebhookForger(world: World, seed: number, troubledMs: number): void {
  // Its own dice, so that the other worlds stay as they are.
  const random = new Random(seed + 0xf02d);
  if (world.kind === 'crowd' || !random.chance(0.1)) return;
  world.onlookers.push(new WebhookForger(world, random, world.scheduler.now + troubledMs));
}

/** Knows of every part, and says whatever is of use: at once, soon, or a day later. */
class WebhookForger {
  private forged = 0;
  private sent = 0;
  /** Some only ever say the same. */
  private readonly favourite: Lie | undefined;

  constructor(
    private readonly world: World,
    private readonly random: Random,
    private readonly until: number,
  ) {
    this.favourite = random.chance(0.5) ? 'failed' : undefined;
  }

  sees({ sk, after }: TableWrite): void {
    const { random, world } = this;
    if (!sk.startsWith('REMEDY#') || this.forged >= mostForged || world.scheduler.now > this.until) return;
    const record = plainItem(after);
    if (isThiefs(textAt(record, 'customerId')) || !random.chance(0.5)) return;
    const part = random.pick(listAt(record, 'parts'));
    if (textAt(part, 'part', 'kind') !== 'refund') return;
    this.forged += 1;
    const lie = this.favourite ?? random.pick(lies);
    const afterMs = random.pick([0, random.int(1, 5_000), random.int(0, 3_600_000), random.int(0, 2 * dayMs)]);
    const times = random.chance(0.2) ? random.int(2, 5) : 1;
    for (let time = 0; time < times; time++) {
      world.scheduler.after(afterMs + time * random.int(0, 120_000), () => this.claim(lie, record, part));
    }
  }

  /** The real events of that refund may come before it, and after. */
  private claim(lie: Lie, record: Plain, part: Plain): void {
    const { world } = this;
    const refund = this.refundAsSaid(lie, record, part);
    const { remedyId, partNumber } = refund;
    if (remedyId === undefined || partNumber === undefined) return;
    world.trace.count(`forged webhook events: ${lie}`);
    world.trace.record('a forger', () => `says that part ${partNumber} of ${remedyId} is ${refund.state} (${lie})`);
    // A part that is made up now may be begun before this arrives.
    const isBelieved = lie === 'succeeded' || lie === 'no such part';
    if (isBelieved && refund.state === 'succeeded') world.auditor.falselyGiven(remedyId, partNumber);
    world.webhook.send({ eventId: `evt_forged_${++this.sent}`, refund, createdAt: world.scheduler.now });
  }

  private refundAsSaid(lie: Lie, record: Plain, part: Plain): BookedRefund {
    const { random, world } = this;
    const { now } = world.scheduler;
    const [remedyId, customerId] = [textAt(record, 'remedyId'), textAt(record, 'customerId')];
    const number = numberAt(part, 'number');
    const terms = at(part, 'part');
    const [amountMinor, currency] = [numberAt(terms, 'amountMinor'), textAt(terms, 'currency')];
    const booked = world.provider.refunds.find((one) => one.remedyId === remedyId && one.partNumber === number);
    const isOtherSum = lie === 'another sum';
    // A usual refund is of the payment of its remedy.
    const paymentId = textAt(terms, 'paymentId') || textAt(record, 'paymentId');
    const others = [...world.provider.payments.keys(), 'ch_of_nobody'].filter((other) => other !== paymentId);
    return {
      id: booked && random.chance(0.9) ? booked.id : `re_forged_${this.sent}`,
      paymentId: lie === 'another payment' ? random.pick(others) : paymentId,
      amount: inProviderNumbers(isOtherSum ? amountMinor * 10 : amountMinor, currency),
      currency,
      remedyId,
      partNumber: lie === 'no such part' ? number + random.int(1, 3) : number,
      customerId,
      createdAt: now,
      wouldFailBy: random.pick(['card-unreachable', 'insufficient-balance', 'other'] as const),
      state: stateIn(lie, random),
      everSucceeded: true,
    };
  }
}

function stateIn(lie: Lie, random: Random): BookedRefund['state'] {
  if (lie === 'failed' || lie === 'succeeded' || lie === 'pending') return lie;
  return random.pick(['failed', 'succeeded'] as const);
}
