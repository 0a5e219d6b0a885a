import { setTimeout as pause } from 'node:timers/promises';
import { sellEntitlements } from '../../local/demo/script/sell-entitlements';
import { anotherStory, storiesOf } from '../../local/demo/script/stories';
import { takePayments } from '../../local/demo/script/take-payments';
import { expectedOfStories } from '../local/expected-of-stories';
import type { Company } from './company';
import type { Deployment } from './deployment';
import type { PublishedStory } from './published-story';
import { storyProblems } from './story-problems';

/** All stories of the catalog, happening now. */
export function everyStory(now: Date): PublishedStory[] {
  return storiesOf(now).map(({ id, entry }) => {
    const expected = expectedOfStories[id];
    if (!expected) throw new Error(`Nobody said what the story ${id} leads to.`);
    return { id, entry, expected };
  });
}

/** One more customer whose film stalled, and the mail that she gets. */
export function anotherFilm(now: Date, signatory: string): PublishedStory {
  const { entry } = anotherStory('VideoPlaybackFailed', now);
  const refund = { amount: 399, currency: 'gbp' };
  const mail = ['We’ve refunded £3.99 to the card you paid with.', signatory];
  return { id: 'another-film', entry, expected: { state: 'issued', refund, mail } };
}

/** Takes the payments, and publishes what failed. */
export async function publishStories(
  stories: readonly PublishedStory[],
  deployment: Deployment,
  company: Company,
): Promise<PublishedStory[]> {
  const entries = stories.map(({ entry }) => entry);
  sellEntitlements(entries, company.partners.entitlementSystem);
  const paid = await takePayments({ entries, cards: {} }, company.provider.url, (warning) => {
    throw new Error(warning);
  });
  const published = stories.map((story, index) => ({ ...story, entry: paid[index]?.entry ?? story.entry }));
  await deployment.publish(published.map(({ entry }) => entry));
  return published;
}

/** Long enough for cold functions on a busy machine. */
const settlesWithinMs = 120_000;

/** Waits until nothing is wrong with the stories any more. */
export async function settled(
  stories: readonly PublishedStory[],
  deployment: Deployment,
  company: Company,
  withinMs = settlesWithinMs,
): Promise<void> {
  const givenUpAt = Date.now() + withinMs;
  for (;;) {
    const problems = await storyProblems(stories, deployment, company);
    if (problems.length === 0) return;
    if (Date.now() > givenUpAt) throw new Error(['This is not as it should be:', ...problems].join('\n  '));
    await pause(500);
  }
}
