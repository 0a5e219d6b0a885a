import type { Basket, Shop } from '../company/shop/shop';
import type { Orders } from '../../lambdas/shop/order';
import { CustomerStuckError, type CustomersHands, type ReceivedMail } from './customers-hands';
import { nextWords, type Lived } from './persona';
import { basketFor, instantOf, type Scenario } from './scenario';

export interface PracticeRunProps {
  /** No other run has it. */
  readonly id: string;
  readonly scenario: Scenario;
  readonly shop: Pick<Shop, 'sell' | 'linkFor'>;
  readonly hands: CustomersHands;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** How long a second of the customer lasts. */
  readonly secondMs: number;
}

/** A mail that left: which template, and when. */
export interface LeftMail {
  readonly template: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** What answers of people are called, among the templates of mails. */
const answerTemplate = 'answer-';

/** One story that somebody practises: a customer who says what the scenario has them say, when it is time. */
export class PracticeRun {
  readonly lived: Lived[] = [];
  readonly beganAt: number;
  /** When whoever practises ended it. Its customer says nothing more. */
  endedAt: number | undefined;
  /** Why the customer could not say what they wanted to. */
  stuck: string | undefined;
  private readonly basket: Basket;
  private readonly mails: ReceivedMail[] = [];
  private sold: Orders | undefined;
  private looking: Promise<void> = Promise.resolve();

  constructor(private readonly props: PracticeRunProps) {
    this.beganAt = props.clock();
    this.basket = basketFor(props.scenario, props.id, new Date(this.beganAt));
  }

  get id(): string {
    return this.props.id;
  }

  get scenario(): Scenario {
    return this.props.scenario;
  }

  get customerId(): string {
    return this.basket.customer.id;
  }

  get email(): string {
    return this.basket.customer.email ?? '';
  }

  /** What they bought, as the shop knows it. Undefined before it has begun. */
  get bought(): Orders | undefined {
    return this.sold;
  }

  /** To the one question about what happened. */
  get answer(): string | undefined {
    const { answer } = this.scenario.begins;
    if (answer === undefined) return undefined;
    const instant = instantOf(answer, new Date(this.beganAt));
    return instant === answer ? answer : instant.slice(0, 10);
  }

  /** The customer buys it, it goes wrong, and they say so: on the page, or on the phone. */
  async begin(): Promise<void> {
    const { shop, hands, scenario, clock } = this.props;
    this.sold = await shop.sell(this.basket);
    const { begins } = scenario;
    const orderId = this.sold.orders[0]?.orderId ?? '';
    this.lived.push({ by: 'customer', at: clock(), text: begins.says });
    if (begins.by === 'call') return;
    await this.carefully(() =>
      hands.report({ link: shop.linkFor(this.customerId, orderId), orderId, begins, answer: this.answer }),
    );
  }

  /**
   * Reads the mails that have come, and says what it is time to say. One look after another.
   *
   * @param left which mails left, by the id of the mail service
   */
  look(left: ReadonlyMap<string, LeftMail>): Promise<void> {
    this.looking = this.looking.then(() => this.lookOnce(left));
    return this.looking;
  }

  private async lookOnce(left: ReadonlyMap<string, LeftMail>): Promise<void> {
    const { hands, scenario, secondMs, clock } = this.props;
    if (!this.sold || this.endedAt !== undefined || this.stuck !== undefined) return;
    await this.carefully(async () => {
      for (const mail of await hands.mailsTo(this.email)) this.receive(mail, left);
    });
    const next = nextWords(scenario, this.lived, secondMs);
    const mail = this.mails.at(-1);
    if (!next || !mail || next.at > clock()) return;
    this.lived.push({ by: 'customer', at: clock(), text: next.says, saying: next.saying, closes: next.closes });
    await this.carefully(() => hands.answer(mail, this.email, next.says));
  }

  private receive(mail: ReceivedMail, left: ReadonlyMap<string, LeftMail>): void {
    const known = this.mails.some(({ messageId }) => messageId === mail.messageId);
    const sent = left.get(mail.messageId);
    if (known || !sent) return;
    this.mails.push(mail);
    const by = sent.template.startsWith(answerTemplate) ? 'person' : 'company';
    this.lived.push({ by, at: sent.at, text: mail.body.text, subject: mail.subject });
  }

  /** Whoever practises is told what the customer could not do. Nothing else ends because of it. */
  private async carefully(step: () => Promise<void>): Promise<void> {
    try {
      await step();
    } catch (error) {
      const isExpected = error instanceof CustomerStuckError || error instanceof TypeError;
      if (!isExpected) throw error;
      this.stuck = error.message;
    }
  }
}
