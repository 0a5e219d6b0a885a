import type { StoredCommitment } from './stored-items';
import type { View } from './view';

/** Which system publishes failures of that type. What one system publishes has a limit of its own for each day. */
export function sourceOf(type: string): string {
  return type === 'FilmStopped' || type === 'PassDead' ? 'com.example.cinema' : 'com.example.shop';
}

/** Of which type a decision is. */
export function typeIn(policyVersion: string): string {
  return policyVersion.split('/')[0] ?? '';
}

/** From which system what was committed came: as it took of a limit, or as the record says. */
export function sourceIn({ source, remedyId, policyVersion }: StoredCommitment, view: View): string {
  const remedy = view.remedies.get(remedyId);
  return source || remedy?.source || sourceOf(remedy?.type ?? typeIn(policyVersion));
}
