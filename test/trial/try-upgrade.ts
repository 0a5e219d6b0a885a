import { symlinkSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { anotherStory } from '../../local/demo/script/stories';
import { run } from '../package/packed-package';
import { say } from '../package/say';
import type { Company } from './company';
import type { Deployment } from './deployment';
import type { ProviderGate } from './provider-gate';
import type { PublishedStory } from './published-story';
import { authorisedStory, type AuthorisedStory } from './authorised-story';
import { anotherFilm, everyStory, publishStories, settled } from './stories';

/** What is waited for at the provider is asked for after ten minutes. Two sweeps, and time for a busy machine. */
const endsWithinMs = 20 * 60_000;

/** What an upgrade needs: the version before, as a deployment of it, and the way to the next and back. */
export interface Upgrade {
  readonly deployment: Deployment;
  readonly company: Company;
  readonly gate: ProviderGate;
  /** Deploys the new version over the old one. */
  readonly forward: () => Promise<unknown>;
  /** And back. */
  readonly back: () => Promise<unknown>;
}

/** The last version that was tagged. Undefined where none was. */
export function lastVersion(project: string): string | undefined {
  const [last] = run('git', ['tag', '--list', 'v*', '--sort=-v:refname'], project).split('\n');
  return last === undefined || last === '' ? undefined : last;
}

/** Checks a version out beside this one. Its dependencies are ours: it has to be one that they fit. */
export function checkOut(project: string, ref: string, folder: string): string {
  run('git', ['clone', '--quiet', '--shared', '--no-checkout', project, folder], project);
  const commit = run('git', ['rev-parse', '--verify', `${ref}^{commit}`], project).trim();
  run('git', ['checkout', '--quiet', '--detach', commit], folder);
  symlinkSync(path.join(project, 'node_modules'), path.join(folder, 'node_modules'));
  return folder;
}

/** Leaves remedies open in the old version, deploys the new one over it, and sees that each ends as it should. */
export async function tryUpgrade({ deployment, company, gate, forward, back }: Upgrade): Promise<void> {
  const { held, waiting, leased, queued } = await leaveOpen(deployment, company, gate);
  const open = [...held, waiting.story, ...leased, ...queued];
  say('left open: one held, one that waits for its payment, one leased, one queued');
  await forward();
  gate.set('open');
  await waiting.capture();
  // AWS would deliver it again by itself. The emulator forgets what was being tried when its function changed.
  await deployment.publish(leased.map(({ entry }) => entry));
  await settled(open, deployment, company, endsWithinMs);
  say('upgraded, and each has ended as it should');
  await back();
  const next = await publishStories([anotherFilm(new Date(), 'Maya Lindqvist')], deployment, company);
  await settled([...open, ...next], deployment, company);
  say('and back: the next one is refunded, and all before it is as it was');
}

interface LeftOpen {
  readonly held: readonly PublishedStory[];
  readonly waiting: AuthorisedStory;
  readonly leased: readonly PublishedStory[];
  readonly queued: readonly PublishedStory[];
}

async function leaveOpen(deployment: Deployment, company: Company, gate: ProviderGate): Promise<LeftOpen> {
  const now = new Date();
  const publish = (story: PublishedStory): Promise<PublishedStory[]> => publishStories([story], deployment, company);
  const held = await publish(soonUnanswered(now));
  const areHeld = async (count: number): Promise<boolean> =>
    (await deployment.remedies()).filter(({ state }) => state === 'held').length === count;
  await until('one is held', () => areHeld(1));
  const waiting = await authorisedStory(storyOf('wifi-died-half-way', now), company.provider.url);
  await publish(waiting.story);
  await until('another one waits for the capture of its payment', () => areHeld(2));
  const leased = await publishWhile('refunds-hang', storyOf('film-stuttered', now));
  const queued = await publishWhile('closed', storyOf('present-too-late', now));
  return { held, waiting, leased, queued };

  /** The payment is taken while the gate is not in the way, because the shop does not go through it. */
  async function publishWhile(state: 'refunds-hang' | 'closed', story: PublishedStory): Promise<PublishedStory[]> {
    gate.set(state);
    const published = await publish(story);
    await until(`a request of ${story.id} is stopped at the provider`, async () => gate.stopped > 0);
    return published;
  }
}

/** Longer than the upgrade takes, so that the deadline passes in the new version. */
const answerLeftMs = 5 * 60_000;

/** The merchant's answer is waited for until in a few minutes. Then it is up to whichever version is deployed. */
function soonUnanswered(now: Date): PublishedStory {
  const minuteMs = 60_000;
  // Stories are published three minutes after what happened last in them.
  const { entry } = anotherStory('ItemNotAsDescribed', now, 48 * 60 * minuteMs - 3 * minuteMs - answerLeftMs);
  const refund = { amount: 1_850, currency: 'gbp' };
  const recovery = { bearer: 'merchant', partyId: 'merchant_3310', amountMinor: 1_850, currency: 'GBP' };
  const mail = ['You need not send anything back'];
  return { id: 'held-for-the-merchant', entry, expected: { state: 'issued', refund, recovery, mail } };
}

function storyOf(wanted: string, now: Date): PublishedStory {
  const story = everyStory(now).find(({ id }) => id === wanted);
  if (!story) throw new Error(`The catalog has no story ${wanted}.`);
  return story;
}

async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const givenUpAt = Date.now() + 60_000;
  while (!(await isSo())) {
    if (Date.now() > givenUpAt) throw new Error(`It has not come to pass that ${what}.`);
    await pause(250);
  }
}
