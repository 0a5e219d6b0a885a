/** What happened to one subject, by whoever knows. */
export interface Label {
  /** What its customer lived. */
  readonly types: readonly string[];
  /** What may be published beside it: a parcel that is lost was late before. */
  readonly also?: readonly string[] | undefined;
}

/** How what a detector would publish agrees with what happened. */
export class Agreement {
  /** Published, and it happened. */
  right = 0;
  /** Published, and it did not. */
  wrong = 0;
  /** It happened, and was not published. */
  missed = 0;

  add(published: readonly string[], { types, also = [] }: Label): void {
    this.right += types.filter((type) => published.includes(type)).length;
    this.missed += types.filter((type) => !published.includes(type)).length;
    this.wrong += published.filter((type) => !types.includes(type) && !also.includes(type)).length;
  }

  /** The share of what was published that happened. Undefined where nothing was. */
  get precision(): number | undefined {
    const all = this.right + this.wrong;
    return all === 0 ? undefined : this.right / all;
  }

  /** The share of what happened that was published. Undefined where nothing did. */
  get recall(): number | undefined {
    const all = this.right + this.missed;
    return all === 0 ? undefined : this.right / all;
  }
}
