import * as z from 'zod/mini';

const seconds = z.number().check(z.nonnegative(), z.lte(6 * 60 * 60));

export const playbackOptionsSchema = z.object({
  /**
   * From how many seconds on a film that stalled was spoilt. The policy of `VideoPlaybackFailed` has the same default,
   * and decides once more.
   *
   * @default 30
   */
  minStalledSeconds: seconds,
  /**
   * How long a film may take to begin. What it takes beyond that counts as stalled, where it never began or ended with
   * an error.
   *
   * @default 10
   */
  startSeconds: seconds,
  /**
   * A longer stall is none: a player that is silent for so long was asleep with its laptop, and nobody watched.
   *
   * @default 600
   */
  longestStallSeconds: seconds,
  /**
   * How long nothing may be heard of a session before it is judged as it is. Players report every state that changes,
   * and a film has pauses.
   *
   * @default 300
   */
  quietSeconds: seconds,
});

export type PlaybackOptions = z.infer<typeof playbackOptionsSchema>;

export const playbackDefaults: PlaybackOptions = {
  minStalledSeconds: 30,
  startSeconds: 10,
  longestStallSeconds: 600,
  quietSeconds: 300,
};
