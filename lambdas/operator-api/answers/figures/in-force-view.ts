import { subjectOf, type InForce } from '../../../in-force/in-force';
import type { InForceStore, NotedVersion } from '../../../ledger/port/in-force-store';
import type { InForceView } from '../../response-schemas';

/** What a deployment has in force, and where it is noted since when. */
export interface InForcePorts {
  /** As it was written when the app was synthesized. */
  readonly described: () => InForce;
  readonly store: InForceStore;
}

/** Each policy, the words of each type and the limits, with since when they are in force and what was before. */
export async function viewInForce({ described, store }: InForcePorts): Promise<InForceView> {
  const { limits, types } = described();
  const notes = await store.readNotes();
  const notedOf = (subject: string, version: string): Noted => noted(notes?.subjects[subject] ?? [], version);
  return {
    limits: { ...limits, ...notedOf(subjectOf.limits, limits.version) },
    types: types.map(({ policy, words, ...type }) => ({
      ...type,
      policy: { ...policy, ...notedOf(subjectOf.policy(type.failureType), policy.version) },
      words: { ...words, ...notedOf(subjectOf.words(type.failureType), words.version) },
    })),
  };
}

interface Noted {
  readonly since?: string;
  readonly orEarlier?: true;
  readonly earlier: { version: string; since: string; until: string }[];
}

/** In the minutes after a deployment the newest one that was noted is not in force any more. */
function noted(versions: readonly NotedVersion[], version: string): Noted {
  const [newest, ...older] = versions;
  const isCurrent = newest?.version === version && newest.until === undefined;
  const ended = isCurrent ? older : versions;
  return {
    ...(isCurrent && { since: newest.since, ...(newest.orEarlier && { orEarlier: newest.orEarlier }) }),
    earlier: ended.flatMap(({ version: before, since, until }) =>
      until === undefined ? [] : [{ version: before, since, until }],
    ),
  };
}
