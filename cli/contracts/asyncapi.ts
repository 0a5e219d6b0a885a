import type { EventContract, EventExample, Operation } from './event-contract';
import { schemaNameOf, schemaVersionOf, writtenSchemaOf } from './json-schema';

const description = [
  'Product systems publish failures on an EventBridge bus, and Amends publishes the outcomes of remedies on the same bus.',
  "A message's payload is the event's `detail`; its headers are the fields of the event around it. Events arrive at least",
  'once and in no order. A contract grows by optional fields. Any other change is a new version, and events of the version',
  'before are still accepted.',
].join(' ');

/** All events as one AsyncAPI document in JSON, which is also valid YAML. */
export function asyncApiOf(contracts: readonly EventContract[]): object {
  return {
    asyncapi: '3.0.0',
    info: { title: 'Amends', version: '1.0.0', description, license: { name: 'Apache-2.0' } },
    defaultContentType: 'application/json',
    channels: {
      bus: {
        address: '{busName}',
        title: 'The event bus',
        parameters: { busName: { description: 'The name of the bus: the output EventBusName of the stack' } },
        messages: objectOf(contracts.map(({ type }) => [type, { $ref: `#/components/messages/${type}` }])),
      },
    },
    operations: {
      ...operationOf(
        'handleFailures',
        'receive',
        'Amends handles a failure that a product system published.',
        contracts,
      ),
      ...operationOf('publishOutcomes', 'send', 'Amends publishes the outcome of a remedy.', contracts),
      ...operationOf(
        'requestParts',
        'send',
        'Amends asks a partner to carry out a part, or withdraws the request.',
        contracts,
      ),
      ...operationOf('askSources', 'send', 'Amends asks whoever published a failure for more.', contracts),
      ...operationOf('receiveAnswers', 'receive', 'Whoever was asked answers, from the same source.', contracts),
      ...operationOf('hearFixes', 'receive', 'A system says that what was behind an incident is mended.', contracts),
      ...operationOf(
        'publishMessages',
        'send',
        'Amends says what a customer wrote on a channel, and what became of an answer.',
        contracts,
      ),
      ...operationOf('sendAnswers', 'receive', 'Somebody who may answer hands over an answer on a channel.', contracts),
      ...operationOf('receiveResponses', 'receive', 'A partner responds with the result of a part.', contracts),
    },
    components: {
      messages: objectOf(contracts.map((contract) => [contract.type, messageOf(contract)])),
      schemas: objectOf(contracts.map((contract) => [schemaKeyOf(contract), payloadSchemaOf(contract)])),
    },
  };
}

function operationOf(
  name: Operation,
  action: 'receive' | 'send',
  summary: string,
  contracts: readonly EventContract[],
): object {
  const concerned = contracts.filter(({ operation }) => operation === name);
  const messages = concerned.map(({ type }) => ({ $ref: `#/channels/bus/messages/${type}` }));
  return { [name]: { action, channel: { $ref: '#/channels/bus' }, summary, messages } };
}

function messageOf(contract: EventContract): object {
  const { type, source, title, examples } = contract;
  return {
    name: type,
    title,
    headers: {
      type: 'object',
      properties: {
        'detail-type': { type: 'string', const: type },
        source: { type: 'string', default: source },
      },
      required: ['detail-type', 'source'],
    },
    payload: { $ref: `#/components/schemas/${schemaKeyOf(contract)}` },
    ...(examples.length > 0 && { examples: examples.map((example) => exampleOf(contract, example)) }),
  };
}

function exampleOf({ type, source }: EventContract, { title, detail }: EventExample): object {
  return { summary: title, headers: { 'detail-type': type, source }, payload: detail };
}

/** An AsyncAPI schema is a draft-07 JSON Schema. */
function payloadSchemaOf({ schema }: EventContract): object {
  const { $schema: _, ...payload } = writtenSchemaOf(schema, 'draft-07');
  return payload;
}

function schemaKeyOf(contract: EventContract): string {
  return `${schemaNameOf(contract)}.v${schemaVersionOf(contract.schema)}`;
}

function objectOf(entries: readonly (readonly [string, object])[]): Readonly<Record<string, object>> {
  return Object.fromEntries(entries);
}
