import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { catalog } from '../../lambdas/failures/catalog';
import { parseFailure } from '../../lambdas/failures/definition/parse-failure';
import { failureFolder, type FailureDefinition } from '../../lambdas/failures/definition/failure-definition';
import { decideBy } from './view-of';

const root = path.join(__dirname, '../..');
const goldenFolder = path.join(root, 'test/events');

it('no two failure types share a name', () => {
  const types: readonly string[] = catalog.map(({ type }) => type);
  expect(new Set(types).size).toBe(types.length);
});

const definitions: readonly FailureDefinition[] = catalog;

/** An event as a product system publishes it, kept as plain JSON: a contract that changes by mistake shows here. */
interface GoldenEvent {
  readonly Source: string;
  readonly DetailType: string;
  readonly Detail: unknown;
}

const goldenEvents = readdirSync(goldenFolder).map((file) => {
  const event = JSON.parse(readFileSync(path.join(goldenFolder, file), 'utf8')) as GoldenEvent;
  return { file, event };
});

it.each(goldenEvents)(
  'the event in $file is of a failure type that it is named after, and like one of its stories',
  ({ file, event }) => {
    const definition = definitions.find(({ type }) => type === event.DetailType);
    if (!definition) throw new Error(`${file} is of no failure type in the catalog`);
    expect(file).toMatch(new RegExp(`^${definition.type}(\\.[a-z0-9-]+)?\\.json$`));
    expect(event.Source).toBe(definition.defaultSource);
    expect(definition.stories.map(({ detail }) => detail)).toContainEqual(parseFailure(definition, event.Detail));
  },
);

it.each(definitions.filter(({ movesMoney }) => movesMoney === false))(
  '$type, whose function has no key of the provider, gives no money back in any of its stories',
  (definition) => {
    for (const { detail } of definition.stories) {
      const decision = decideBy(definition.policy, detail);
      const kinds = decision.outcome === 'none' ? [] : decision.parts.map(({ kind }) => kind);
      expect(kinds).not.toContain('refund');
      expect(kinds).not.toContain('cancellation');
    }
  },
);

describe.each(definitions.map((definition) => [definition.type, definition] as const))('%s', (type, definition) => {
  it('has a handler in the folder of its name', () => {
    expect(existsSync(path.join(root, 'lambdas/failures', failureFolder(type), 'handler.ts'))).toBe(true);
  });

  it.each(definition.stories)('matches its contract, and is about nobody: $title', ({ detail }) => {
    expect(parseFailure(definition, detail)).toEqual(detail);
    expect(detail.customer.email).toMatch(/@example\.com$/);
  });

  it('has its first story as the golden event of its name, and an event for each other story', () => {
    const published = goldenEvents.filter(({ event }) => event.DetailType === type);
    const first = published.find(({ file }) => file === `${type}.json`);
    expect(parseFailure(definition, first?.event.Detail)).toEqual(definition.stories[0].detail);
    const details = published.map(({ event }) => parseFailure(definition, event.Detail));
    for (const { detail } of definition.stories) expect(details).toContainEqual(detail);
  });
});
