import { asyncApiOf } from './asyncapi';
import type { EventContract } from './event-contract';
import { jsonSchemaOf, registrySchemaOf, schemaNameOf, schemaVersionOf } from './json-schema';

/** The folders under docs that hold nothing but these documents. */
export const documentFolders = ['schemas', 'examples/events', 'examples/put-events'] as const;

/** The limit of PutEvents. */
const maxEntries = 10;

/** The documents generated from the contracts, by their paths under docs. */
export function contractDocuments(contracts: readonly EventContract[]): ReadonlyMap<string, object> {
  const failures = contracts.filter(({ operation, examples }) => operation === 'handleFailures' && examples.length > 0);
  return new Map([
    ...contracts.flatMap((contract) => schemaFiles(contract, contracts)),
    ...contracts.map((contract) => [`schemas/registry/${contract.type}.json`, registrySchemaOf(contract)] as const),
    ...failures.map((failure) => [`examples/events/${failure.type}.json`, eventsOf(failure)] as const),
    ...failures.map((failure) => [`examples/put-events/${failure.type}.json`, putEventsOf(failure)] as const),
    ['asyncapi.json', asyncApiOf(contracts)] as const,
  ]);
}

/** The text of a document's file. */
export function documentText(document: object): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** The newest contract and those of older versions, which are still accepted, so their files stay. */
function schemaFiles(contract: EventContract, contracts: readonly EventContract[]): (readonly [string, object])[] {
  const { schema, examples, formerly = [] } = contract;
  const name = schemaNameOf(contract);
  const types = contracts.filter((other) => schemaNameOf(other) === name).map(({ type }) => type);
  const versions = [{ types, schema, examples }, ...formerly.map((former) => ({ types, ...former, examples: [] }))];
  return versions.map((version) => [`schemas/${name}.v${schemaVersionOf(version.schema)}.json`, jsonSchemaOf(version)]);
}

/** For readers, and for programs that serialize the detail themselves. */
function eventsOf({ type, source, examples }: EventContract): object {
  return examples.map(({ detail }) => ({ Source: source, DetailType: type, Detail: detail }));
}

/** As PutEvents expects it: the detail is a string. */
function putEventsOf({ type, source, examples }: EventContract): object {
  return examples.slice(0, maxEntries).map(({ detail }) => ({
    EventBusName: 'your-bus',
    Source: source,
    DetailType: type,
    Detail: JSON.stringify(detail),
  }));
}
