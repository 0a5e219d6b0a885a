/** The longest answer that is read, in bytes after decompression. A page of the longest list takes a tenth of it. */
export const mostAnswerBytes = 4 * 1024 * 1024;

/**
 * The text of an answer, or undefined where it is too long: a few kilobytes of gzip can become gigabytes. It is counted
 * after decompression, and whatever is still to come is not read.
 */
export async function boundedText({ body }: Pick<Response, 'body'>): Promise<string | undefined> {
  if (!body) return '';
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body as ReadableStream<Uint8Array> & AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    // Leaving the loop cancels the stream, and with it the connection.
    if (bytes > mostAnswerBytes) return undefined;
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}
