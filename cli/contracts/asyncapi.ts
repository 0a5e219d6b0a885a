import { toJSONSchema } from 'zod/v4/core';
import type { EventContract, EventExample, Operation } from './event-contract';
import { schemaNameOf, schemaVersionOf } from './json-schema';

const description = [
  'Failures of products come in over an EventBridge bus, and how they were made right goes out over the same bus.',
  "A message's payload is the event's `detail`; its headers are the fields of the event around it. Events arrive at least",
  'once and in no order. A contract grows by optional fields; any other change is a new version of it, and events of the',
  'version before are still understood.',
].join(' ');

/** All events as one AsyncAPI document, which is JSON and therefore YAML too. */
export function asyncApiOf(contracts: readonly EventContract[]): object {
  return {
    asyncapi: '3.0.0',
    info: { title: 'Amends', version: '1.0.0', description, license: { name: 'Apache-2.0' } },
    defaultContentType: 'application/json',
    channels: {
      bus: {
        address: '{busName}',
        title: 'The event bus',
        parameters: { busName: { description: 'The name of the bus, which the stack has as its output EventBusName' } },
        messages: objectOf(contracts.map(({ type }) => [type, { $ref: `#/components/messages/${type}` }])),
      },
    },
    operations: {
      ...operationOf('makeRight', 'receive', 'A failure was published. Its customer is made right.', contracts),
      ...operationOf('tell', 'send', 'How a remedy stands is told to whoever listens.', contracts),
      ...operationOf('ask', 'send', 'A partner is asked to carry out a part, or not to any more.', contracts),
      ...operationOf('hear', 'receive', 'A partner answers what became of a part.', contracts),
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
  const { $schema: _, ...payload } = toJSONSchema(schema, { io: 'input', target: 'draft-07' });
  return payload;
}

function schemaKeyOf(contract: EventContract): string {
  return `${schemaNameOf(contract)}.v${schemaVersionOf(contract.schema)}`;
}

function objectOf(entries: readonly (readonly [string, object])[]): Readonly<Record<string, object>> {
  return Object.fromEntries(entries);
}
