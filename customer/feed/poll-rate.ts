/** How often one link may ask in a minute: several pages of a customer that ask every few seconds stay below it. */
const mostPerMinute = 90;

/** More links than one instance sees in a minute. Whoever makes links up fills no memory with them. */
const mostLinks = 5_000;

const minuteMs = 60_000;

/** Bounds how often a link asks at this instance. All instances together are bounded by their number. */
export class PollRate {
  private asked = new Map<string, number>();
  private since = -Infinity;

  /** @returns after how many seconds to ask again, where it was asked too often */
  tooOften(link: string, now: Date): number | undefined {
    const passedMs = now.getTime() - this.since;
    if (passedMs >= minuteMs || this.asked.size >= mostLinks) {
      this.asked = new Map();
      this.since = now.getTime();
    }
    const count = (this.asked.get(link) ?? 0) + 1;
    this.asked.set(link, count);
    return count > mostPerMinute ? Math.max(1, Math.ceil((this.since + minuteMs - now.getTime()) / 1_000)) : undefined;
  }
}
