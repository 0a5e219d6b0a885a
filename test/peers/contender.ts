import type { VideoPlaybackFailure } from '../../lambdas/failures/video-playback-failed/contract';

/** A failure as EventBridge hands it to a function. */
export interface FailureEvent {
  readonly id: string;
  readonly time: string;
  readonly detail: VideoPlaybackFailure;
}

/** What happens to one run of the function. */
export interface Fate {
  /** The run waits for this before it asks the provider. */
  readonly effectAfter?: Promise<void>;
  /** Called when the run has come to its effect. */
  readonly onEffect?: () => void;
  /** Right after the effect the function throws, or its process is gone and never comes back. */
  readonly afterEffect?: 'throws' | 'dies';
  /** The write that completes the run is answered 500, every try of it. */
  readonly completionFails?: boolean;
  /** The business code writes into the event it was given. */
  readonly changesEvent?: boolean;
}

/** How the peers' handlers are built for a schedule. Ours knows no such choice. */
export interface HandlerShape {
  readonly returnsNothing?: boolean;
  /** Where the wrapper finds its key. @default the whole event, as the library does */
  readonly keyPath?: string;
}

/** Something that makes one effect of one failure, or tries to. */
export interface Contender {
  /** One delivery to a function. It throws where the event is to be delivered again. */
  deliver(event: FailureEvent, fate?: Fate): Promise<unknown>;
}

export const forever = new Promise<never>(() => undefined);

/** The end of a run that threw after its effect. */
export class ThrewAfterEffect extends Error {
  override readonly name = 'ThrewAfterEffect';
}
