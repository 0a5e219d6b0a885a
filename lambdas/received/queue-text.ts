/** The longest message that is sent, in bytes. SQS takes 1 MiB, and took a quarter of it for years. */
const mostMessageBytes = 256 * 1024;

/** The facts of an event are too long for the queue, which sending it again would not change. */
export class UpdateTooLongError extends Error {
  override readonly name = 'UpdateTooLongError';
  constructor(bytes: number) {
    super(`what the event says takes ${bytes} bytes, and ${mostMessageBytes} are taken`);
  }
}

/**
 * What a queue takes as the text of a message.
 *
 * @throws UpdateTooLongError
 */
export function queueText(value: object): string {
  const text = asciiJson(value);
  if (text.length > mostMessageBytes) throw new UpdateTooLongError(text.length);
  return text;
}

/** SQS refuses some characters of Unicode, and none of ASCII that JSON leaves as it is. */
function asciiJson(value: object): string {
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
