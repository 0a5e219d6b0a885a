/** What one PutEvents request may carry. */
export interface RequestLimits {
  readonly entries: number;
  /** The sum over all entries, each counted by {@link bytesOf}. */
  readonly bytes: number;
}

/**
 * At most 10 entries, which together stay below 1 MB (256 KB until January 2026). AWS does not say which megabyte it
 * means; this is the smaller one.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html
 */
export const requestLimits: RequestLimits = { entries: 10, bytes: 999_999 };

/** The fields of an entry that count towards the size of its request. */
export interface SizedEntry {
  readonly Time?: Date | undefined;
  readonly Source?: string | undefined;
  readonly DetailType?: string | undefined;
  readonly Detail?: string | undefined;
  readonly Resources?: readonly string[] | undefined;
}

const timeBytes = 14;

/**
 * The size of an entry as EventBridge counts it: 14 bytes for its time where it has one, and every string in UTF-8.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html#eb-putevent-size
 */
export function bytesOf({ Time, Source, DetailType, Detail, Resources = [] }: SizedEntry): number {
  const texts = [Source, DetailType, Detail, ...Resources];
  return texts.reduce((bytes, text) => bytes + Buffer.byteLength(text ?? '', 'utf8'), Time ? timeBytes : 0);
}
