import { randomBytes } from 'node:crypto';
import { operatorAddress } from '../../console/asking/operator-address';
import { ask } from '../../console/asking/ask';
import { SignedOperatorApi } from '../../console/asking/signed-operator-api';
import type { Money } from '../../lambdas/model/money';
import { formatMoney } from '../../lambdas/model/written/format-money';
import { operations } from '../../lambdas/operator-api/operation';
import type { RemedyView } from '../../lambdas/operator-api/response-schemas';
import { partnerRecords, recordsInWords } from '../demo/report/partner-records';
import { localSecretAccessKey } from '../emulator/lambda-api/url-caller';
import type { LocalSystem } from '../system/local-system';
import { operatorEnvironment } from '../system/operator-environment';
import { byPolicy } from './by-policy';
import { CustomersHands } from './customers-hands';
import { debriefOf, type Debrief, type GivenRemedy } from './debrief';
import { PracticeRun, type LeftMail } from './practice-run';
import type { Scenario } from './scenario';

export interface PracticeOptions {
  /** How long a second of a customer lasts, in milliseconds. @default 1000 */
  readonly secondMs?: number | undefined;
  /** Milliseconds since 1970. @default the clock of this machine */
  readonly clock?: (() => number) | undefined;
}

/** More mails are forgotten: whoever practises has read them. */
const mostMails = 10_000;

/** A run, with all that is to be said of it. */
export interface LookedBack extends Debrief {
  /** What the systems around Amends carried out. */
  readonly carriedOut: readonly string[];
}

/** Where told stories are practised: its customers read their mails and answer them, for as long as it is open. */
export class PracticeRoom {
  /** The newest first. */
  readonly runs: PracticeRun[] = [];
  private readonly left = new Map<string, LeftMail>();
  private readonly hands: CustomersHands;
  private readonly clock: () => number;
  private readonly secondMs: number;
  private readonly leave: () => void;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    readonly scenarios: readonly Scenario[],
    private readonly system: LocalSystem,
    { secondMs = 1_000, clock = Date.now }: PracticeOptions = {},
  ) {
    this.hands = new CustomersHands(system.endpoints);
    this.clock = clock;
    this.secondMs = secondMs;
    this.leave = system.on((event) => {
      if (event.kind !== 'mail-sent') return;
      if (this.left.size >= mostMails) this.left.clear();
      this.left.set(event.messageId, { template: event.tags['template'] ?? '', at: this.clock() });
    });
  }

  /** From now on its customers look into their mail by themselves, once a second. */
  open(): void {
    this.timer ??= setInterval(() => void this.look(), 1_000).unref();
  }

  close(): void {
    clearInterval(this.timer);
    this.leave();
  }

  /** All customers look into their mail, and say what it is time to say. */
  async look(): Promise<void> {
    await Promise.all(this.runs.map((run) => run.look(this.left)));
  }

  find(id: string): PracticeRun | undefined {
    return this.runs.find((run) => run.id === id);
  }

  /** Undefined where there is no such scenario. */
  async begin(scenarioId: string): Promise<PracticeRun | undefined> {
    const scenario = this.scenarios.find(({ id }) => id === scenarioId);
    if (!scenario) return undefined;
    const { shop } = this.system;
    const { hands, clock, secondMs } = this;
    const run = new PracticeRun({ id: randomBytes(4).toString('hex'), scenario, shop, hands, clock, secondMs });
    this.runs.unshift(run);
    await run.begin();
    return run;
  }

  /** What there is to say of a run, now. */
  async lookBack({ scenario, customerId, lived, bought, answer, beganAt }: PracticeRun): Promise<LookedBack> {
    const { template, partners } = this.system;
    const [order] = bought?.orders ?? [];
    if (!bought || !order) throw new Error('a story that has not begun is not looked back on');
    const now = this.clock();
    const reported = { begins: scenario.begins, answer, customer: bought.customer, order };
    const remedies = (await this.remediesOf(customerId)).map(givenIn);
    const paid = [order, ...order.lines].map(({ amountMinor }) => ({ amountMinor, currency: order.currency }));
    const policy = byPolicy(reported, template, new Date(beganAt));
    const records = recordsInWords(partnerRecords(partners)).filter((one) => one.customerId === customerId);
    const facts = { scenario, lived, remedies, paid, policy, now };
    return { ...debriefOf(facts), carriedOut: records.map(({ who, what }) => `${who}: ${what}`) };
  }

  private async remediesOf(customerId: string): Promise<RemedyView[]> {
    const { AMENDS_OPERATOR_URL: url } = operatorEnvironment(this.system);
    if (url === undefined) return [];
    // Who looks on is no person: what they see is in the audit trail by this name.
    const credentials = { accessKeyId: 'ASIA.viewer.practice', secretAccessKey: localSecretAccessKey };
    const api = new SignedOperatorApi({ address: operatorAddress(url, this.system.template.region), credentials });
    const customer = await ask(api, operations.showCustomer, { params: { customerId } });
    if (customer.is === 'refused') return [];
    const views = await Promise.all(
      customer.value.remedies.map(({ remedyId }) =>
        ask(api, operations.showRemedy, { params: { customerId, remedyId } }),
      ),
    );
    return views.flatMap((view) => (view.is === 'done' ? [view.value] : []));
  }
}

function givenIn({ record: { remedyId, type, state, parts, reasons } }: RemedyView): GivenRemedy {
  const amounts = parts.flatMap(({ part, outcome }) => (outcome.state === 'declined' ? [] : amountIn(part)));
  const inWords = parts.map(({ part, outcome }) => {
    const [amount] = amountIn(part);
    return [part.kind, ...(amount ? [formatMoney(amount, 'en')] : []), `(${outcome.state})`].join(' ');
  });
  return { remedyId, type, state, parts: inWords, amounts, reasons };
}

/** What a part is worth. A call is worth nothing that could be counted. */
function amountIn(part: RemedyView['record']['parts'][number]['part']): Money[] {
  if (part.kind === 'callback') return [];
  return [{ amountMinor: 'worthMinor' in part ? part.worthMinor : part.amountMinor, currency: part.currency }];
}
