/**
 * Ids of these characters stand in a path as they are. `.` and `..` are not among them, because a path would resolve
 * them.
 */
const plainId = /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/;

/** Says that what follows is base64url. */
const mark = '~';

/**
 * An id as a segment of a path. Business ids may hold any character, and the hops of a request do not agree on when
 * percent encoding is decoded, so an id that would need it is sent as `~` and base64url.
 */
export function idInPath(id: string): string {
  return plainId.test(id) ? id : `${mark}${Buffer.from(id, 'utf8').toString('base64url')}`;
}

/** The id that stands in a path, or undefined where the segment was not written by {@link idInPath}. */
export function idFromPath(segment: string): string | undefined {
  if (plainId.test(segment)) return segment;
  if (!segment.startsWith(mark)) return undefined;
  const id = Buffer.from(segment.slice(mark.length), 'base64url').toString('utf8');
  return idInPath(id) === segment ? id : undefined;
}
