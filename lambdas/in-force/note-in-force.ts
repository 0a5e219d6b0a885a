import type { InForceNotes, InForceStore, NotedVersion } from '../ledger/port/in-force-store';
import { versionsOf, type InForce } from './in-force';

/** So many earlier versions of one thing are kept. */
const keptVersions = 50;

/**
 * Notes since when what is in force is: whoever runs first after a deployment. Where nothing has changed nothing is
 * written.
 */
export async function noteInForce(inForce: InForce, store: InForceStore, now: Date): Promise<void> {
  const noted = await store.readNotes();
  const next = notesWith(noted, versionsOf(inForce), now.toISOString());
  // Whoever wrote first has noted the same: they were deployed together.
  if (next) await store.saveNotes(next);
}

/**
 * The notes with what is in force at this moment. Undefined where they say so already. Pure.
 *
 * @param at ISO 8601
 */
export function notesWith(
  noted: InForceNotes | undefined,
  current: Readonly<Record<string, string>>,
  at: string,
): InForceNotes | undefined {
  const before = noted?.subjects ?? {};
  const names = [...new Set([...Object.keys(before), ...Object.keys(current)])].sort();
  const subjects = Object.fromEntries(
    // What stood there before anybody noted it may be older.
    names.map((name) => [name, versionsWith(before[name] ?? [], current[name], { at, isOlder: noted === undefined })]),
  );
  const isChanged = names.some((name) => subjects[name] !== before[name]);
  return isChanged ? { version: (noted?.version ?? 0) + 1, subjects } : undefined;
}

function versionsWith(
  versions: readonly NotedVersion[],
  current: string | undefined,
  { at, isOlder }: { readonly at: string; readonly isOlder: boolean },
): readonly NotedVersion[] {
  const [newest, ...older] = versions;
  const isInForce = newest !== undefined && newest.until === undefined;
  if (current === (isInForce ? newest.version : undefined)) return versions;
  const ended = isInForce ? [{ ...newest, until: at }, ...older] : versions;
  if (current === undefined) return ended;
  const next: NotedVersion = { version: current, since: at, ...(isOlder && { orEarlier: true }) };
  return [next, ...ended].slice(0, keptVersions);
}
