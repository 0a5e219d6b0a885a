import type { Conversation, Said } from '../../lambdas/conversation/conversation';
import type { Conversations, ReplyMarks } from '../../lambdas/conversation/conversations';
import type { ReplyMark } from '../../lambdas/conversation/reply-mark';
import type { RemedyKey, SaveResult } from '../../lambdas/ledger/port/ledger';
import { isOpen } from '../../lambdas/conversation/conversation';
import { copied } from './copied';

/** Conversations in memory. They keep copies, as a database does. */
export class MemoryConversations implements Conversations, ReplyMarks {
  readonly kept = new Map<string, Conversation>();
  readonly spoken = new Map<string, Said>();
  /** Where something was erased. It does not come back. */
  readonly emptied = new Set<string>();
  readonly marks = new Map<string, ReplyMark>();

  async read(of: RemedyKey): Promise<Conversation | undefined> {
    return copied(this.kept.get(keyOf(of)));
  }

  async save(next: Conversation): Promise<SaveResult> {
    if ((this.kept.get(keyOf(next))?.version ?? 0) !== next.version - 1) return 'stale';
    this.kept.set(keyOf(next), copied(next));
    return 'saved';
  }

  async keepSaid(spoken: Said): Promise<void> {
    const place = `${keyOf(spoken)}/${spoken.lineId}`;
    if (!this.spoken.has(place) && !this.emptied.has(place)) this.spoken.set(place, copied(spoken));
  }

  async readSaid(of: RemedyKey, lineIds: readonly string[]): Promise<ReadonlyMap<string, Said>> {
    return new Map(
      lineIds.flatMap((id) => {
        const spoken = this.spoken.get(`${keyOf(of)}/${id}`);
        return spoken ? [[id, copied(spoken)] as const] : [];
      }),
    );
  }

  async waiting(limit: number): Promise<RemedyKey[]> {
    return [...this.kept.values()]
      .filter(isOpen)
      .toSorted((one, other) => (one.since < other.since ? -1 : 1))
      .slice(0, limit);
  }

  async keepMark(name: string, mark: ReplyMark): Promise<void> {
    if (!this.marks.has(name)) this.marks.set(name, copied(mark));
  }

  async readMark(name: string): Promise<ReplyMark | undefined> {
    return copied(this.marks.get(name));
  }
}

function keyOf({ customerId, remedyId }: RemedyKey): string {
  return `${customerId}/${remedyId}`;
}
