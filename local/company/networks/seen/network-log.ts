/** Something that can be seen on a network. */
export interface SeenThere {
  readonly at: Date;
  /** The name of whoever wrote it. */
  readonly by: string;
  readonly isOfCompany: boolean;
  readonly text: string;
  /** `comment`, `under the comment`, `in Messenger`. */
  readonly where: string;
  /** Whether everybody reads it. */
  readonly isPublic: boolean;
  /** What belongs together: a comment with what stands under it, or all that one person reads in private. */
  readonly thread: string;
}

/** Older ones are forgotten. */
const mostKept = 200;

/** All that can be seen on one network, in the order in which it was written there. */
export class NetworkLog {
  private readonly kept: SeenThere[] = [];

  constructor(private readonly clock: () => Date) {}

  get all(): readonly SeenThere[] {
    return this.kept;
  }

  wrote(seen: Omit<SeenThere, 'isOfCompany'>): void {
    this.add({ ...seen, isOfCompany: false });
  }

  /** Something that the network says by itself. */
  saidItself(seen: Omit<SeenThere, 'isOfCompany' | 'isPublic' | 'at'>): void {
    this.add({ ...seen, at: this.clock(), isPublic: false, isOfCompany: false });
  }

  answered(seen: Omit<SeenThere, 'isOfCompany' | 'by' | 'at'>): void {
    this.add({ ...seen, at: this.clock(), by: 'Example Films', isOfCompany: true });
  }

  private add(seen: SeenThere): void {
    this.kept.push(seen);
    if (this.kept.length > mostKept) this.kept.shift();
  }
}
