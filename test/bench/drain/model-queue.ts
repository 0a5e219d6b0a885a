export interface QueueSettings {
  /** A message that was received so often and not deleted moves to the retry queue. */
  readonly maxReceiveCount: number;
  readonly nowMs: () => number;
}

export interface QueuedMessage {
  readonly id: string;
}

interface Received<Message> {
  readonly message: Message;
  readonly visibleAtMs: number;
  readonly receives: number;
}

/** A queue of SQS. */
export class ModelQueue<Message extends QueuedMessage> {
  /** What moved to the retry queue. */
  readonly givenUp: Message[] = [];
  private readonly waiting: (Message | undefined)[] = [];
  private next = 0;
  /** For each time for which messages are hidden, those that are, the first to be visible again first. */
  private readonly hidden = new Map<number, Map<string, Received<Message>>>();

  constructor(private readonly settings: QueueSettings) {}

  send(message: Message): void {
    this.waiting.push(message);
  }

  /** Whether nothing waits and nothing is hidden. */
  get isEmpty(): boolean {
    return this.next === this.waiting.length && [...this.hidden.values()].every(({ size }) => size === 0);
  }

  /**
   * What became visible again comes first.
   *
   * @param atMost how many one request gets
   * @param visibilityMs how long they are hidden
   */
  receive(atMost: number, visibilityMs: number): Message[] {
    const taken: Message[] = [];
    for (const { message, receives } of this.visibleAgain(atMost)) {
      if (receives >= this.settings.maxReceiveCount) this.givenUp.push(message);
      else taken.push(this.hide(message, receives + 1, visibilityMs));
    }
    while (taken.length < atMost && this.next < this.waiting.length) {
      const message = this.waiting[this.next];
      this.waiting[this.next++] = undefined;
      if (message) taken.push(this.hide(message, 1, visibilityMs));
    }
    return taken;
  }

  delete(messages: readonly QueuedMessage[]): void {
    for (const { id } of messages) for (const hidden of this.hidden.values()) hidden.delete(id);
  }

  private visibleAgain(atMost: number): Received<Message>[] {
    const visible: Received<Message>[] = [];
    for (const hidden of this.hidden.values()) {
      for (const [id, received] of hidden) {
        if (received.visibleAtMs > this.settings.nowMs() || visible.length === atMost) break;
        hidden.delete(id);
        visible.push(received);
      }
    }
    return visible;
  }

  private hide(message: Message, receives: number, visibilityMs: number): Message {
    const hidden = this.hidden.get(visibilityMs) ?? new Map<string, Received<Message>>();
    this.hidden.set(visibilityMs, hidden);
    hidden.set(message.id, { message, visibleAtMs: this.settings.nowMs() + visibilityMs, receives });
    return message;
  }
}
