import { catalog } from '../../lambdas/failures/catalog';
import { withoutFailure } from '../../lambdas/model/judging/gesture';
import { storiesOf } from '../../local/demo/script/stories';
import { TestSystem, type Failed } from './test-system';
import { expectRemedy, linesOf } from './expected-remedy';
import { expectedOfStories } from './expected-of-stories';

// What each story of the catalog leads to, from the event on the bus to the customer's mail, with what the payment
// provider and the system's other systems received. All stories share one system, on which no schedule runs.

const published = catalog.filter(({ type }) => !withoutFailure.includes(type));
const stories = storiesOf(new Date());
const failedById = new Map<string, Failed>();
let system: TestSystem;

beforeAll(async () => {
  system = await TestSystem.open({});
  const failed = await system.publishFailures(...stories.map(({ entry }) => entry));
  stories.forEach(({ id }, index) => {
    const one = failed[index];
    if (one) failedById.set(id, one);
  });
});
afterAll(() => system.local.stop());

function failedOf(id: string): Failed {
  const failed = failedById.get(id);
  if (!failed) throw new Error(`The story ${id} was not published.`);
  return failed;
}

it('has one entry for every story of the catalog, and every story has an id of its own', () => {
  const ids = published.flatMap(({ stories: ofType }) => ofType.map(({ id }): string => id));
  expect(new Set(ids).size).toBe(ids.length);
  expect(Object.keys(expectedOfStories).sort()).toEqual(ids.sort());
});

describe.each(published.map(({ type }) => type))('%s', (type) => {
  it.each(stories.filter((story) => story.type === type))('$title', async ({ id }) => {
    const wanted = expectedOfStories[id];
    if (!wanted) throw new Error(`The table has no entry for ${id}.`);
    await expectRemedy(system, failedOf(id), wanted);
  });
});

describe('a callback within a minute is made in time', () => {
  it.each(['present-from-porch', 'boots-without-phone-number'])('%s', (id) => {
    const [call] = linesOf(system.local.partners.callbackTeam.received, failedOf(id));
    expect(call?.tookMs).toBeLessThan(60_000);
  });
});
