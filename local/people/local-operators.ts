import { duties, roleDuties } from '../../lambdas/operator-api/duty';
import type { FunctionDefinition } from '../emulator/template/functions';

/** The variable in which the template names the roles of operators. */
const operatorsVariable = 'OPERATORS';

/**
 * The same functions. Nobody signs in on this machine: whoever signs a request is a user with the name of the access
 * key, and may do all that an operator may; whoever takes one of the roles may do what that may.
 */
export function withLocalOperators(functions: readonly FunctionDefinition[], account: string): FunctionDefinition[] {
  const roles = Object.entries(roleDuties).map(([role, may]) => ({
    arn: `arn:aws:iam::${account}:role/${role}`,
    may,
    isBound: true,
  }));
  const operators = JSON.stringify([{ arn: `arn:aws:iam::${account}:user/*`, may: duties }, ...roles]);
  return functions.map((definition) => {
    const { environment } = definition;
    if (environment[operatorsVariable] === undefined) return definition;
    return { ...definition, environment: { ...environment, [operatorsVariable]: operators } };
  });
}
