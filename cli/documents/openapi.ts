import * as z from 'zod/mini';
import { toJSONSchema, type $ZodType } from 'zod/v4/core';
import { operations, type ErrorStatus, type Operation } from '../../lambdas/operator-api/operation';
import { errorSchema, responseSchemas } from '../../lambdas/operator-api/response-schemas';

const description = [
  'What people do with remedies: approve and reject what is held, withdraw credits, switch modes, erase personal data.',
  'Every request is signed with AWS Signature Version 4, and the identity that IAM verified is recorded with what was done.',
  'An id in a path that has other characters than `A-Z a-z 0-9 . _ -`, or that begins with a full stop, is written as `~` and its base64url.',
  'Nothing that is asked with GET changes anything.',
].join(' ');

/** The URL of the function is an output of the stack. */
const server = {
  url: 'https://{urlId}.lambda-url.{region}.on.aws',
  description: "The stack's output OperatorApiUrl, or what npm start prints",
  variables: { urlId: { default: 'example' }, region: { default: 'eu-central-1' } },
};

const errorDescriptions: Readonly<Record<ErrorStatus | 403, string>> = {
  400: 'The request is not valid, and every problem is named. Nothing was done',
  403: 'The request is not signed, or its signer may not call the operator API',
  404: 'There is no such remedy or incident',
  409: 'Refused, and why. Nothing was done',
};

const iam = {
  type: 'apiKey',
  in: 'header',
  name: 'Authorization',
  description: 'AWS Signature Version 4 for the service lambda, by a role with grantOperate',
};

/** What several responses have in them. */
const sharedSchemas = {
  RemedyRecord: responseSchemas.showRemedy.shape.record,
  Incident: responseSchemas.showIncident.shape.incident,
  HoldSummary: responseSchemas.showIncident.shape.examples._zod.def.element,
  Controls: responseSchemas.switchMode.shape.controls,
  Error: errorSchema,
};

/** The operator API as an OpenAPI document, made from the schemas that its requests and responses keep. */
export function operatorOpenApi(): object {
  const paths = new Map<string, Readonly<Record<string, object>>>();
  for (const [operationId, operation] of operationEntries()) {
    const { path, method } = operation;
    paths.set(path, { ...paths.get(path), [method.toLowerCase()]: describe(operationId, operation) });
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Amends operator API',
      version: '1.0.0',
      description,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [server],
    security: [{ iam: [] }],
    paths: Object.fromEntries(paths),
    components: { schemas: operatorSchemas(), securitySchemes: { iam } },
  };
}

/** The document as the text of a file. */
export function operatorOpenApiText(): string {
  return `${JSON.stringify(operatorOpenApi(), null, 2)}\n`;
}

function operationEntries(): [string, Operation][] {
  return Object.entries<Operation>(operations);
}

function describe(operationId: string, { summary, params, query, body, errors }: Operation): object {
  const parameters = [...parametersOf(params, 'path'), ...parametersOf(query, 'query')];
  const { required = [] } = inputSchemaOf(body);
  return {
    operationId,
    summary,
    ...(parameters.length > 0 && { parameters }),
    ...(hasFields(body) && {
      requestBody: { required: required.length > 0, content: jsonContent(requestName(operationId)) },
    }),
    responses: {
      200: { description: 'Done', content: jsonContent(responseName(operationId)) },
      ...Object.fromEntries(
        ([...errors, 403] as const).map((status) => [
          status,
          { description: errorDescriptions[status], content: jsonContent('Error') },
        ]),
      ),
    },
  };
}

function parametersOf(schema: $ZodType, place: 'path' | 'query'): object[] {
  const { properties = {}, required = [] } = inputSchemaOf(schema);
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: required.includes(name),
    schema: property,
  }));
}

/** The bodies of all requests and responses as JSON Schemas, by name. */
export function operatorSchemas(): Readonly<Record<string, object>> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries<$ZodType>(sharedSchemas)) registry.add(schema, { id });
  // Operations may share a schema, and a registry has one id for each, so every operation's own is a copy.
  for (const [operationId, { body, response }] of operationEntries()) {
    if (hasFields(body)) registry.add(z.clone(body), { id: requestName(operationId) });
    registry.add(z.clone(response), { id: responseName(operationId) });
  }
  const { schemas } = toJSONSchema(registry, { io: 'input', uri: refTo, override: withoutDatePattern });
  return Object.fromEntries(Object.entries(schemas).map(([id, { $id: _, $schema: __, ...schema }]) => [id, schema]));
}

/** The format says it already, and the pattern is long. */
function withoutDatePattern({ jsonSchema }: { readonly jsonSchema: { format?: string; pattern?: string } }): void {
  if (jsonSchema.format === 'date-time') delete jsonSchema.pattern;
}

function inputSchemaOf(schema: $ZodType): { properties?: Record<string, unknown>; required?: string[] } {
  return toJSONSchema(schema, { io: 'input' });
}

function hasFields(schema: $ZodType): boolean {
  return Object.keys(inputSchemaOf(schema).properties ?? {}).length > 0;
}

function requestName(operationId: string): string {
  return `${capitalized(operationId)}Request`;
}

function responseName(operationId: string): string {
  return `${capitalized(operationId)}Response`;
}

function capitalized(name: string): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

function refTo(name: string): string {
  return `#/components/schemas/${name}`;
}

function jsonContent(name: string): object {
  return { 'application/json': { schema: { $ref: refTo(name) } } };
}
