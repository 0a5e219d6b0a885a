import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Controls } from '../../../model/controls';
import type { Notice, NoticeTemplate } from '../../notice/notice';
import type { MailView, RemedyKey } from '../../port/ledger';
import type { ListedLedger, ListedRemedy } from '../../port/listed-ledger';
import type { RemedyRecord, RemedyState } from '../../remedy-record';
import { keyOf } from '../dynamo-keys';
import { DynamoLedger } from '../dynamo-ledger';
import { listedAt, listedAttributes, remedyIn } from '../dynamo-remedy';
import { DynamoGatheredReads } from './dynamo-gathered-reads';

/**
 * The ledger for lists, which read hundreds of items to show a line of each. What is read together is no view of one
 * moment, and seals are not judged: nothing is decided by it. Envelopes are not read.
 */
export class DynamoListedLedger extends DynamoLedger implements ListedLedger {
  private readonly reads: DynamoGatheredReads;
  private readonly states: DynamoGatheredReads;
  private readonly lines: DynamoGatheredReads;

  constructor(client: DynamoDBClient, tableName: string, first?: Controls) {
    super(client, tableName, first);
    this.reads = new DynamoGatheredReads(client, tableName);
    this.states = new DynamoGatheredReads(client, tableName, ['state']);
    this.lines = new DynamoGatheredReads(client, tableName, listedAttributes);
  }

  async stateOf({ customerId, remedyId }: RemedyKey): Promise<RemedyState | undefined> {
    const found = await this.states.get(keyOf.remedyRecord(customerId, remedyId));
    return (found as Pick<RemedyRecord, 'state'> | undefined)?.state;
  }

  async listed(remedy: RemedyKey): Promise<ListedRemedy | undefined> {
    const found = await this.lines.get(keyOf.remedyRecord(remedy.customerId, remedy.remedyId));
    return found === undefined ? undefined : listedAt(found, remedy);
  }

  override async readRemedy(customerId: string, remedyId: string): Promise<RemedyRecord | undefined> {
    return remedyIn(await this.reads.get(keyOf.remedyRecord(customerId, remedyId)), { customerId, remedyId });
  }

  override async readNotice(of: RemedyKey & { readonly template: NoticeTemplate }): Promise<Notice | undefined> {
    return (await this.reads.get(keyOf.notice(of.customerId, of.remedyId, of.template))) as Notice | undefined;
  }

  override async readMails(of: RemedyKey, templates: readonly NoticeTemplate[]): Promise<MailView> {
    const { customerId, remedyId } = of;
    const [record, ...notices] = await Promise.all([
      this.readRemedy(customerId, remedyId),
      ...templates.map((template) => this.reads.get(keyOf.notice(customerId, remedyId, template))),
    ]);
    const found = notices.flatMap((notice) => (notice as Notice | undefined) ?? []);
    return { record, envelope: undefined, notices: Object.fromEntries(found.map((one) => [one.template, one])) };
  }
}
