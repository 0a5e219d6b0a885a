export interface QueuedMessage {
  readonly id: string;
  /** Which failure of its type. */
  readonly n: number;
}

export interface QueueSettings {
  /** The most messages that one request gets. */
  readonly batch: number;
  /** How long a message is hidden after it was received. */
  readonly visibilityMs: number;
  /** A message that was received so often and not deleted moves to the retry queue. */
  readonly maxReceiveCount: number;
}

interface Received {
  readonly message: QueuedMessage;
  readonly visibleAtMs: number;
  readonly receives: number;
}

/** A queue of SQS in which everything lies from the beginning. */
export class ModelQueue {
  /** What moved to the retry queue. */
  readonly givenUp: QueuedMessage[] = [];
  private next = 0;
  private done = 0;
  /** By when they are visible again, the next first: all are hidden for the same time. */
  private hidden = new Map<string, Received>();

  constructor(
    private readonly messages: readonly QueuedMessage[],
    private readonly settings: QueueSettings,
    private readonly nowMs: () => number,
  ) {}

  get isDone(): boolean {
    return this.done + this.givenUp.length === this.messages.length;
  }

  /** When there is something to be received again, if all others have been. */
  get nextVisibleMs(): number {
    const [first] = this.hidden.values();
    return first?.visibleAtMs ?? 0;
  }

  /** What became visible again comes first. */
  receive(): QueuedMessage[] {
    const taken: QueuedMessage[] = [];
    for (const [id, { message, visibleAtMs, receives }] of this.hidden) {
      if (visibleAtMs > this.nowMs() || taken.length === this.settings.batch) break;
      this.hidden.delete(id);
      if (receives >= this.settings.maxReceiveCount) this.givenUp.push(message);
      else taken.push(this.hide(message, receives + 1));
    }
    while (taken.length < this.settings.batch && this.next < this.messages.length) {
      const message = this.messages[this.next++];
      if (message) taken.push(this.hide(message, 1));
    }
    return taken;
  }

  delete(messages: readonly QueuedMessage[]): void {
    for (const { id } of messages) if (this.hidden.delete(id)) this.done++;
  }

  private hide(message: QueuedMessage, receives: number): QueuedMessage {
    const visibleAtMs = this.nowMs() + this.settings.visibilityMs;
    this.hidden.set(message.id, { message, visibleAtMs, receives });
    return message;
  }
}
