import { GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch';
import type { RemedyMetricName } from '../../../lib/monitoring/remedy-metric';
import { notReady, ready, type Check } from '../checks/check';
import type { AwsClients } from '../stage/aws-clients';
import type { DeployedFunction, Deployment } from '../stage/deployment';

const dayMs = 86_400_000;

/** The functions that judge are called so, each by its detector. */
const prefix = 'detector-';

/** How far back a signal is looked for. */
const days = 14;

/**
 * Whether each detector hears its source. The alarm on silence cannot say it of one that was never connected:
 * CloudWatch acts on a change, and an alarm on what never came begins, and stays, without data.
 */
export async function checkDetectors(
  { functions }: Deployment,
  aws: Pick<AwsClients, 'metrics'>,
  now: Date,
): Promise<readonly Check[]> {
  const judging = functions.filter(({ environment }) => 'DETECTED_TYPES' in environment);
  return Promise.all(judging.map((each) => checkOf(each, aws, now)));
}

async function checkOf(judge: DeployedFunction, aws: Pick<AwsClients, 'metrics'>, now: Date): Promise<Check> {
  const what = `detector ${judge.service.slice(prefix.length)}`;
  const received = await signalsTo(judge, aws, now);
  if (received > 0) return ready(what, `${received} signals came in ${days} days`);
  return notReady(
    what,
    `no signal came in ${days} days: connect its source (docs/detectors), or take it out of the stage. The alarm on silence rings where signals stop, and not where none ever came`,
  );
}

async function signalsTo(
  { service, environment }: DeployedFunction,
  { metrics }: Pick<AwsClients, 'metrics'>,
  now: Date,
): Promise<number> {
  const { Datapoints: points = [] } = await metrics.send(
    new GetMetricStatisticsCommand({
      Namespace: environment['POWERTOOLS_METRICS_NAMESPACE'],
      MetricName: 'SignalReceived' satisfies RemedyMetricName,
      Dimensions: [{ Name: 'service', Value: service }],
      StartTime: new Date(now.getTime() - days * dayMs),
      EndTime: now,
      Period: dayMs / 1000,
      Statistics: ['Sum'],
    }),
  );
  return points.reduce((sum, { Sum: count = 0 }) => sum + count, 0);
}
