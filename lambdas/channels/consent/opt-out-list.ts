/** The network's own list of who is not written to, where it has one: it holds for all who write there. */
export interface OptOutList {
  /** Twice is as once. @throws where nobody knows whether it is there, so that it is tried again */
  add(handle: string): Promise<void>;
  /** Twice is as once. The network may not allow it, and then it stays there. */
  remove(handle: string): Promise<'removed' | 'not-allowed'>;
}
