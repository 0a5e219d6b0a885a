import { readFileSync } from 'node:fs';
import * as z from 'zod';

/** One entry of a PutEvents request, with its detail as an object. */
const entrySchema = z.object({
  Source: z.string(),
  DetailType: z.string(),
  Detail: z.record(z.string(), z.unknown()),
});

export type PublishedEntry = z.infer<typeof entrySchema>;

/** The file of events cannot be read. */
export class EventsFileError extends Error {
  override readonly name = 'EventsFileError';
  constructor(file: string, problem: string) {
    super(
      `${file} cannot be published: ${problem}. It holds a JSON array of { "Source", "DetailType", "Detail" }, with Detail as an object.`,
    );
  }
}

/** @throws {@link EventsFileError} */
export function readEventsFile(file: string): PublishedEntry[] {
  const result = z.array(entrySchema).safeParse(parseFile(file));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new EventsFileError(
    file,
    issue ? `${issue.path.join('.') || 'the file'}: ${issue.message}` : 'it is malformed',
  );
}

function parseFile(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new EventsFileError(file, error instanceof Error ? error.message : 'it cannot be read');
  }
}
