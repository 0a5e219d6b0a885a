import * as z from 'zod/mini';
import type { AwsClients } from '../stage/aws-clients';
import { functionOf, type Deployment } from '../stage/deployment';
import { readRole, type RoleReading } from '../trust/role-reading';
import { advice, notReady, notSeen, ready, whyUnseen, type Check } from './check';

const what = 'operators';

const operatorsSchema = z.array(
  z.object({ arn: z.string(), may: z.array(z.string()), isBound: z.optional(z.boolean()) }),
);

type Operators = z.output<typeof operatorsSchema>;

/** Whether somebody can approve and switch, and whether two people can be told from one. */
export async function checkOperators(
  deployment: Deployment,
  aws: Pick<AwsClients, 'roles'>,
): Promise<readonly Check[]> {
  const operators = operatorsOf(deployment);
  if (!operators) return [notSeen(what, 'the operator API does not say whose sessions are operators')];
  const nobodyMay = ['approve', 'switch'].filter((duty) => !operators.some(({ may }) => may.includes(duty)));
  const problems = [
    ...nobodyMay.map((duty) =>
      notReady(what, `nobody may ${duty}: name a role with it in the stage's operators`, deployment.deployCommand),
    ),
    ...(await checkNames(operators, aws)),
  ];
  return problems.length > 0 ? problems : [ready(what, whoMay(operators))];
}

/** One after the other: IAM answers few requests a second. A user has no sessions, and no trust policy. */
async function checkNames(operators: Operators, aws: Pick<AwsClients, 'roles'>): Promise<readonly Check[]> {
  const found: Check[] = [];
  const unbound: string[] = [];
  for (const { arn, may, isBound = false } of operators.filter((one) => one.arn.includes(':role/'))) {
    // Where nobody relies on the names, nobody needs to know.
    if (!isBound && !may.includes('approve')) continue;
    const reading = await readRole(arn, aws).catch(unreadable);
    if (isBound) found.push(...claimCheck(arn, reading));
    else if (reading.isRead && reading.names.isBound) found.push(unclaimed(arn));
    else unbound.push(arn);
  }
  return unbound.length === 0 ? found : [...found, countAsOne(unbound)];
}

function unreadable(error: unknown): RoleReading {
  return { isRead: false, why: whyUnseen(error) };
}

/** The stage says that the role binds the name, and two entries are believed to be of two people because of it. */
function claimCheck(arn: string, reading: RoleReading): readonly Check[] {
  if (!reading.isRead) {
    return [
      notSeen(
        what,
        `whether the trust policy of ${arn} binds the name of the session cannot be checked: ${reading.why}`,
        showPolicy(arn),
      ),
    ];
  }
  if (reading.names.isBound) return [];
  const harm = `one person may decide as two there, because ${arn} is said to bind the name of the session and its trust policy does not: ${reading.names.why}`;
  return [
    notReady(
      what,
      harm,
      `aws iam update-assume-role-policy --role-name ${nameOf(arn)} --policy-document file://trust.json`,
    ),
  ];
}

function unclaimed(arn: string): Check {
  const found = `the trust policy of ${arn} binds the name of the session: with bindsSessionName in the stage's operators its people count as two`;
  return advice(what, found, showPolicy(arn));
}

function countAsOne(arns: readonly string[]): Check {
  const found = `two people of these roles count as one where two have to approve, because nothing says that they bind the name of the session: ${arns.join(', ')}`;
  return advice(what, found, showPolicy(arns[0] ?? ''));
}

function showPolicy(arn: string): string {
  return `aws iam get-role --role-name ${nameOf(arn)} --query Role.AssumeRolePolicyDocument`;
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
  return operators.map(({ arn, may }) => `${nameOf(arn)} may ${may.join(', ')}`).join('; ');
}

function nameOf(arn: string): string {
  return arn.split('/').at(-1) ?? '';
}
