import { nowMs } from '../emulator/server/clock';
import type { SystemEvent, Listener, NewSystemEvent } from '../emulator/events/system-event';

/** Passes on what happens to everybody who listens, in the order in which it happens. */
export class EventEmitter {
  private readonly listeners = new Set<Listener>();

  /** Begins to tell a listener. The function that is returned ends it. */
  readonly on = (listener: Listener): (() => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };

  readonly emit = (happened: NewSystemEvent): void => {
    const event: SystemEvent = { ...happened, at: nowMs() };
    for (const listener of this.listeners) hear(listener, event);
  };
}

/** A listener that throws is an error of the program, loud as any other; what happens goes on all the same. */
function hear(listener: Listener, event: SystemEvent): void {
  try {
    listener(event);
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}
