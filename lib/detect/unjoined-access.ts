import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Detecting } from './detecting';

/** What whoever shows signals that nobody could join has to reach. None where there are no detectors. */
export function unjoinedEnvironment(detectors: readonly Detecting[]) {
  const [first] = detectors;
  if (!first) return {};
  return {
    WATCHED_TABLE_NAME: first.watched.table.tableName,
    DETECTORS: detectors.map(({ detector }) => detector.name).join(','),
  };
}

/** It lists what is on the index, and reads nothing else of what detectors keep. */
export function mayListUnjoined(detectors: readonly Detecting[]): PolicyStatement[] {
  const [first] = detectors;
  if (!first) return [];
  const resources = [`${first.watched.table.tableArn}/index/unjoined`];
  return [new PolicyStatement({ actions: ['dynamodb:Query'], resources })];
}
