import type { ReadMail, ReceivedMail, Verdict } from '../../../lambdas/email/inbound/received-mail';
import { forwardedText, type ForwardedMail } from '../../../lambdas/email/owners/mail-forwarder';
import {
  answerConversation,
  closeConversation,
  handOverConversation,
  takeConversation,
} from '../../../lambdas/flow/converse/operate-conversation';
import { eraseCustomer } from '../../../lambdas/flow/operate/erase-customer';
import { numberAt, textAt, type Plain } from '../stored';
import type { Written } from './conversation-auditor';
import type { PersonsCall } from './conversation-functions';
import { agents, type ConversationWorld, type SimCustomer } from './conversation-world';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** For how long people act. */
const daysLong = 12;

interface Sent {
  readonly from: string;
  readonly to: string;
  readonly text: string;
  readonly marker: string;
  readonly isProven?: boolean;
  readonly isMachine?: boolean;
  readonly messageId?: string;
}

/** Customers, people of the company, and others, with all that they do at some time or other. */
export class ConversationPeople {
  constructor(private readonly world: ConversationWorld) {
    world.onCopy = (copy) => this.readCopy(copy);
  }

  /** Plans what everybody does. */
  plan(): void {
    const { random, customers } = this.world;
    for (const customer of customers) {
      const acts = random.int(1, 5);
      for (let act = 0; act < acts; act++) this.later(this.anyTime(), () => this.customerActs(customer));
      if (random.chance(0.35)) this.later(random.int(0, 3 * dayMs), () => this.erase(customer));
    }
    const visits = random.int(2, 8);
    for (let visit = 0; visit < visits; visit++) this.later(this.anyTime(), () => this.visitConsole());
    for (let minutes = 20; minutes < daysLong * 24 * 60; minutes += 240)
      this.later(minutes * minuteMs, () => this.world.retryFailed());
  }

  get endsAfterMs(): number {
    return daysLong * dayMs;
  }

  /** Mostly close together, so that what people do meets, and now and then much later. */
  private anyTime(): number {
    const { random } = this.world;
    return random.chance(0.7) ? random.int(0, 2 * hourMs) : random.int(0, daysLong * dayMs);
  }

  private later(ms: number, act: () => void): void {
    this.world.scheduler.after(ms, act);
  }

  private customerActs(customer: SimCustomer): void {
    const { random, customers } = this.world;
    const { customerId, email } = customer;
    const to = random.pick(customer.replyTos);
    const act = random.pick([
      'writes',
      'writes',
      'writes',
      'twice',
      'elsewhere',
      'away',
      'forged',
      'other',
      'complains',
    ] as const);
    this.world.trace.count(`customers: ${act}`);
    switch (act) {
      case 'writes':
        return this.mail({ from: email, to, ...this.words('customer', customerId, 'c') });
      case 'twice': {
        // The second way takes its time, and its mail has the same words.
        const sent = { from: email, to, ...this.words('customer', customerId, 'c') };
        this.mail(sent);
        const more = this.words('customer', customerId, 'c');
        return this.later(random.int(1_000, hourMs), () => this.mail({ from: email, to, ...more }));
      }
      case 'elsewhere':
        return this.mail({ from: `home-of-${email}`, to, ...this.words('impostor', customerId, 'i') });
      case 'away':
        return this.mail({ from: email, to, isMachine: true, ...this.words('impostor', customerId, 'i') });
      case 'forged':
        return this.mail({ from: email, to, isProven: false, ...this.words('impostor', customerId, 'i') });
      case 'other': {
        const other = random.pick(customers.filter((one) => one !== customer));
        return this.mail({ from: email, to: random.pick(other.replyTos), ...this.words('impostor', customerId, 'i') });
      }
      case 'complains': {
        const answer = customer.answers.at(-1);
        if (answer) this.world.mailEvent('Complaint', answer);
        return;
      }
    }
  }

  /** Words that nobody else writes. */
  private words(
    by: Written['by'],
    customerId: string,
    sign: string,
  ): { readonly text: string; readonly marker: string } {
    const marker = `${sign}${this.world.nextNumber()}x`;
    this.world.auditor.wrote({ marker, customerId, by });
    return { text: `These words are ${marker}.`, marker };
  }

  /** Now and then somebody is erased right while a mail of theirs is heard, or one to them is. */
  private eraseMeanwhile(to: string): void {
    const { random, customers } = this.world;
    const customer = customers.find(({ replyTos }) => replyTos.includes(to));
    if (customer && random.chance(0.06)) this.later(random.int(0, 700), () => this.erase(customer));
  }

  private mail({ from, to, text, marker, isProven = true, isMachine = false, messageId }: Sent): void {
    const verdict: Verdict = isProven ? 'PASS' : 'FAIL';
    const mail: ReadMail = {
      headers: isMachine ? [{ name: 'auto-submitted', value: 'auto-replied' }] : [],
      from: [from],
      fromName: '',
      subject: '',
      mailId: messageId ?? `<${marker}-${this.world.nextNumber()}@mail.example.com>`,
      text,
      attached: this.world.random.chance(0.1) ? ['bill.pdf'] : [],
    };
    const verdicts: ReceivedMail['verdicts'] = {
      spam: 'PASS',
      virus: 'PASS',
      spf: verdict,
      dkim: verdict,
      dmarc: verdict,
    };
    this.eraseMeanwhile(to);
    this.world.receive(mail, { envelopeSender: from, recipients: [to], verdicts }, marker);
  }

  /** Somebody reads the mailbox, and perhaps answers: at once, much later, or when another has it. */
  private readCopy(copy: ForwardedMail): void {
    const { random } = this.world;
    const customer = this.world.customers.find(({ customerId }) => customerId === copy.customerId);
    if (copy.answersTo === undefined || !customer) return;
    const [to, quoted] = [
      copy.answersTo,
      forwardedText(copy)
        .split('\n')
        .map((line) => `> ${line}`)
        .join('\n'),
    ];
    for (const agent of agents) {
      if (random.chance(0.5)) continue;
      this.later(random.chance(0.7) ? random.int(minuteMs, hourMs) : random.int(0, 3 * dayMs), () =>
        this.answerCopy(agent, customer, to, quoted),
      );
    }
    if (random.chance(0.15)) {
      const { email, customerId } = customer;
      const leaked = this.words('impostor', customerId, 'i');
      this.later(random.int(0, hourMs), () =>
        this.mail({ from: email, to, ...leaked, text: `${leaked.text}\n\n${quoted}` }),
      );
    }
    if (random.chance(0.15)) {
      const forged = this.words('impostor', customer.customerId, 'i');
      const from = random.pick(agents).email;
      this.later(random.int(0, hourMs), () =>
        this.mail({ from, to, isProven: false, ...forged, text: `${forged.text}\n\n${quoted}` }),
      );
    }
  }

  private answerCopy(
    { email, name }: (typeof agents)[number],
    { customerId }: SimCustomer,
    to: string,
    quoted: string,
  ): void {
    const { random, auditor, trace } = this.world;
    const marker = `a${this.world.nextNumber()}x`;
    const isMachine = random.chance(0.1);
    const person = email.replace(/@.*/, '');
    auditor.wrote({ marker, customerId, by: isMachine ? 'impostor' : 'agent', person, isByMail: true });
    const signature = random.chance(0.5) ? `\n\n${random.pick([name, '-- ', '________'])}\nsecret-extension` : '';
    const messageId = `<${marker}@mail.example.com>`;
    const sent = {
      from: email,
      to,
      marker,
      messageId,
      isMachine,
      text: `These words are ${marker}.${signature}\n\n${quoted}`,
    };
    trace.count('agents: answer a copy');
    this.mail(sent);
    if (random.chance(0.2)) {
      trace.count('agents: a mail that came by two ways');
      this.later(random.int(0, hourMs), () => this.mail(sent));
    }
  }

  /** Somebody looks at the list, and does something with what they find. */
  private visitConsole(): void {
    const { random } = this.world;
    const found = this.world.conversations();
    if (found.length === 0) return;
    const seen = random.pick(found);
    const person = random.pick(['ann', 'bob', 'cleo']);
    const who = {
      ...keyOf(seen),
      actor: `arn:aws:sts::1:assumed-role/Desk/${person}`,
      expectedVersion: numberAt(seen, 'version'),
    };
    const act = random.pick(['take', 'take over', 'answer', 'answer', 'hand over', 'close'] as const);
    this.world.trace.count(`console: ${act}`);
    // Who has seen it may act on it later.
    this.later(random.chance(0.8) ? 0 : random.int(0, hourMs), () => this.act(act, who, person));
  }

  private act(act: string, who: Parameters<typeof closeConversation>[0], person: string): void {
    const { random } = this.world;
    switch (act) {
      case 'take':
      case 'take over':
        return this.ask((ports) => takeConversation(who, { takesOver: act === 'take over' }, ports));
      case 'close':
        return this.ask((ports) => closeConversation(who, { why: 'it is done' }, ports));
      case 'hand over': {
        const to = random.pick(['marketing', 'contact-center', 'both'] as const);
        return this.ask((ports) => handOverConversation(who, { to, why: 'it is theirs' }, ports));
      }
      default: {
        const marker = `a${this.world.nextNumber()}x`;
        this.world.auditor.wrote({ marker, customerId: who.customerId, by: 'agent', person });
        const answering = { text: `These words are ${marker}.`, signedBy: 'A Person', asks: random.chance(0.3) };
        const givesUp = random.chance(0.3);
        if (givesUp) this.world.auditor.mayBeGivenUp(marker);
        return this.ask((ports) => answerConversation(who, answering, ports), undefined, givesUp ? 0 : Infinity);
      }
    }
  }

  /** A request of a person, who asks again where nobody answered, and may give that up. */
  private ask(call: PersonsCall, ended: () => void = () => undefined, more = Infinity): void {
    const { platform, functions, random, trace } = this.world;
    platform.run(functions.people, call, ({ ok }) => {
      if (ok) return ended();
      if (more === 0) return trace.count('console: gives up');
      this.later(random.int(1_000, 2 * minuteMs), () => this.ask(call, ended, more - 1));
    });
  }

  private erase({ customerId }: SimCustomer): void {
    const { auditor, trace } = this.world;
    trace.count('customers erased');
    const done: { answer?: unknown } = {};
    const call: PersonsCall = async (ports) => {
      const seenAt = ports.clock().toISOString();
      done.answer = (await eraseCustomer({ customerId, seenAt, actor: 'cleo', why: 'asked' }, ports)).answer;
    };
    const again = (): void =>
      this.ask(call, () => {
        if (done.answer === 'done') auditor.customerErased(customerId);
        else this.later(minuteMs, again);
      });
    again();
  }
}

function keyOf(seen: Plain): { readonly customerId: string; readonly remedyId: string } {
  return { customerId: textAt(seen, 'customerId'), remedyId: textAt(seen, 'remedyId') };
}
