import { GetFunctionConcurrencyCommand } from '@aws-sdk/client-lambda';
import type { AwsClients } from '../stage/aws-clients';
import type { DeployedFunction, Deployment } from '../stage/deployment';
import { advice, notReady, ready, type Check } from './check';

const what = 'public URLs';

/** Whether a flood at a URL that everybody can call leaves the others their room. */
export async function checkPublicUrls({ functions }: Deployment, aws: AwsClients): Promise<readonly Check[]> {
  const open = functions.filter(({ environment }) => 'WEBHOOK_OF' in environment);
  return Promise.all(open.map((each) => checkOf(each, aws)));
}

async function checkOf({ name, service }: DeployedFunction, { functions }: AwsClients): Promise<Check> {
  const { ReservedConcurrentExecutions: most } = await functions.send(
    new GetFunctionConcurrencyCommand({ FunctionName: name }),
  );
  const put = `aws lambda put-function-concurrency --function-name ${name} --reserved-concurrent-executions 5`;
  if (most === 0) {
    return notReady(what, `${service} is closed: it may run 0 times at once, and true events are turned away`, put);
  }
  if (most !== undefined) return ready(what, `${service} takes ${most} requests at once, and ${10 * most} a second`);
  const how = 'set publicConcurrency where the account has more than ten, and this until it is deployed';
  return advice(what, `a flood at ${service} may take all that the account runs at once: ${how}`, put);
}
