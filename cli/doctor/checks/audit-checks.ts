import {
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  GetObjectLockConfigurationCommand,
  type DefaultRetention,
} from '@aws-sdk/client-s3';
import type { AwsClients } from '../stage/aws-clients';
import { settingOf, type Deployment } from '../stage/deployment';
import type { StageAuditLock } from '../stage/stage-settings';
import { leftOpenBy } from './audit-policy';
import { notReady, notSeen, ready, type Check } from './check';

const what = 'audit trail';

/**
 * Whether the audit trail refuses to forget: its bucket keeps versions, its policy lets nobody delete or write over,
 * and S3 keeps each event for as long as the stage says.
 *
 * @param wanted the lock in the stage's file. Undefined where it names none, or nobody knows of one
 */
export async function checkAudit(
  deployment: Deployment,
  wanted: StageAuditLock | undefined,
  { objects }: Pick<AwsClients, 'objects'>,
): Promise<readonly Check[]> {
  const Bucket = settingOf(deployment, 'AUDIT_BUCKET_NAME');
  if (Bucket === undefined) return [notSeen(what, 'no function of this deployment names its bucket')];
  const { deployCommand } = deployment;
  const versioning = await unlessMissing('NoSuchBucket', objects.send(new GetBucketVersioningCommand({ Bucket })));
  if (!versioning) {
    return [notReady(what, `its bucket ${Bucket} is not there: operators can change nothing`, deployCommand)];
  }
  const open = leftOpenBy(await policyOf(Bucket, objects), Bucket);
  const lock = await lockOf(Bucket, objects);
  const lax = laxity(lock, wanted);
  const problems = [
    ...open.map((may) => notReady(what, `the policy of ${Bucket} lets people ${may}`, deployCommand)),
    ...(versioning.Status === 'Enabled'
      ? []
      : [notReady(what, `${Bucket} keeps no versions, and can have no lock`, enableVersions(Bucket))]),
    ...(lax === undefined ? [] : [notReady(what, `S3 keeps each event ${lax}`, deployCommand)]),
  ];
  return problems.length > 0 ? problems : [ready(what, `nobody may delete from ${Bucket}, ${lockText(lock)}`)];
}

async function policyOf(Bucket: string, objects: AwsClients['objects']): Promise<string> {
  const found = await unlessMissing('NoSuchBucketPolicy', objects.send(new GetBucketPolicyCommand({ Bucket })));
  return found?.Policy ?? '';
}

async function lockOf(Bucket: string, objects: AwsClients['objects']): Promise<DefaultRetention | undefined> {
  const found = await unlessMissing(
    'ObjectLockConfigurationNotFoundError',
    objects.send(new GetObjectLockConfigurationCommand({ Bucket })),
  );
  return found?.ObjectLockConfiguration?.Rule?.DefaultRetention;
}

/** S3 says by an error that there is no such thing. */
async function unlessMissing<Answer>(name: string, asked: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Error && error.name === name) return undefined;
    throw error;
  }
}

/** How much weaker a lock is than the stage's. A lock that keeps out more people, or for longer, is as good. */
function laxity(lock: DefaultRetention | undefined, wanted: StageAuditLock | undefined): string | undefined {
  if (!wanted) return undefined;
  const should = `and the stage says ${wanted.days} days, ${wanted.mode}`;
  if (!lock) return `without a lock, ${should}`;
  const isWeaker = wanted.mode === 'compliance' && lock.Mode !== 'COMPLIANCE';
  return isWeaker || daysOf(lock) < wanted.days ? `${lockText(lock)}, ${should}` : undefined;
}

function lockText(lock: DefaultRetention | undefined): string {
  if (!lock) return 'until somebody changes its policy: it has no lock';
  return `for ${daysOf(lock)} days by a lock (${(lock.Mode ?? 'unknown').toLowerCase()})`;
}

function daysOf({ Days: days = 0, Years: years = 0 }: DefaultRetention): number {
  return days + 365 * years;
}

function enableVersions(bucket: string): string {
  return `aws s3api put-bucket-versioning --bucket ${bucket} --versioning-configuration Status=Enabled`;
}
