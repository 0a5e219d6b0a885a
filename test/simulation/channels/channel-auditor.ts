import { textAt, numberAt, type Plain } from '../stored';
import type { Leaving } from './sim-network';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** A function that has looked at the window, and then sends, is ended before; and clocks differ. */
const toleranceMs = minuteMs;

/** What each network allows, written down a second time: for how long answers are taken, and of machines. */
const windowHours: Readonly<Record<string, { readonly all: number; readonly machines: number }>> = {
  whatsapp: { all: 24, machines: 24 },
  'private reply': { all: 7 * 24, machines: 7 * 24 },
  messenger: { all: 7 * 24, machines: 24 },
};

/** What one message may cost, in millionths of a US dollar. */
const priceUsdMicros: Readonly<Record<string, number>> = { sms: 400_000, whatsapp: 60_000 };

/** Something that a customer wrote on a network. */
export interface Came {
  readonly id: string;
  readonly network: string;
  readonly handle: string;
  readonly writtenAt: number;
  readonly choice: 'stop' | 'start' | undefined;
}

/** An answer that somebody of the company wrote. */
export interface WrittenAnswer {
  readonly answerId: string;
  readonly network: string;
  readonly threadId: string;
  readonly text: string;
  readonly by: string;
  readonly to: string;
  readonly writtenAt: number;
}

/** Looks at all that happens on networks, and shares no code with what does it. */
export class ChannelAuditor {
  private readonly came = new Map<string, Came>();
  private readonly ended = new Map<string, string>();
  private readonly answers: WrittenAnswer[] = [];
  private readonly handles = new Map<string, string>();
  private readonly taken = new Map<string, number>();
  private readonly doubted = new Map<string, number>();
  /** On which networks customers have what we began, as far as it did not come back since. */
  private readonly has = new Map<string, Set<string>>();
  private readonly choices = new Map<
    string,
    { readonly made: string; readonly at: number; readonly heardAt: number }
  >();
  private readonly spent = new Map<string, number>();
  private readonly results = new Map<string, Set<string>>();

  constructor(
    private readonly now: () => number,
    private readonly budgets: Readonly<Record<string, number>>,
    private readonly report: (sentence: string) => void,
  ) {}

  private violated(sentence: string): void {
    this.report(`invariant (channels): ${sentence}`);
  }

  /** Whose handle it is on a network. */
  belongs(network: string, handle: string, customerId: string): void {
    this.handles.set(`${network} ${numberOf(handle)}`, customerId.normalize('NFC'));
  }

  wrote(message: Came): void {
    this.came.set(message.id, message);
  }

  /** What became of it, where it is known. */
  wasEnded(id: string, end: 'person' | 'log'): void {
    this.ended.set(id, end);
  }

  /** The function that heard a choice has come to its end: from now on it holds. */
  choiceHeard(id: string): void {
    const message = this.came.get(id);
    if (message?.choice === undefined) return;
    const key = `${message.network} ${numberOf(message.handle)}`;
    const known = this.choices.get(key);
    const isOlder =
      known && (message.writtenAt < known.at || (message.writtenAt === known.at && known.made === 'stop'));
    if (!isOlder) this.choices.set(key, { made: message.choice, at: message.writtenAt, heardAt: this.now() });
    this.ended.set(id, 'log');
  }

  answered(answer: WrittenAnswer): void {
    this.answers.push(answer);
  }

  /** A function that began then asks a network to take a message. */
  begun(message: Leaving, startedAt: number): void {
    const { network, handle, text, answer, tag } = message;
    const choice = this.choices.get(`${network} ${numberOf(handle)}`);
    if (choice?.made === 'stop' && startedAt > choice.heardAt) this.violated(`${handle} is written to after STOP`);
    const name = nameOf(message);
    if ((this.doubted.get(name) ?? Infinity) < startedAt) this.violated(`${name} leaves again, which was in doubt`);
    if (answer) this.judgeAnswer(message);
    if (tag !== undefined) this.judgeBegun(network, handle, tag, text);
  }

  private judgeAnswer({ network, handle, text, answer }: Leaving): void {
    const id = answer?.answer.answerId ?? '';
    const written = this.answers.find((one) => one.answerId === id && one.text === text && one.network === network);
    if (!written) return this.violated(`what nobody wrote leaves as the answer ${id}`);
    if (written.threadId !== handle)
      this.violated(`the answer ${id} goes to ${handle}, and not to ${written.threadId}`);
    if (written.to === 'public' && /@|\+\d/.test(text)) this.violated(`everybody reads what is personal: ${id}`);
    const isPrivateReply = network === 'facebook' && written.to === 'author';
    const hours =
      windowHours[isPrivateReply ? 'private reply' : network]?.[written.by === 'machine' ? 'machines' : 'all'] ??
      Infinity;
    if (this.now() - written.writtenAt > hours * hourMs + toleranceMs) {
      this.violated(`the answer ${id} leaves on ${network} after its window`);
    }
  }

  private judgeBegun(network: string, handle: string, tag: string, text: string): void {
    const [customerId = '', , template = ''] = JSON.parse(Buffer.from(tag, 'base64url').toString('utf8')) as string[];
    if (this.handles.get(`${network} ${numberOf(handle)}`) !== customerId.normalize('NFC')) {
      this.violated(`the ${template} of ${customerId} goes to ${handle} on ${network}, which is not theirs`);
    }
    if (/Privatename/.test(text)) this.violated(`whoever looks over a shoulder reads a name: ${text}`);
    this.spend(network);
  }

  /** By the day of UTC. What leaves around midnight may be counted in either day, and counts in none here. */
  private spend(network: string): void {
    const intoDay = this.now() % dayMs;
    if (intoDay < toleranceMs || intoDay > dayMs - toleranceMs) return;
    const day = `${network} ${Math.floor(this.now() / dayMs)}`;
    const sum = (this.spent.get(day) ?? 0) + (priceUsdMicros[network] ?? 0);
    this.spent.set(day, sum);
    if (sum > (this.budgets[network] ?? 0)) this.violated(`${network} costs ${sum} on one day`);
  }

  /** The customer has it. */
  wasTaken(message: Leaving): void {
    const name = nameOf(message);
    const times = (this.taken.get(name) ?? 0) + 1;
    this.taken.set(name, times);
    if (times > 1) this.violated(`${name} left ${times} times`);
    if (message.tag !== undefined) this.judgeTold(message.network, message.tag);
  }

  /** Whoever has it on one network does not get it on another. */
  private judgeTold(network: string, tag: string): void {
    const what = whatIsTold(tag);
    const networks = this.has.get(what) ?? new Set();
    for (const other of networks) {
      if (other !== network) this.violated(`the ${what} is told on ${network}, and its customer has it on ${other}`);
    }
    this.has.set(what, networks.add(network));
  }

  /** The network says that a customer does not have what we began. */
  cameBack({ network, tag = '' }: Leaving): void {
    this.has.get(whatIsTold(tag))?.delete(network);
  }

  /** A person wants it told once more, whoever has it. */
  wanted(remedyId: string, template: string): void {
    this.has.delete(`${template} of ${remedyId}`);
  }

  /** What is stored of answers and notices. */
  itemWritten(sk: string, item: Plain): void {
    const isOnChannel = sk.startsWith('NOTICE#') && textAt(item, 'by') !== '';
    if (!isOnChannel || textAt(item, 'state') !== 'unknown') return;
    const [customerId, remedyId] = [textAt(item, 'customerId'), textAt(item, 'remedyId')];
    const tag = JSON.stringify([customerId, remedyId, textAt(item, 'template')]);
    this.doubted.set(`${textAt(item, 'by')} ${tag}`, this.now());
  }

  /** What was said on the bus of an answer. */
  wasTold(type: string, detail: Plain): void {
    const id = textAt(detail, 'answerId');
    const wasTaken = this.taken.has(`answer ${id}`);
    if (type === 'AnswerSent' && !wasTaken) this.violated(`the answer ${id} is said to be sent, and was not`);
    const why = textAt(detail, 'reason');
    this.results.set(id, (this.results.get(id) ?? new Set()).add(`${type} ${why}`));
    if (type === 'AnswerRefused' && wasTaken && why !== 'id-used')
      this.violated(`${id} is said to be refused, and left`);
    if (type === 'AnswerInDoubt') this.doubted.set(`answer ${id}`, this.now());
    if (Number.isNaN(numberAt(detail, 'schemaVersion'))) this.violated(`what became of ${id} is told in no version`);
  }

  /** Everything has come to rest. */
  end(queued: readonly string[], isOptedOut: (network: string, handle: string) => boolean): void {
    for (const { id, network, handle, choice, writtenAt } of this.came.values()) {
      const isQueued = queued.some((text) => text.includes(id));
      if (isQueued || this.ended.has(id)) continue;
      const newer = this.choices.get(`${network} ${numberOf(handle)}`);
      if (choice !== undefined && newer && newer.at >= writtenAt) continue;
      this.violated(`the message ${id} on ${network} ended nowhere`);
    }
    for (const { answerId } of this.answers) {
      if (queued.some((text) => text.includes(`"${answerId}"`))) continue;
      const results = this.results.get(answerId) ?? new Set();
      if (results.size === 0) this.violated(`nobody is told what became of the answer ${answerId}`);
      const texts = new Set(this.answers.filter((one) => one.answerId === answerId).map(({ text }) => text));
      if (texts.size > 1 && !results.has('AnswerRefused id-used'))
        this.violated(`${answerId} is the id of two answers`);
    }
    for (const [key, { made }] of this.choices) {
      const [network = '', handle = ''] = key.split(' ');
      if (network === 'sms' && made === 'stop' && !isOptedOut(network, handle)) {
        this.violated(`${handle} said STOP, and the network would still take messages to them`);
      }
    }
  }
}

/** An answer by its id, and what we began by what it is about: each is there once. */
function nameOf({ network, answer, tag = '' }: Leaving): string {
  if (answer) return `answer ${answer.answer.answerId}`;
  return `${network} ${Buffer.from(tag, 'base64url').toString('utf8')}`;
}

/** The same on every network. */
function whatIsTold(tag: string): string {
  const [, remedyId = '', template = ''] = JSON.parse(Buffer.from(tag, 'base64url').toString('utf8')) as string[];
  return `${template} of ${remedyId}`;
}

function numberOf(handle: string): string {
  return handle.replaceAll(/[+\s()-]/g, '');
}
