import type { OutgoingMail } from '../../../lambdas/email/mailer';
import type { FeedbackAnswer } from '../../../lambdas/feedback/feedback-contract';
import { feedbackPageUrl } from '../functions';
import type { World } from '../world';
import type { Letterbox } from './letterbox';

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

type Of = Pick<OutgoingMail, 'customerId' | 'remedyId'>;

/** What customers do with the mails that they get. */
export class SimCustomers {
  /** Mails of theirs that say no or yes, by their ids. */
  private readonly saying = new Map<string, Of>();
  /** They want to hear from no person either. */
  private readonly isSour: boolean;

  constructor(
    private readonly world: World,
    private readonly letterbox: Letterbox,
    /** They say no whenever they are asked, soon and once. */
    private readonly sayNo: boolean,
  ) {
    this.isSour = letterbox.random.chance(0.35);
  }

  /** A mail has come. */
  get(mail: OutgoingMail, complain: () => void): void {
    const { random } = this.letterbox;
    if (mail.template === 'feedback') return this.sayNo ? this.refuse(mail) : this.isAsked(mail);
    if (mail.template.startsWith('answer-') && random.chance(this.isSour ? 0.8 : 0.1)) {
      this.world.trace.count('customers: call an answer spam');
      return this.later(random.int(minuteMs, 8 * hourMs), complain);
    }
    if (!random.chance(0.12)) return;
    this.world.trace.count('customers: write');
    this.later(this.aWhile(), () => this.write(mail, 'Thank you, but where is the rest of it?'));
  }

  wasHeard(id: string): void {
    const of = this.saying.get(id);
    if (of) this.world.auditor.wasAnswered(of);
  }

  private aWhile(): number {
    const { random } = this.letterbox;
    return random.chance(0.6) ? random.int(minuteMs, 8 * hourMs) : random.int(0, 16 * dayMs);
  }

  private later(ms: number, act: () => void): void {
    this.world.scheduler.after(ms, act);
  }

  private refuse(mail: OutgoingMail): void {
    const { random } = this.letterbox;
    this.world.trace.count('customers asked: say no');
    const afterMs = random.int(minuteMs, 8 * hourMs);
    if (random.chance(0.5)) this.later(afterMs, () => this.write(mail, 'No'));
    else this.later(afterMs, () => this.open(mail));
  }

  private isAsked(mail: OutgoingMail): void {
    const { random } = this.letterbox;
    const way = random.pick(['silent', 'page', 'page', 'mail', 'mail', 'both'] as const);
    this.world.trace.count(`customers asked: ${way}`);
    if (way === 'page' || way === 'both') this.later(this.aWhile(), () => this.open(mail));
    if (way === 'mail' || way === 'both') {
      const text = random.pick(['Yes', 'No', 'No', 'No, nothing has come.', 'What do you mean?']);
      this.later(this.aWhile(), () => this.write(mail, text));
      if (random.chance(0.2)) this.later(this.aWhile(), () => this.write(mail, random.pick([text, 'Yes', 'No'])));
    }
  }

  private write(mail: OutgoingMail, text: string): void {
    const { platform, scheduler, context, auditor } = this.world;
    const { random, deployed } = this.letterbox;
    const received = this.letterbox.mailFrom(mail.to.email, mail.sender.replyTo, text, scheduler.now);
    if (mail.template === 'feedback') {
      this.saying.set(received.id, mail);
      if (!text.startsWith('No')) auditor.mayTakeBack(mail.customerId);
    }
    platform.invoke(deployed.hear, received);
    if (!random.chance(context.faults.deliveredTwice)) return;
    this.later(random.int(0, 30 * secondMs), () => platform.invoke(deployed.hear, received));
  }

  /** The page asks first whether that is what is meant, and then sends it. */
  private open(mail: OutgoingMail): void {
    const { random } = this.letterbox;
    const link = new URL(linkIn(mail)).searchParams.get('l') ?? '';
    const answer = this.sayNo ? 'no' : random.pick(['yes', 'no', 'no'] as const);
    const words = random.chance(0.3) ? 'It came late.' : '';
    if (answer === 'yes') this.world.auditor.mayTakeBack(mail.customerId);
    this.ask({ ask: 'check', link, answer, words }, (checked) => {
      if (checked.is === 'refused') this.world.trace.count(`page: ${checked.why}`);
      if (checked.is !== 'checked') return;
      const readMs = random.chance(0.1) ? random.int(0, secondMs) : random.int(3 * secondMs, 10 * minuteMs);
      const send = { ask: 'send', link, answer, words, token: checked.token } as const;
      this.later(readMs, () => this.send(send, mail));
      if (random.chance(0.2)) this.later(readMs + random.int(0, 2 * secondMs), () => this.send(send, mail));
    });
    if (random.chance(0.2)) this.later(this.aWhile(), () => this.open(mail));
    // Some find the mail again when its question is long over.
    if (random.chance(0.3)) this.later(random.int(15, 20) * dayMs, () => this.open(mail));
  }

  private send(question: object, mail: OutgoingMail): void {
    this.ask(question, (answer) => {
      this.world.trace.count(`page: ${answer.is === 'refused' ? answer.why : answer.is}`);
      if (answer.is === 'taken') this.world.auditor.wasAnswered(mail);
    });
  }

  /** Who gets no answer tries again, or gives it up. */
  private ask(question: object, ended: (answer: FeedbackAnswer) => void): void {
    const { platform, functions } = this.world;
    platform.run(functions.feedbackPage, question, (end) => {
      if (end.ok) return ended(end.value as FeedbackAnswer);
      if (this.letterbox.random.chance(0.7)) {
        this.later(this.letterbox.random.int(secondMs, 10 * minuteMs), () => this.ask(question, ended));
      }
    });
  }
}

function linkIn({ text }: OutgoingMail): string {
  const start = text.indexOf(feedbackPageUrl);
  if (start < 0) throw new TypeError(`a mail that asks leads to no page: ${text}`);
  return text.slice(start).split(/\s/u)[0] ?? '';
}
