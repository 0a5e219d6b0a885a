import { duties } from '../../lambdas/operator-api/duty';
import type { FunctionDefinition } from '../emulator/template/functions';

/** The variable in which the template names the roles of operators. */
const operatorsVariable = 'OPERATORS';

/**
 * The same functions. Nobody signs in on this machine: whoever signs a request is a user with the name of the access
 * key, and may do all that an operator may.
 */
export function withLocalOperators(functions: readonly FunctionDefinition[], account: string): FunctionDefinition[] {
  const operators = JSON.stringify([{ arn: `arn:aws:iam::${account}:user/*`, may: duties }]);
  return functions.map((definition) => {
    const { environment } = definition;
    if (environment[operatorsVariable] === undefined) return definition;
    return { ...definition, environment: { ...environment, [operatorsVariable]: operators } };
  });
}
