import type { OperatorClient } from '../commands/operator-client';
import type { AwsClients } from './stage/aws-clients';
import { look, notSeen, type Check } from './checks/check';
import { estimateCost, type CostEstimate } from './cost/cost-estimate';
import { sizeOf } from './cost/stage-size';
import type { StageAuditLock } from './stage/stage-settings';
import { findDeployment, type Deployment, type WantedStacks } from './stage/deployment';
import { checkReplies } from './kept/reply-check';
import { checkPhone } from './kept/phone-check';
import { checkInsight } from './kept/insight-checks';
import { checkDetectors } from './kept/detector-checks';
import { checkAgents, type TextRecords } from './kept/agents-check';
import { checkArchive } from './kept/archive-check';
import { checkSigningSecrets } from './secrets/signing-secrets';
import { checkChannels } from './channels/channel-checks';
import { checkSender, checkSending } from './checks/mail-checks';
import { checkAlarms, checkAlarmTopic, checkMode } from './checks/people-checks';
import { checkAudit } from './checks/audit-checks';
import { checkOperators } from './checks/operator-checks';
import { checkProvider, checkSecrets } from './checks/provider-checks';
import { checkQueues, queuesOf } from './checks/queue-checks';
import { checkPublicUrls } from './checks/public-url-checks';
import { checkSeals } from './checks/seal-checks';
import { checkBus, checkConcurrency, checkLedger, checkStacks, checkSweep } from './checks/running-checks';

/** All that was found, in the order in which it is mended. */
export interface Diagnosis {
  readonly name: string;
  readonly checks: readonly Check[];
  /** Undefined where it could not be counted. */
  readonly cost?: CostEstimate | undefined;
}

export interface Looking {
  readonly aws: AwsClients;
  /** Asks the operator API of the stage, at the address of its output. */
  readonly operatorAt: (url: string) => OperatorClient;
  readonly now: Date;
  /** Where the stage is, if anybody said. The commands that mend something name it. */
  readonly region?: string | undefined;
  /** What the stage's file says of the audit trail. */
  readonly auditLock?: StageAuditLock | undefined;
  /** Who answers customers from their own mail, as the stage's file says it. */
  readonly agents?: readonly string[] | undefined;
  /** Asks the DNS. */
  readonly textsOf: TextRecords;
}

/** Looks at a deployed stage: what nothing works without comes first, and the mode last. */
export async function diagnose(wanted: WantedStacks, looking: Looking): Promise<Diagnosis> {
  const { aws, operatorAt, now, region, auditLock, agents = [], textsOf } = looking;
  const deployment = await findDeployment(wanted, aws);
  const checks = [
    ...checkStacks(deployment),
    ...(await look('ledger', () => checkLedger(deployment, aws))),
    ...(await look('event bus', () => checkBus(deployment, aws))),
    ...(await look('secrets', () => checkSecrets(deployment, aws))),
    ...(await look('secrets of signals, reports and channels', () => checkSigningSecrets(deployment, aws, now))),
    ...(await look('seal keys', () => checkSeals(deployment, aws))),
    ...(await look('provider key', () => checkProvider(deployment, aws))),
    ...(await look('sender', () => checkSender(deployment, aws))),
    ...(await look('SES account', () => checkSending(deployment, aws))),
    ...(await look('operators', () => checkOperators(deployment, aws))),
    ...(await look('audit trail', () => checkAudit(deployment, auditLock, aws))),
    ...(await look('alarm topic', () => checkAlarmTopic(deployment, aws))),
    ...(await look('concurrency', () => checkConcurrency(deployment, aws))),
    ...(await look('public URLs', () => checkPublicUrls(deployment, aws))),
    ...(await look('clock of the sweep', () => checkSweep(deployment, aws, now))),
    ...(await look('insight', () => checkInsight(deployment, aws, now))),
    ...(await look('answers', () => checkReplies(deployment, aws))),
    ...(await look('agents', () => checkAgents(agents, textsOf))),
    ...(await look('detectors', () => checkDetectors(deployment, aws, now))),
    ...(await look('channels', () => checkChannels(deployment, aws, now))),
    ...(await look('calls', () => checkPhone(deployment, aws))),
    ...(await look('archive', () => checkArchive(deployment, aws))),
    ...(await look('queues', () => checkQueues(queuesOf(deployment), aws))),
    ...(await look('alarms', () => checkAlarms(deployment, aws))),
    ...(await look('mode', () => modeOf(deployment, operatorAt))),
  ];
  return {
    name: deployment.name,
    checks: checks.map((check) => inRegion(check, region)),
    cost: await costOf(deployment, aws),
  };
}

/** Whoever types the command may have a profile of another region. */
function inRegion(check: Check, region: string | undefined): Check {
  if (check.mend === undefined || region === undefined) return check;
  return { ...check, mend: check.mend.replace(/\baws (?=[a-z])/g, `aws --region ${region} `) };
}

async function modeOf({ outputs }: Deployment, operatorAt: Looking['operatorAt']): Promise<readonly Check[]> {
  const url = outputs['OperatorApiUrl'];
  if (url === undefined) return [notSeen('mode', 'no output names the operator API', 'amends mode show --url URL')];
  return checkMode(operatorAt(url));
}

/** A hint, and no reason to fail. What hinders it is said by the checks. */
async function costOf(deployment: Deployment, aws: AwsClients): Promise<CostEstimate | undefined> {
  try {
    return estimateCost(await sizeOf(deployment, aws));
  } catch {
    return undefined;
  }
}
