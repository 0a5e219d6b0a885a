import type { Line } from './conversation';

/** In the order in which they were written: networks deliver in any. Mails stand in that in which they came. */
export function withLine(lines: readonly Line[], line: Line): readonly Line[] {
  const after = line.on === undefined ? -1 : lines.findIndex((other) => isAfter(other, line));
  return after < 0 ? [...lines, line] : lines.toSpliced(after, 0, line);
}

/** Some networks count in seconds. What was written in the same one stands as it came to us, before the bus had it. */
function isAfter(other: Line, line: Line): boolean {
  if (other.at !== line.at) return other.at > line.at;
  const [came, comes] = [other.on?.receivedAt, line.on?.receivedAt];
  return came !== undefined && comes !== undefined && came > comes;
}
