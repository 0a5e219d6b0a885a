import * as z from 'zod/mini';
import { videoPlaybackFailedSchema } from '../../failures/video-playback-failed/contract';
import { videoPlaybackFailed } from '../../failures/video-playback-failed/video-playback-failed';
import { defineDetector } from '../definition/detector';
import { foundShape } from '../definition/found-shape';
import { judgeSession } from './judge-session';
import { playbackDefaults, playbackOptionsSchema } from './options';
import { sessionReportsSchema } from './session-report';
import { sessionStateSchema, withReports } from './session-state';

const { rentalId, title, durationSeconds } = videoPlaybackFailedSchema.shape.playback.shape;

const foundSchema = z.object({ ...foundShape, playback: z.object({ rentalId, title, durationSeconds }) });

/** Films that stalled, by what players report of each session. */
export const playbackDetector = defineDetector({
  name: 'playback',
  types: [videoPlaybackFailed],
  optionsSchema: playbackOptionsSchema,
  defaults: playbackDefaults,
  signalSchema: sessionReportsSchema,
  stateSchema: sessionStateSchema,
  foundSchema,
  subjectOf: ({ sessionId }) => sessionId,
  fold: withReports,
  referenceOf: ({ sessionId, contentId }) => ({ sessionId, ...(contentId !== undefined && { contentId }) }),
  judge: judgeSession,
  detailOf: ({ facts }, { playback }) => {
    // A player says what it likes, and nothing stalls for longer than it lasts.
    const stalledSeconds = Math.min(facts.stalledSeconds, Math.floor(playback.durationSeconds));
    return { playback: { ...playback, ...facts, stalledSeconds } };
  },
});
