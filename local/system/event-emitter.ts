import { nowMs } from '../emulator/server/clock';
import type { EmitSystemEvent, Listener, Subscribe, SystemEvent } from './system-event';

/** Passes events on to all listeners, in the order in which they happen. */
export class EventEmitter {
  private readonly listeners = new Set<Listener>();

  readonly on: Subscribe = (listener) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };

  readonly emit: EmitSystemEvent = (newEvent) => {
    const event: SystemEvent = { ...newEvent, at: nowMs() };
    for (const listener of this.listeners) notify(listener, event);
  };
}

/** A listener that throws is a bug, and ends the process like any other. The other listeners still get the event. */
function notify(listener: Listener, event: SystemEvent): void {
  try {
    listener(event);
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}
