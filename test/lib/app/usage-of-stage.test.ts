import { LedgerStack } from '../../../lib/app/ledger-stack';
import { RefundStack } from '../../../lib/app/refund-stack';
import { checkedStage, StageConfigError } from '../../../lib/app/stage-config';
import { rightsOf } from '../rights';
import { testApp } from '../synthesize';
import { wholeTemplate } from '../whole-template';

// Who used a service, as a stage says who knows it.

const prod = {
  ...{ stage: 'prod', sender: 'care@films.test', senderName: 'Films Ltd' },
  ...{ replyTo: 'help@films.test', signatory: 'Zoë Park' },
};
const table = {
  table: 'failed-requests',
  partitionKey: { name: 'pk', value: 'SERVICE#{service}' },
  sortKey: { name: 'sk', holds: 'iso' },
};

const withUsage = (usage: unknown, more: object = {}) => ({ ...prod, detectors: { health: { usage }, ...more } });

function problemsOf(settings: object): string {
  try {
    checkedStage(settings, 'This stage');
  } catch (error) {
    if (error instanceof StageConfigError) return error.message;
    throw error;
  }
  throw new Error('the stage was accepted');
}

test.each([
  ['a table', table],
  ['a function', { function: 'who-used-it' }],
])('where %s says it and nothing else asks a shop, there need be none', (_, usage) => {
  expect(checkedStage(withUsage(usage), 'This stage')).toMatchObject({ detectors: { health: { usage } } });
  expect(problemsOf(withUsage(usage, { parcels: {} }))).toContain('name it with "shop"');
  expect(problemsOf(withUsage(undefined))).toContain('name it with "shop"');
});

test.each<[string, object]>([
  ['a table whose partitions are of all services', { ...table, partitionKey: { name: 'pk', value: 'ALL' } }],
  ['a table without a moment', { ...table, sortKey: undefined }],
  ['a key by another name than an ARN', { ...table, encryptionKey: 'alias/usage' }],
  ['a table by another name than a table has', { ...table, table: 'no name of a table' }],
  ['both a table and a function', { ...table, function: 'who-used-it' }],
  ['neither', {}],
])('%s is refused', (_, usage) => {
  expect(problemsOf(withUsage(usage))).toContain('detectors');
});

function rightsWith(usage: object): readonly unknown[] {
  const config = checkedStage(withUsage(usage), 'This stage');
  const app = testApp();
  const { ledger, audit } = new LedgerStack(app, 'Ledger', config);
  const refunds = new RefundStack(app, 'Refunds', { config, ledger, audit });
  return rightsOf(wholeTemplate(refunds), 'AmendsDetectorshealthJudge');
}

test('a table that is encrypted with a key of the team’s can be read, with a right to that key alone', () => {
  const encryptionKey = 'arn:aws:kms:eu-west-1:111111111111:key/2f6c1e0a-0000-4000-8000-000000000001';
  const decrypting = { actions: ['kms:Decrypt'], resources: [encryptionKey] };
  expect(rightsWith({ ...table, encryptionKey })).toContainEqual(expect.objectContaining(decrypting));
  expect(rightsWith(table)).not.toContainEqual(expect.objectContaining({ actions: ['kms:Decrypt'] }));
});
