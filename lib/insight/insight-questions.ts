import { Names, Stack, type Size } from 'aws-cdk-lib';
import { CfnNamedQuery, CfnWorkGroup } from 'aws-cdk-lib/aws-athena';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { questionNames, questionOf } from '../../lambdas/insight/questions/question';
import { answersPrefix } from './insight-bucket';
import type { OverviewStack } from '../overview/overview-stack';
import type { InsightTable } from './insight-table';

export interface InsightQuestionsProps {
  readonly bucket: IBucket;
  readonly table: InsightTable;
  readonly bytesPerQuestion: Size;
  /** Where the named questions are saved for people. */
  readonly overview: OverviewStack;
}

/** Where questions are asked: a workgroup of Athena that refuses what would read too much, and the named questions. */
export class InsightQuestions extends Construct {
  readonly workGroupName: string;
  readonly workGroupArn: string;

  constructor(scope: Construct, id: string, { bucket, table, bytesPerQuestion, overview }: InsightQuestionsProps) {
    super(scope, id);
    this.workGroupName = Names.uniqueResourceName(this, { maxLength: 100, separator: '-' });
    this.workGroupArn = Stack.of(this).formatArn({
      service: 'athena',
      resource: 'workgroup',
      resourceName: this.workGroupName,
    });
    const workGroup = new CfnWorkGroup(this, 'WorkGroup', {
      name: this.workGroupName,
      description: 'Amends: questions about what fails, whom it hurts, and what it costs.',
      recursiveDeleteOption: true,
      workGroupConfiguration: {
        enforceWorkGroupConfiguration: true,
        bytesScannedCutoffPerQuery: bytesPerQuestion.toBytes(),
        engineVersion: { selectedEngineVersion: 'Athena engine version 3' },
        publishCloudWatchMetricsEnabled: true,
        resultConfiguration: {
          outputLocation: `s3://${bucket.bucketName}/${answersPrefix}`,
          encryptionConfiguration: { encryptionOption: 'SSE_S3' },
          expectedBucketOwner: Stack.of(this).account,
        },
      },
    });
    for (const { name, title, answers, reckoned, sql } of questionNames.map(questionOf)) {
      const query = new CfnNamedQuery(overview.placeOf(this), name, {
        name: title,
        description: `${answers} ${reckoned}`.slice(0, 1024),
        database: table.databaseName,
        workGroup: this.workGroupName,
        queryString: sql,
      });
      query.addResourceDependency(workGroup);
    }
  }
}
