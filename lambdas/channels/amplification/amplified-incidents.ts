import type { RemedyKey } from '../../ledger/port/ledger';
import type { ComplaintsAmplified } from '../events/channel-events';

/** An incident that many people made known, as it was told. */
export type AmplifiedIncident = Omit<ComplaintsAmplified, 'schemaVersion'>;

/** One thing that somebody wrote about a cause, by the line of its conversation. It has no word of it. */
export interface CausePost extends RemedyKey {
  readonly lineId: string;
  /** When it was written. ISO 8601. */
  readonly at: string;
}

export interface PostsOfIncident {
  /** The first comes first. */
  readonly posts: readonly CausePost[];
  /** False where there are more than were read. */
  readonly isComplete: boolean;
}

/** Keeps which incidents many people made known, and what they wrote about each cause, for as long as their words. */
export interface AmplifiedIncidents {
  /** Told twice it is one. */
  keep(incident: AmplifiedIncident, expiresAt: string): Promise<void>;
  /** @param causeKey of its cause, by `causeKey` */
  keepPost(causeKey: string, post: CausePost, expiresAt: string): Promise<void>;
  /** The newest first. */
  newest(limit: number): Promise<AmplifiedIncident[]>;
  find(incidentId: string): Promise<AmplifiedIncident | undefined>;
  /** What was written about a cause since then. */
  postsSince(causeKey: string, since: string, limit: number): Promise<PostsOfIncident>;
}
