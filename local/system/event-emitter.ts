import type { Activity } from '../emulator/server/activity';
import { wait } from '../emulator/server/clock';
import type { Shutdown } from './shutdown';
import { nowMs } from '../emulator/server/clock';
import type { EmitSystemEvent, Listener, Subscribe, SystemEvent, SystemEventOf } from './system-event';

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

export interface DelayedSettings {
  readonly webhookDelayMs: number;
  readonly activity: Activity;
  readonly shutdown: Shutdown;
}

/**
 * A listener to events of one kind that handles each after the webhook delay. Meanwhile the system counts as active.
 */
export function delayed<Kind extends SystemEvent['kind']>(
  kind: Kind,
  handle: (event: SystemEventOf<Kind>) => void,
  { webhookDelayMs, activity, shutdown }: DelayedSettings,
): Listener {
  const isOfKind = (event: SystemEvent): event is SystemEventOf<Kind> => event.kind === kind;
  return (event) => {
    if (!isOfKind(event)) return;
    if (webhookDelayMs === 0) return handle(event);
    void activity.during(async () => {
      await wait(webhookDelayMs, shutdown.signal);
      if (!shutdown.signal.aborted) handle(event);
    });
  };
}
