import { asyncApiOf } from './asyncapi';
import type { EventContract } from './event-contract';
import { jsonSchemaOf, registrySchemaOf, schemaNameOf, schemaVersionOf } from './json-schema';

/** The folders under docs that hold nothing but these documents. */
export const documentFolders = ['schemas', 'examples/events', 'examples/put-events'] as const;

/** PutEvents takes ten entries at most. */
const mostRecords = 10;

/** The documents that follow from the contracts, as values, by their paths under docs. */
export function contractDocuments(contracts: readonly EventContract[]): ReadonlyMap<string, object> {
  const failures = contracts.filter(({ operation, examples }) => operation === 'makeRight' && examples.length > 0);
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

/** The contract of today, and those of older versions: they are still understood, so their files stay. */
function schemaFiles(contract: EventContract, contracts: readonly EventContract[]): (readonly [string, object])[] {
  const { schema, examples, formerly = [] } = contract;
  const name = schemaNameOf(contract);
  const types = contracts.filter((other) => schemaNameOf(other) === name).map(({ type }) => type);
  const versions = [{ types, schema, examples }, ...formerly.map((former) => ({ types, ...former, examples: [] }))];
  return versions.map((version) => [`schemas/${name}.v${schemaVersionOf(version.schema)}.json`, jsonSchemaOf(version)]);
}

/** To be read, and for programs that write the detail themselves. */
function eventsOf({ type, source, examples }: EventContract): object {
  return examples.map(({ detail }) => ({ Source: source, DetailType: type, Detail: detail }));
}

/** As PutEvents takes it: the detail is a text. */
function putEventsOf({ type, source, examples }: EventContract): object {
  return examples.slice(0, mostRecords).map(({ detail }) => ({
    EventBusName: 'your-bus',
    Source: source,
    DetailType: type,
    Detail: JSON.stringify(detail),
  }));
}
