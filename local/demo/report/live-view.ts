import { Listr, type ListrTaskWrapper, type DefaultRenderer, type SimpleRenderer } from 'listr2';
import { journeyLine } from './journey-line';
import type { Journey, Journeys } from './journeys';

/** An event whose journey is shown, and what to call it. */
export interface Traveller {
  readonly eventId: string;
  readonly label: string;
  /** What happened, in a sentence. */
  readonly title?: string | undefined;
}

/** Shows journeys while they happen. */
export interface LiveView {
  /** The journeys moved on. */
  refresh(): void;
  /** Ends the view, whatever is still open. */
  end(): Promise<void>;
}

/** Shows these, each until its journey is over. */
export type ViewOf = (
  travellers: readonly Traveller[],
  heading: string | undefined,
  isOver: (journey: Journey) => boolean,
) => LiveView;

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

/** One line for each journey once it came to something, below what happened, for an evening in logs and pipes. */
export function toldView(
  travellers: readonly Traveller[],
  heading: string | undefined,
  isOver: (journey: Journey) => boolean,
  journeys: Journeys,
  write: (line: string) => void,
): LiveView {
  const open = new Map(travellers.map((traveller) => [traveller.eventId, traveller]));
  if (heading !== undefined) write(`\n${heading}`);
  const tell = (isToTell: (journey: Journey) => boolean): void => {
    for (const [eventId, { label, title }] of open) {
      const journey = journeys.of(eventId);
      if (!journey || !isToTell(journey)) continue;
      open.delete(eventId);
      if (title !== undefined) write(`  ${title}`);
      write(`${title === undefined ? '  ' : '    '}${label}  ${journeyLine(journey)}`);
    }
  };
  return { refresh: () => tell(isOver), end: async () => tell(() => true) };
}

type Task = ListrTaskWrapper<unknown, typeof DefaultRenderer, typeof SimpleRenderer>;

/** How often a terminal is drawn at most. Drawing takes time from the system that runs beside it. */
const drawEveryMs = 150;

/** One line for each journey, which moves on in place, for a terminal. */
export function spinnerView(
  travellers: readonly Traveller[],
  heading: string | undefined,
  isOver: (journey: Journey) => boolean,
  journeys: Journeys,
): LiveView {
  const open = new Map<string, { readonly task: Task; readonly named: string; readonly close: () => void }>();
  let drawing: NodeJS.Timeout | undefined;
  const draw = (): void => {
    clearTimeout(drawing);
    drawing = undefined;
    for (const [eventId, { task, named, close }] of open) {
      const journey = journeys.of(eventId);
      if (!journey) continue;
      const title = `${named}  ${journeyLine(journey)}`;
      if (task.title !== title) task.title = title;
      if (!isOver(journey)) continue;
      open.delete(eventId);
      close();
    }
  };
  const refresh = (): void => {
    drawing ??= setTimeout(draw, drawEveryMs);
  };
  const tasks = travellers.map(({ eventId, label, title }) => {
    const named = title === undefined ? label : `${title}\n${label}`;
    return {
      title: named,
      task: (_: unknown, task: Task): Promise<void> =>
        new Promise((resolve) => {
          open.set(eventId, { task, named, close: resolve });
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
