import { handleFailure } from '../../../lambdas/flow/remedy/handle-failure';
import { videoPlaybackFailed } from '../../../lambdas/failures/video-playback-failed/video-playback-failed';
import { filmFailure } from '../../fakes/film-failure';
import { World } from '../../fakes/world';

/** A company that gives by itself what a machine saw, and lets a person look at what was only reported. */
async function publishedBy(source: string) {
  const world = new World();
  const { defaults } = videoPlaybackFailed.policy;
  world.options = { ...defaults, reported: { ...defaults.reported, needs: 'person' } };
  const failure = { ...filmFailure(), evidence: 'detected' as const };
  world.pay(failure);
  const ports = { ...world.ports(), evidenceBySource: { 'com.example.helpdesk': 'reported' } as const };
  const delivery = { failure, source, detectedAt: failure.occurredAt, deadlineMs: world.now + 20_000 };
  await handleFailure(delivery, videoPlaybackFailed, ports);
  return world.onlyRecord();
}

it('what a source publishes counts as what the deployment says of it, whatever its events say', async () => {
  await expect(publishedBy('com.example.helpdesk')).resolves.toMatchObject({ evidence: 'reported', state: 'held' });
});

it('where nothing is said of a source, its events say it', async () => {
  await expect(publishedBy('com.example.video')).resolves.toMatchObject({ evidence: 'detected', state: 'issued' });
});
