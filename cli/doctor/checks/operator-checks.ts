import * as z from 'zod/mini';
import { functionOf, type Deployment } from '../stage/deployment';
import { advice, notReady, notSeen, ready, type Check } from './check';

const operatorsSchema = z.array(
  z.object({ arn: z.string(), may: z.array(z.string()), isBound: z.optional(z.boolean()) }),
);

type Operators = z.output<typeof operatorsSchema>;

/** Whether somebody can approve and switch, and whether two people can be told from one. */
export function checkOperators(deployment: Deployment): readonly Check[] {
  const what = 'operators';
  const operators = operatorsOf(deployment);
  if (!operators) return [notSeen(what, 'the operator API does not say whose sessions are operators')];
  const nobodyMay = ['approve', 'switch'].filter((duty) => !operators.some(({ may }) => may.includes(duty)));
  const missing = nobodyMay.map((duty) =>
    notReady(what, `nobody may ${duty}: name a role with it in the stage's operators`, deployment.deployCommand),
  );
  const unbound = operators.filter(({ may, isBound }) => may.includes('approve') && isBound !== true);
  if (unbound.length === 0) return missing.length > 0 ? missing : [ready(what, whoMay(operators))];
  const names = unbound.map(({ arn }) => arn).join(', ');
  return [
    ...missing,
    advice(
      what,
      `two people of these roles count as one where two have to approve, because nothing says that they bind the name of the session: ${names}`,
      `aws iam get-role --role-name ${nameOf(unbound)} --query Role.AssumeRolePolicyDocument`,
    ),
  ];
}

function operatorsOf(deployment: Deployment): Operators | undefined {
  try {
    const text = functionOf(deployment, 'operator-api')?.environment['OPERATORS'];
    return operatorsSchema.safeParse(JSON.parse(text ?? '')).data;
  } catch {
    return undefined;
  }
}

function whoMay(operators: Operators): string {
  return operators.map(({ arn, may }) => `${nameOf([{ arn }])} may ${may.join(', ')}`).join('; ');
}

function nameOf([operator]: readonly { readonly arn: string }[]): string {
  return operator?.arn.split('/').at(-1) ?? '';
}
