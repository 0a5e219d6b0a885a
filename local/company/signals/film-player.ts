import { sessionToken } from '../../../lambdas/detect/playback/cmcd-door';
import type { PlayerState } from '../../../lambdas/detect/playback/session-report';
import type { SignalSender } from './signal-sender';

/** What a viewer sees: a state of the player, and for how many seconds. */
export type Seen = readonly [state: PlayerState, seconds: number];

/** A player of films: reports each change of its state, in event mode of CMCD, to the URL of its own session. */
export class FilmPlayer {
  constructor(private readonly sender: SignalSender) {}

  /** Reports a session that ends now. */
  play(sessionId: string, contentId: string, seen: readonly Seen[], endsAt = new Date()): void {
    const body = reportsOf(sessionId, contentId, seen, endsAt);
    this.sender.send('playback', body, (secret) => ({
      headers: { 'content-type': 'application/cmcd' },
      query: { session: sessionToken(sessionId, secret) },
    }));
  }
}

function reportsOf(sessionId: string, contentId: string, seen: readonly Seen[], endsAt: Date): string {
  const lengthMs = seen.reduce((sum, [, seconds]) => sum + seconds * 1_000, 0);
  let atMs = endsAt.getTime() - lengthMs;
  const lines = seen.map(([state, seconds], index) => {
    const line = `cid="${contentId}",e=ps,sid="${sessionId}",sn=${index},sta=${state},ts=${Math.round(atMs)},v=2`;
    atMs += seconds * 1_000;
    return line;
  });
  return lines.join('\n');
}
