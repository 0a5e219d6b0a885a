import * as z from 'zod/mini';

/** Whose message it is, and what it says. */
export interface TaggedMessage {
  readonly customerId: string;
  readonly remedyId: string;
  readonly template: string;
}

const taggedSchema = z.tuple([z.string(), z.string(), z.string()]);

/** What comes back with a report. It has letters, digits, `-` and `_` only. */
export function messageTag({ customerId, remedyId, template }: TaggedMessage): string {
  return Buffer.from(JSON.stringify([customerId, remedyId, template]), 'utf8').toString('base64url');
}

/** Answers whose id is a tag of ours bear it, so that reports of them come back to their conversation. */
export function tagOfAnswer(answerId: string): string | undefined {
  return taggedIn(answerId) && answerId;
}

/** Undefined where it is a tag of somebody else. */
export function taggedIn(tag: string): TaggedMessage | undefined {
  try {
    const parsed = taggedSchema.safeParse(JSON.parse(Buffer.from(tag, 'base64url').toString('utf8')));
    if (!parsed.success) return undefined;
    const [customerId, remedyId, template] = parsed.data;
    return { customerId, remedyId, template };
  } catch {
    return undefined;
  }
}
