import { readFileSync } from 'node:fs';
import * as z from 'zod/mini';
import { CommandError } from '../commands/command-error';

/** One failure as it was, or might be, published. */
export interface PublishedFailure {
  readonly source: string;
  readonly type: string;
  readonly detail: unknown;
  /** When it was published. ISO 8601. */
  readonly at: string;
}

const detailSchema = z.looseObject({ occurredAt: z.string() });

/** As it is published: an entry of PutEvents. */
const entrySchema = z.object({
  Source: z.string(),
  DetailType: z.string(),
  Detail: z.pipe(z.transform(parsedText), detailSchema),
  Time: z.optional(z.string()),
});

/** As rules deliver it, and archives keep it: also what breaks its contract. */
const eventSchema = z.object({
  source: z.string(),
  'detail-type': z.string(),
  detail: z.unknown(),
  time: z.optional(z.string()),
});

const eventsSchema = z.array(z.union([entrySchema, eventSchema]));

/**
 * The failures of a file in the order in which they were published: a JSON array, or a line for each. Either entries of
 * PutEvents, or events as rules deliver them. One that does not say when was published as it happened.
 *
 * @throws CommandError
 */
export function readEvents(file: string): readonly PublishedFailure[] {
  return failuresIn(valuesIn(file), file);
}

/**
 * The same of what was read already.
 *
 * @throws CommandError that names where it is from
 */
export function failuresIn(values: unknown, name: string): readonly PublishedFailure[] {
  const parsed = eventsSchema.safeParse(values);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new CommandError(
      `${name} holds no events: ${issue?.path.join('.') || 'it'} is not { "Source", "DetailType", "Detail" } with an occurredAt.`,
    );
  }
  const published = parsed.data.map((event) => {
    if ('Source' in event) {
      const { Source: source, DetailType: type, Detail: detail, Time: at = detail.occurredAt } = event;
      return { source, type, detail, at };
    }
    const { source, 'detail-type': type, detail, time } = event;
    return { source, type, detail, at: time ?? detailSchema.safeParse(detail).data?.occurredAt ?? 'no time' };
  });
  const unclear = published.find(({ at }) => Number.isNaN(Date.parse(at)));
  if (unclear) throw new CommandError(`${name}: nobody knows when ${unclear.at} is.`);
  return published.toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at));
}

function valuesIn(file: string): unknown {
  const text = contentOf(file);
  try {
    return JSON.parse(text);
  } catch {
    return text
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map(parsedText);
  }
}

function contentOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new CommandError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function parsedText(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}
