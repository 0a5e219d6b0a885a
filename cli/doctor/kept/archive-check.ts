import { DescribeArchiveCommand } from '@aws-sdk/client-eventbridge';
import { notReady, ready, type Check } from '../checks/check';
import type { AwsClients } from '../stage/aws-clients';
import { ofType, type Deployment } from '../stage/deployment';

/** Whether failures are kept to be rehearsed with, where the stage says so. */
export async function checkArchive(
  { resources, deployCommand }: Deployment,
  { bus }: Pick<AwsClients, 'bus'>,
): Promise<readonly Check[]> {
  const what = 'archive';
  const archives = ofType(resources, 'AWS::Events::Archive').filter(({ logicalId }) => /Rehearsal/.test(logicalId));
  return Promise.all(
    archives.map(async ({ physicalId: ArchiveName }) => {
      const {
        State,
        StateReason = '',
        RetentionDays = 0,
      } = await bus.send(new DescribeArchiveCommand({ ArchiveName }));
      if (State === 'ENABLED')
        return ready(what, `failures are kept for ${RetentionDays} days to rehearse with, and no erase reaches them`);
      return notReady(
        what,
        `${ArchiveName} is ${State ?? 'unknown'}, and keeps nothing. ${StateReason}`,
        deployCommand,
      );
    }),
  );
}
