/** Which system publishes failures of that type. What one system publishes has a limit of its own for each day. */
export function sourceOf(type: string): string {
  return type === 'FilmStopped' || type === 'PassDead' ? 'com.example.cinema' : 'com.example.shop';
}

/** Of which type a decision is. */
export function typeIn(policyVersion: string): string {
  return policyVersion.split('/')[0] ?? '';
}
