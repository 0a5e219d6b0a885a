import type { NetworkRules } from './network-rules';

/** A network was configured that no server can reach any more. */
export class ClosedNetworkError extends Error {
  override readonly name = 'ClosedNetworkError';
  constructor(readonly rules: NetworkRules) {
    const { name, closed, asOf, source } = rules;
    super(
      `${name} cannot be a channel: it is closed to servers since ${closed?.since ?? 'an unknown day'}. ` +
        `${closed?.why ?? ''} Read on ${asOf}: ${source.title}, ${source.url}`,
    );
  }
}

/** @throws ClosedNetworkError with day and source */
export function refuseClosed(rules: NetworkRules): void {
  if (rules.closed) throw new ClosedNetworkError(rules);
}
