/** Of a comment: what it stands under, and its own id. */
const commentUrn = /^urn:li:comment:\((?:urn:li:)?(activity|share|ugcPost|groupPost):(\d{1,25}),(\d{1,25})\)$/;

const postUrn = /^urn:li:(activity|share|ugcPost):\d{1,25}$/;

/** One comment has two forms of its id, and is one message by either. */
export function wholeUrn(urn: string): string | undefined {
  const [, kind, post, comment] = commentUrn.exec(urn) ?? [];
  if (kind !== undefined && post !== undefined && comment !== undefined) {
    return `urn:li:comment:(urn:li:${kind}:${post},${comment})`;
  }
  return postUrn.test(urn) ? urn : undefined;
}

/** What a comment stands under, or the post itself. */
export function postOf(id: string): string {
  const [, kind, post] = commentUrn.exec(id) ?? [];
  return kind === undefined || post === undefined ? id : `urn:li:${kind}:${post}`;
}
