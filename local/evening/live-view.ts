import { Listr, type ListrTaskWrapper, type DefaultRenderer, type SimpleRenderer } from 'listr2';
import { hasSettled, journeyLine } from './journey-line';
import type { Journeys } from './journeys';

/** An event whose journey is shown, and what to call it. */
export interface Traveller {
  readonly eventId: string;
  readonly label: string;
}

/** Shows journeys while they happen. */
export interface LiveView {
  /** The journeys moved on. */
  refresh(): void;
  /** Ends the view, whatever is still open. */
  end(): Promise<void>;
}

/** One line for each step of each journey, for logs and pipes. More travellers may come meanwhile. */
export function plainView(
  travellers: () => readonly Traveller[],
  journeys: Journeys,
  write: (line: string) => void,
): LiveView {
  const shown = new Map<string, string>();
  const refresh = (): void => {
    for (const { eventId, label } of travellers()) {
      const journey = journeys.of(eventId);
      const line = journey && journeyLine(journey);
      if (line === undefined || shown.get(eventId) === line) continue;
      shown.set(eventId, line);
      write(`${label}  ${line}`);
    }
  };
  return { refresh, end: async () => refresh() };
}

type Task = ListrTaskWrapper<unknown, typeof DefaultRenderer, typeof SimpleRenderer>;

/** How often a terminal is drawn at most. Drawing takes time from the system that runs beside it. */
const drawEveryMs = 150;

/** One line for each journey, which moves on in place, for a terminal. */
export function spinnerView(travellers: readonly Traveller[], journeys: Journeys): LiveView {
  const open = new Map<string, { readonly task: Task; readonly label: string; readonly close: () => void }>();
  let drawing: NodeJS.Timeout | undefined;
  const draw = (): void => {
    clearTimeout(drawing);
    drawing = undefined;
    for (const [eventId, { task, label, close }] of open) {
      const journey = journeys.of(eventId);
      if (!journey) continue;
      const title = `${label}  ${journeyLine(journey)}`;
      if (task.title !== title) task.title = title;
      if (!hasSettled(journey)) continue;
      open.delete(eventId);
      close();
    }
  };
  const refresh = (): void => {
    drawing ??= setTimeout(draw, drawEveryMs);
  };
  const tasks = travellers.map(({ eventId, label }) => ({
    title: label,
    task: (_: unknown, task: Task): Promise<void> =>
      new Promise((resolve) => {
        open.set(eventId, { task, label, close: resolve });
        refresh();
      }),
  }));
  const running = new Listr(tasks, { concurrent: true, registerSignalListeners: false }).run();
  const end = async (): Promise<void> => {
    draw();
    for (const { close } of open.values()) close();
    await running;
  };
  return { refresh, end };
}
