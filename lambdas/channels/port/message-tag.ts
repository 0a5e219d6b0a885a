import * as z from 'zod/mini';
import { fromTag, toTag } from '../../email/ses/ses-tag';

/** Whose message it is, and what it says. */
export interface TaggedMessage {
  readonly customerId: string;
  readonly remedyId: string;
  readonly template: string;
}

const taggedSchema = z.tuple([z.string(), z.string(), z.string()]);

/** What comes back with a report. It has letters, digits, `-` and `_` only. */
export function messageTag({ customerId, remedyId, template }: TaggedMessage): string {
  return toTag(JSON.stringify([customerId, remedyId, template]));
}

/** Undefined where it is a tag of somebody else. */
export function taggedIn(tag: string): TaggedMessage | undefined {
  try {
    const parsed = taggedSchema.safeParse(JSON.parse(fromTag(tag)));
    if (!parsed.success) return undefined;
    const [customerId, remedyId, template] = parsed.data;
    return { customerId, remedyId, template };
  } catch {
    return undefined;
  }
}
