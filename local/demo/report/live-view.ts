import { Listr, type ListrTaskWrapper, type DefaultRenderer, type SimpleRenderer } from 'listr2';
import { journeyLine } from './journey-line';
import type { Journey, Journeys } from './journeys';

/** An event whose journey is shown, and its label. */
export interface TrackedEvent {
  readonly eventId: string;
  readonly label: string;
  /** What happened, in a sentence. */
  readonly title?: string | undefined;
}

/** Shows journeys while they happen. */
export interface LiveView {
  /** Something changed. */
  refresh(): void;
  /** Ends the view, whatever is still open. */
  end(): Promise<void>;
}

/** Shows these events, each until its journey is done. */
export type ViewOf = (
  events: readonly TrackedEvent[],
  heading: string | undefined,
  isDone: (journey: Journey) => boolean,
) => LiveView;

/** Writes a line for each change of each journey, for logs and pipes. More events may be added meanwhile. */
export function plainView(
  events: () => readonly TrackedEvent[],
  journeys: Journeys,
  write: (line: string) => void,
): LiveView {
  const shown = new Map<string, string>();
  const refresh = (): void => {
    for (const { eventId, label } of events()) {
      const journey = journeys.of(eventId);
      const line = journey && journeyLine(journey);
      if (line === undefined || shown.get(eventId) === line) continue;
      shown.set(eventId, line);
      write(`${label}  ${line}`);
    }
  };
  return { refresh, end: async () => refresh() };
}

/** Writes one line for each journey once it is done, below the title of its event, for logs and pipes. */
export function settledView(
  events: readonly TrackedEvent[],
  heading: string | undefined,
  isDone: (journey: Journey) => boolean,
  journeys: Journeys,
  write: (line: string) => void,
): LiveView {
  const open = new Map(events.map((event) => [event.eventId, event]));
  if (heading !== undefined) write(`\n${heading}`);
  const writeLines = (isReady: (journey: Journey) => boolean): void => {
    for (const [eventId, { label, title }] of open) {
      const journey = journeys.of(eventId);
      if (!journey || !isReady(journey)) continue;
      open.delete(eventId);
      if (title !== undefined) write(`  ${title}`);
      write(`${title === undefined ? '  ' : '    '}${label}  ${journeyLine(journey)}`);
    }
  };
  return { refresh: () => writeLines(isDone), end: async () => writeLines(() => true) };
}

type Task = ListrTaskWrapper<unknown, typeof DefaultRenderer, typeof SimpleRenderer>;

/** The shortest time between two drawings of a terminal. Drawing takes CPU time from the system. */
const drawEveryMs = 150;

/** One line for each journey, which changes in place, for a terminal. */
export function spinnerView(
  events: readonly TrackedEvent[],
  heading: string | undefined,
  isDone: (journey: Journey) => boolean,
  journeys: Journeys,
): LiveView {
  const open = new Map<string, { readonly task: Task; readonly prefix: string; readonly close: () => void }>();
  let drawing: NodeJS.Timeout | undefined;
  const draw = (): void => {
    clearTimeout(drawing);
    drawing = undefined;
    for (const [eventId, { task, prefix, close }] of open) {
      const journey = journeys.of(eventId);
      if (!journey) continue;
      const title = `${prefix}  ${journeyLine(journey)}`;
      if (task.title !== title) task.title = title;
      if (!isDone(journey)) continue;
      open.delete(eventId);
      close();
    }
  };
  const refresh = (): void => {
    drawing ??= setTimeout(draw, drawEveryMs);
  };
  const tasks = events.map(({ eventId, label, title }) => {
    const prefix = title === undefined ? label : `${title}\n${label}`;
    return {
      title: prefix,
      task: (_: unknown, task: Task): Promise<void> =>
        new Promise((resolve) => {
          open.set(eventId, { task, prefix, close: resolve });
          refresh();
        }),
    };
  });
  if (heading !== undefined) process.stdout.write(`\n${heading}\n`);
  const running = new Listr(tasks, { concurrent: true, registerSignalListeners: false }).run();
  const end = async (): Promise<void> => {
    draw();
    for (const { close } of open.values()) close();
    await running;
  };
  return { refresh, end };
}
