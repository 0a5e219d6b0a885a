import type { FunctionDefinition } from '../emulator/template/functions';

/** The variable in which the template gives a function the address of the payment provider. */
const providerUrlVariable = 'STRIPE_API_URL';

/** The same functions. Those that the template gives the provider's address get this one. */
export function withProviderUrl(functions: readonly FunctionDefinition[], url: string): FunctionDefinition[] {
  return functions.map((definition) => {
    if (definition.environment[providerUrlVariable] === undefined) return definition;
    return { ...definition, environment: { ...definition.environment, [providerUrlVariable]: url } };
  });
}
