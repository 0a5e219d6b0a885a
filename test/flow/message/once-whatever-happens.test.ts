import fc from 'fast-check';
import { applyEmailEvent } from '../../../lambdas/flow/inbound/apply-email-event';
import type { AnswerOutcome } from '../../../lambdas/channels/port/answer';
import { MessageWorld, phone } from './message-world';

// What may happen to a mail that came back, in any order, with functions that die between any two writes.

const networks = ['sms', 'whatsapp'] as const;
type Network = (typeof networks)[number];

/** A message that may be on a phone. */
interface Left {
  readonly network: Network;
  hasBounced: boolean;
}

class Phones {
  readonly left: Left[] = [];

  private constructor(readonly world: MessageWorld) {}

  static async start(): Promise<Phones> {
    const world = await MessageWorld.withBouncedMail(networks.map((channel) => ({ channel, handle: phone })));
    const phones = new Phones(world);
    for (const network of networks) phones.watch(network);
    world.channels = world.channels.map((channel) => ({
      ...channel,
      templateFor: () => ({ name: 'amends_apology_1', language: 'en', values: [] }),
    }));
    return phones;
  }

  /** Whatever the network took, or may have taken, is on a phone. */
  private watch(network: Network): void {
    const sender = this.world[network];
    const begin = sender.begin.bind(sender);
    sender.begin = async (message) => {
      const outcome = await begin(message);
      if (outcome.state === 'sent' || outcome.state === 'unknown') this.left.push({ network, hasBounced: false });
      return outcome;
    };
  }

  /** How many a customer may have read. */
  get read(): number {
    return this.left.filter(({ hasBounced }) => !hasBounced).length;
  }

  /** The function hears of the mail, and dies at one of its writes, or at none. */
  async hear(diesAtWrite: number): Promise<void> {
    const { ledger, undelivered } = this.world;
    const save = ledger.saveNotice.bind(ledger);
    let writes = 0;
    ledger.saveNotice = (next) => (++writes >= diesAtWrite ? Promise.reject(new Error('died')) : save(next));
    for (const mail of undelivered.published.slice(-2)) {
      // It is delivered again, which another step does.
      await this.world.message(mail).catch(() => undefined);
    }
    ledger.saveNotice = save;
  }

  async report(network: Network, state: 'delivered' | 'bounced'): Promise<void> {
    const last = this.left.findLast((one) => one.network === network);
    if (!last) return;
    const { customerId, remedyId } = this.world.onlyRecord();
    const event = { customerId, remedyId, template: 'apology', state, by: network };
    const noted = await applyEmailEvent(event, this.world.emailPorts()).catch(() => undefined);
    if (noted?.result === 'noted' && state === 'bounced') last.hasBounced = true;
  }
}

const outcomes: AnswerOutcome[] = [
  { state: 'sent', reference: 'm1' },
  { state: 'refused', reason: 'rejected', why: 'no' },
  { state: 'later', why: 'busy' },
  { state: 'unknown', why: 'no answer' },
];

const network = fc.constantFrom(...networks);
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('hear' as const), diesAtWrite: fc.integer({ min: 1, max: 6 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('next' as const), network, outcome: fc.constantFrom(...outcomes) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('report' as const),
      network,
      state: fc.constantFrom('delivered' as const, 'bounced' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.constantFrom(1_000, 60_000) }) },
);

it('a customer never has two messages of one mail, whatever networks say and whenever functions die', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 25 }), async (steps) => {
      const phones = await Phones.start();
      for (const one of steps) {
        if (one.kind === 'hear') await phones.hear(one.diesAtWrite);
        if (one.kind === 'next') phones.world[one.network].next.push(one.outcome);
        if (one.kind === 'report') await phones.report(one.network, one.state);
        if (one.kind === 'wait') phones.world.now += one.ms;
        expect(phones.read).toBeLessThanOrEqual(1);
      }
      for (const which of networks) {
        expect(phones.left.filter((one) => one.network === which).length).toBeLessThanOrEqual(1);
      }
    }),
    { numRuns: 300 },
  );
});
