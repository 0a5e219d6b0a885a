import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import asyncApiRules from '@asyncapi/specs/schemas/3.0.0-without-$id.json';
import { Ajv } from 'ajv';
import AjvDraft04 from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { Ajv2020 } from 'ajv/dist/2020';
import * as z from 'zod';
import { asyncApiOf } from '../../cli/contracts/asyncapi';
import { contractDocuments, documentFolders, documentText } from '../../cli/contracts/contract-documents';
import type { EventContract } from '../../cli/contracts/event-contract';
import { eventContracts, failureEvent } from '../../cli/contracts/event-contracts';
import { NoSchemaVersionError, schemaVersionOf } from '../../cli/contracts/json-schema';
import { catalog } from '../../lambdas/failures/catalog';
import { failureContract } from '../../lambdas/failures/definition/failure';
import type { FailureDefinition } from '../../lambdas/failures/definition/failure-definition';
import { parseFailure } from '../../lambdas/failures/definition/parse-failure';
import { videoPlaybackFailed } from '../../lambdas/failures/video-playback-failed/video-playback-failed';
import { readPutEvents } from '../../local/emulator/bus/put-events';

const docs = path.join(__dirname, '../../docs');
const documents = contractDocuments(eventContracts);

function read(name: string): unknown {
  return JSON.parse(readFileSync(path.join(docs, name), 'utf8'));
}

function filesIn(folder: string): string[] {
  const all = readdirSync(path.join(docs, folder), { recursive: true, withFileTypes: true });
  return all.filter((file) => file.isFile()).map((file) => path.relative(docs, path.join(file.parentPath, file.name)));
}

describe('what is written in docs', () => {
  it.each([...documents.keys()])('%s is up to date with the contracts (npm run schemas)', (name) => {
    expect(readFileSync(path.join(docs, name), 'utf8')).toBe(documentText(documents.get(name) ?? {}));
  });

  it('has no file of a contract that is gone', () => {
    const written = documentFolders.flatMap(filesIn);
    expect(new Set(written)).toEqual(new Set([...documents.keys()].filter((name) => name !== 'asyncapi.json')));
  });

  it('has a schema of each event, in two drafts', () => {
    const names = [...documents.keys()];
    for (const { type, schemaName = type } of eventContracts) {
      expect(names).toEqual(expect.arrayContaining([`schemas/${schemaName}.v1.json`, `schemas/registry/${type}.json`]));
    }
  });
});

const definitions: readonly FailureDefinition[] = catalog;

describe.each(definitions.map((definition) => [definition.type, definition] as const))('%s', (type, definition) => {
  const { stories } = definition;
  const newest = `schemas/${type}.v${schemaVersionOf(definition.schema)}.json`;

  it('has a JSON Schema that its stories match, and a failure without a customer does not', () => {
    const check = addFormats(new Ajv2020({ strict: false })).compile(read(newest) as object);
    for (const { detail } of stories)
      expect({ isValid: check(detail), errors: check.errors }).toMatchObject({ isValid: true });
    expect(check({ ...stories[0].detail, customer: undefined })).toBe(false);
    expect(check({ ...stories[0].detail, schemaVersion: 99 })).toBe(false);
  });

  it('has its stories as examples in the schema', () => {
    expect(read(newest)).toMatchObject({ examples: stories.map(({ detail }) => detail) });
  });

  it('has a registry schema that the whole event matches', () => {
    const schema = read(`schemas/registry/${type}.json`) as object;
    expect(schema).toMatchObject({
      'x-amazon-events-detail-type': type,
      'x-amazon-events-source': definition.defaultSource,
    });
    const check = addFormats(new AjvDraft04({ strict: false })).compile(schema);
    for (const event of eventsOf(`examples/put-events/${type}.json`)) {
      expect({ isValid: check(event), errors: check.errors }).toMatchObject({ isValid: true });
      expect(check({ ...event, detail: { ...(event as { detail: object }).detail, purchase: undefined } })).toBe(false);
      expect(check({ ...event, 'detail-type': 'FilmWasBoring' })).toBe(false);
    }
  });

  it('has examples that both the bus and the contract accept', () => {
    const details = eventsOf(`examples/put-events/${type}.json`).map((event) => (event as { detail: unknown }).detail);
    expect(details).toEqual(stories.slice(0, 10).map(({ detail }) => detail));
    for (const detail of details) expect(parseFailure(definition, detail)).toEqual(detail);
    const readable = read(`examples/events/${type}.json`) as { Detail: unknown }[];
    expect(readable.map(({ Detail }) => Detail)).toEqual(stories.map(({ detail }) => detail));
  });
});

it('no schema is larger than the registry allows', () => {
  // https://docs.aws.amazon.com/eventbridge/latest/schema-reference/v1-registries-name-registryname-schemas-name-schemaname.html
  for (const name of filesIn('schemas/registry'))
    expect(JSON.stringify(read(name)).length).toBeLessThanOrEqual(100_000);
});

/** The events that a PutEvents file of examples makes. */
function eventsOf(name: string): object[] {
  const read_ = readPutEvents({ Entries: read(name) }, { account: '123456789012', region: 'eu-west-1' });
  return read_.map((entry) => {
    if (!entry.accepted) throw new Error(`${name}: ${entry.errorMessage}`);
    return entry.event;
  });
}

/** A word from the warehouse, as another list may add one. */
const parcelFound: EventContract = {
  type: 'ParcelFound',
  source: 'com.example.warehouse',
  title: 'A parcel turned up again',
  schema: z.object({ schemaVersion: z.literal(3), parcelId: z.string() }),
  operation: 'handleFailures',
  examples: [{ title: 'Behind a shelf', detail: { schemaVersion: 3, parcelId: 'par_1' } }],
};

describe('the AsyncAPI document', () => {
  const check = addFormats(new Ajv({ strict: false, validateFormats: false })).compile(asyncApiRules);

  it.each([
    ['as it is written', read('asyncapi.json')],
    ['with another event in the list', asyncApiOf([...eventContracts, parcelFound])],
  ])('keeps the rules of AsyncAPI 3.0, %s', (_, document) => {
    check(document);
    expect(check.errors).toBeNull();
  });

  it('would break them without its info', () => {
    expect(check({ ...asyncApiOf(eventContracts), info: undefined })).toBe(false);
  });

  it('has no broken reference', () => {
    const document = read('asyncapi.json');
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(
      ([, reference]) => reference ?? '',
    );
    expect(references.length).toBeGreaterThan(eventContracts.length);
    for (const reference of new Set(references))
      expect([reference, typeof valueAt(document, reference)]).toEqual([reference, 'object']);
  });

  it('has each event in one operation: failures handled, outcomes published, parts requested, responses received', () => {
    const operations = valueAt(read('asyncapi.json'), '#/operations') as Record<
      string,
      { messages: { $ref: string }[] }
    >;
    const typesOf = (name: string): string[] =>
      (operations[name]?.messages ?? []).map(({ $ref }) => $ref.split('/').at(-1) ?? '');
    expect(typesOf('handleFailures').sort()).toEqual(definitions.map(({ type }) => type).sort());
    const all = [
      'handleFailures',
      'publishOutcomes',
      'requestParts',
      'receiveResponses',
      'askSources',
      'receiveAnswers',
      'hearFixes',
      'publishMessages',
      'sendAnswers',
    ].flatMap(typesOf);
    expect(all.sort()).toEqual(eventContracts.map(({ type }) => type).sort());
    expect(typesOf('requestParts')).toContain('ReplacementRequested');
    expect(typesOf('receiveResponses')).toContain('ReplacementShipped');
  });

  it('has payload schemas that the examples match', () => {
    const document = asyncApiOf([...eventContracts, parcelFound]);
    let examples = 0;
    for (const { type } of [...eventContracts, parcelFound]) {
      const message = valueAt(document, `#/components/messages/${type}`) as {
        payload: { $ref: string };
        examples?: { payload: object }[];
      };
      const keeps = addFormats(new Ajv({ strict: false })).compile(valueAt(document, message.payload.$ref) as object);
      for (const { payload } of message.examples ?? []) {
        examples++;
        expect({ type, isValid: keeps(payload), errors: keeps.errors }).toMatchObject({ isValid: true });
      }
    }
    expect(examples).toBeGreaterThan(catalog.length);
  });
});

function valueAt(document: unknown, reference: string): unknown {
  const steps = reference.replace(/^#\//, '').split('/');
  return steps.reduce<unknown>((value, step) => (value as Record<string, unknown> | undefined)?.[step], document);
}

describe('the version of a contract', () => {
  it('is the one that its schemaVersion names, and its file is named after it', () => {
    expect(schemaVersionOf(parcelFound.schema)).toBe(3);
    expect([...contractDocuments([parcelFound]).keys()]).toContain('schemas/ParcelFound.v3.json');
  });

  it.each([z.object({}), z.object({ schemaVersion: z.number() }), z.object({ schemaVersion: z.literal([1, 2]) })])(
    'has to be one number',
    (schema) => {
      expect(() => schemaVersionOf(schema)).toThrow(NoSchemaVersionError);
    },
  );

  it('keeps the schema of the version before', () => {
    const second = failureEvent({
      ...videoPlaybackFailed,
      schema: failureContract({}, 2),
      formerly: [
        { schemaVersion: 1, schema: videoPlaybackFailed.schema, upgrade: () => videoPlaybackFailed.stories[0].detail },
      ],
    });
    expect([...contractDocuments([second]).keys()].filter((name) => /^schemas\/Video/.test(name))).toEqual([
      'schemas/VideoPlaybackFailed.v2.json',
      'schemas/VideoPlaybackFailed.v1.json',
    ]);
  });
});
