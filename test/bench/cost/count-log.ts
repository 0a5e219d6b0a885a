/** Takes what is written to standard output, and counts it, instead of showing it. */
export function countLog(): { stop: () => number } {
  const write = process.stdout.write.bind(process.stdout);
  let bytes = 0;
  process.stdout.write = (chunk: string | Uint8Array) => {
    bytes += Buffer.byteLength(chunk);
    return true;
  };
  return {
    stop: () => {
      process.stdout.write = write;
      return bytes;
    },
  };
}
