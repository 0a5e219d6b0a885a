/** What messages of signals are called in the queue between the public function and the private one. */
export const signalType = 'SignalReceived';

/** Where a public function leaves what it received, for a private one to judge. */
export interface SignalQueue {
  /** @throws where it is not certain that all of them are kept. The sender then has to send them again. */
  keep(signals: readonly object[], receivedAt: Date): Promise<void>;
}
