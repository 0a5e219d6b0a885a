import { GraphRefusal, graphErrors } from './graph-refusal';

/** What somebody sees of an answer. */
export interface Seen {
  readonly id: string;
  readonly text: string;
  readonly where: string;
}

interface Comment {
  readonly by: string;
  readonly at: Date;
  isReplied: boolean;
}

const hourMs = 3_600_000;
const dayHours = 24;
const weekHours = 7 * 24;

/** What differs between the networks of Meta. */
export interface InboxRules {
  /** What people call where messages are read: `in Messenger`. */
  readonly where: string;
  /** Whether a text is as long as a comment, or a message, may be. */
  readonly fitsComment: (text: string) => boolean;
  readonly fitsMessage: (text: string) => boolean;
}

/** Where answers to comments stand. */
export const underComment = 'under the comment';

/** What an account of Meta may send, to whom and until when. */
export class MetaInbox {
  private readonly comments = new Map<string, Comment>();
  private readonly lastWrote = new Map<string, Date>();
  private readonly blocked = new Set<string>();
  private readonly seen = new Map<string, Seen[]>();
  newestComment = '';

  constructor(
    private readonly rules: InboxRules,
    private readonly onShown: (to: string, seen: Seen) => void = () => undefined,
  ) {}

  commented(id: string, by: string, at: Date): void {
    this.comments.set(id, { by, at, isReplied: false });
    this.newestComment = id;
  }

  wrote(person: string, at: Date): void {
    this.lastWrote.set(person, at);
  }

  block(person: string): void {
    this.blocked.add(person);
  }

  seenBy(commentOrPerson: string): readonly Seen[] {
    return this.seen.get(commentOrPerson) ?? [];
  }

  replyTo(commentId: string, given: object, id: string): string {
    if (!this.comments.has(commentId)) throw new GraphRefusal(graphErrors.gone);
    return this.show(commentId, { id, text: textIn(given, this.rules.fitsComment), where: underComment });
  }

  send(given: object, id: string, now: Date): string {
    const { recipient, message, tag } = given as {
      readonly recipient: { readonly id?: string; readonly comment_id?: string };
      readonly message: { readonly text?: unknown };
      readonly tag?: string;
    };
    const text = textIn({ message: message.text }, this.rules.fitsMessage);
    const person =
      recipient.comment_id === undefined
        ? this.openedBy(recipient.id ?? '', tag, now)
        : this.repliedTo(recipient.comment_id, now);
    return this.show(person, { id, text, where: this.rules.where });
  }

  private openedBy(person: string, tag: string | undefined, now: Date): string {
    const wroteAt = this.lastWrote.get(person);
    if (!wroteAt) throw new GraphRefusal(graphErrors.nobody);
    if (this.blocked.has(person)) throw new GraphRefusal(graphErrors.unavailable);
    const hours = (now.getTime() - wroteAt.getTime()) / hourMs;
    if (hours >= (tag === 'HUMAN_AGENT' ? weekHours : dayHours)) throw new GraphRefusal(graphErrors.window);
    return person;
  }

  /** One message for each comment. It opens no window. */
  private repliedTo(commentId: string, now: Date): string {
    const comment = this.comments.get(commentId);
    if (!comment) throw new GraphRefusal(graphErrors.gone);
    if (comment.isReplied) throw new GraphRefusal(graphErrors.replied);
    if (this.blocked.has(comment.by)) throw new GraphRefusal(graphErrors.unavailable);
    if (now.getTime() - comment.at.getTime() >= weekHours * hourMs) throw new GraphRefusal(graphErrors.window);
    comment.isReplied = true;
    return comment.by;
  }

  private show(to: string, seen: Seen): string {
    this.seen.set(to, [...this.seenBy(to), seen]);
    this.onShown(to, seen);
    return seen.id;
  }
}

function textIn(given: object, fits: (text: string) => boolean): string {
  const { message } = given as { readonly message?: unknown };
  if (typeof message !== 'string' || message === '' || !fits(message)) throw new GraphRefusal(graphErrors.long);
  return message;
}
