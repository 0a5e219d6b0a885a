import type { OutgoingMail } from '../../../lambdas/email/mailer';
import { at, listAt, plainItem, textAt, type Plain } from '../stored';
import type { TableWrite } from '../sim-table';

/** What somebody wrote, by the word that stands in it and in nothing else. */
export interface Written {
  readonly marker: string;
  /** Whose conversation it may stand in, and who may read it. */
  readonly customerId: string;
  readonly by: 'customer' | 'agent' | 'impostor';
  /** The person, where somebody of the company wrote it. */
  readonly person?: string;
  /** Whether they answered a copy, and did not look at the conversation. */
  readonly isByMail?: boolean;
}

/** The steps of a conversation, as docs/conversations.md has them. */
const steps: Readonly<Record<string, readonly string[]>> = {
  new: ['taken', 'closed'],
  taken: ['new', 'answered', 'waiting', 'closed'],
  answered: ['taken', 'reopened', 'closed'],
  waiting: ['taken', 'reopened', 'closed'],
  closed: ['reopened'],
  reopened: ['taken', 'closed'],
};

const marked = /\b[acix]\d+x\b/g;

/** What must not stand in anything that a customer reads. */
const internal = /write above|secret-|amends conversations|rem_|cus_|@replies\./i;

/** Looks at all that happens to conversations, and shares no code with what does it. */
export class ConversationAuditor {
  readonly violations: string[] = [];
  private readonly written = new Map<string, Written>();
  private readonly sent = new Map<string, number>();
  private readonly begun = new WeakMap<OutgoingMail, number>();
  private readonly complained = new Map<string, number>();
  private readonly erased = new Map<string, number>();
  private readonly lines = new Map<string, string>();
  private readonly givenUp = new Set<string>();

  constructor(private readonly now: () => number) {}

  report(sentence: string): void {
    this.violations.push(sentence);
  }

  wrote(one: Written): void {
    this.written.set(one.marker, one);
  }

  /** Whoever wrote it may not ask again. What was kept right before a crash expires then, as the page says. */
  mayBeGivenUp(marker: string): void {
    this.givenUp.add(marker);
  }

  /** All that is kept of a customer until then is gone. */
  customerErased(customerId: string): void {
    if (!this.erased.has(customerId)) this.erased.set(customerId, this.now());
  }

  /** A process that began then asks the mail service for it. */
  mailBegun(mail: OutgoingMail, processStartedAt: number): void {
    this.begun.set(mail, processStartedAt);
  }

  mailTaken(mail: OutgoingMail): void {
    const markers = mail.text.match(marked) ?? [];
    for (const marker of markers) this.judgeSent(marker, mail);
    if (markers.length !== 1)
      this.report(`invariant: a mail to ${mail.customerId} says what nobody wrote: ${mail.text}`);
    if (internal.test(mail.text)) this.report(`invariant: a customer reads what is not for them: ${mail.text}`);
    const startedAt = this.begun.get(mail) ?? this.now();
    const complainedAt = this.complained.get(mail.customerId);
    if (complainedAt !== undefined && startedAt > complainedAt)
      this.report(`invariant: a mail left for ${mail.customerId} after they complained`);
    const erasedAt = this.erased.get(mail.customerId);
    if (erasedAt !== undefined && startedAt > erasedAt)
      this.report(`invariant: a mail left for ${mail.customerId} after they were erased`);
  }

  private judgeSent(marker: string, mail: OutgoingMail): void {
    const times = (this.sent.get(marker) ?? 0) + 1;
    this.sent.set(marker, times);
    if (times > 1) this.report(`invariant: the answer ${marker} left ${times} times`);
    const written = this.written.get(marker);
    if (written?.by !== 'agent')
      this.report(`invariant: what ${written?.by ?? 'nobody'} wrote left as an answer: ${marker}`);
    if (written && written.customerId !== mail.customerId)
      this.report(`invariant: ${mail.customerId} reads what was written to ${written.customerId}: ${marker}`);
  }

  itemWritten({ sk, before, after }: TableWrite): void {
    const item = plainItem(after);
    if (sk.includes('#MESSAGE#')) this.judgeWords(item);
    if (sk.startsWith('CONVERSATION#')) this.judgeConversation(plainItem(before), item);
  }

  /** What is kept of what was said. */
  private judgeWords(words: Plain): void {
    const [customerId, lineId] = [textAt(words, 'customerId'), textAt(words, 'lineId')];
    for (const marker of textAt(words, 'text').match(marked) ?? []) {
      this.lines.set(lineId, marker);
      const written = this.written.get(marker);
      if (written?.customerId !== customerId)
        this.report(
          `invariant: what was said to or by ${written?.customerId ?? 'nobody'} stands with ${customerId}: ${marker}`,
        );
      if (written?.by === 'impostor')
        this.report(`invariant: ${customerId} is said to have written what an impostor wrote: ${marker}`);
    }
  }

  private judgeConversation(before: Plain, after: Plain): void {
    const [from, to] = [textAt(before, 'state'), textAt(after, 'state')];
    if (before !== undefined && from !== to && !steps[from]?.includes(to))
      this.report(`invariant: a conversation became ${to} that was ${from}`);
    const markers = listAt(after, 'lines').flatMap((line) => this.lines.get(textAt(line, 'id')) ?? []);
    if (new Set(markers).size < markers.length)
      this.report(`invariant: one mail is in a conversation twice: ${markers.join()}`);
    for (const line of listAt(after, 'lines')) {
      const isComplaint = textAt(at(line, 'answer'), 'state') === 'complained';
      const customerId = textAt(after, 'customerId');
      if (isComplaint && !this.complained.has(customerId)) this.complained.set(customerId, this.now());
    }
    this.judgeAnswer(before, after);
  }

  /** The first to take it has it: who answers a copy neither takes it from somebody nor answers a second time. */
  private judgeAnswer(before: Plain, after: Plain): void {
    const lines = listAt(after, 'lines');
    const last = lines.at(-1);
    if (lines.length === listAt(before, 'lines').length || textAt(last, 'by') !== 'company') return;
    const written = this.written.get(this.lines.get(textAt(last, 'id')) ?? '');
    if (!written?.isByMail) return;
    const holder = personIn(textAt(before, 'holder'));
    if (textAt(before, 'state') === 'taken' && holder !== written.person)
      this.report(`invariant: ${written.person ?? ''} answers what ${holder} has: ${written.marker}`);
    const since = lines.slice(lines.findLastIndex((line) => textAt(line, 'by') === 'customer') + 1, -1);
    const others = since.filter((line) => {
      const answer = at(line, 'answer');
      return (
        answer !== undefined &&
        textAt(answer, 'state') !== 'none' &&
        personIn(textAt(answer, 'actor')) !== written.person
      );
    });
    if (others.length > 0) this.report(`invariant: two people have answered one mail: ${written.marker}`);
  }

  /** Everything has come to rest: what is kept, and what came, with how each of it ended. */
  ended(items: readonly Plain[], came: readonly CameMail[], deadLetters: number): void {
    for (const item of items) {
      if (textAt(item, 'sk').includes('#MESSAGE#')) this.judgeErased(item);
      for (const line of listAt(item, 'lines')) {
        const state = textAt(at(line, 'answer'), 'state');
        if (state === 'wanted' || state === 'sending') this.report(`invariant: an answer is ${state} for ever`);
      }
    }
    for (const { id, end } of came) if (end === undefined) this.report(`invariant: the mail ${id} ended nowhere`);
    if (deadLetters > 0) this.report(`invariant: ${deadLetters} events fail though nothing is wrong any more`);
  }

  /** Whether it stands in a conversation as what the company said. */
  isAnswer(marker: string): boolean {
    return this.written.get(marker)?.by === 'agent' && [...this.lines.values()].includes(marker);
  }

  private judgeErased(item: Plain): void {
    const customerId = textAt(item, 'customerId');
    const marker = textAt(item, 'text').match(marked)?.[0];
    if (marker !== undefined && !this.givenUp.has(marker) && this.erased.has(customerId))
      this.report(`invariant: ${marker} of ${customerId} is kept, who was erased`);
  }
}

/** A mail that came, and with whom or what it ended. */
export interface CameMail {
  readonly id: string;
  readonly end: 'mailbox' | 'conversation' | 'log' | 'bucket' | 'dead letter' | undefined;
}

/** `mail:ann@example.com` and the session `…/ann` are one person. */
function personIn(actor: string): string {
  const name = actor.split('/').at(-1)?.split(':').at(-1) ?? actor;
  return name.split('@')[0] ?? name;
}
