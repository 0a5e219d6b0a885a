import type { Activity } from '../emulator/server/activity';
import { wait } from '../emulator/server/clock';
import type { Shutdown } from './shutdown';
import type { Listener, SystemEvent, SystemEventOf } from './system-event';

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
