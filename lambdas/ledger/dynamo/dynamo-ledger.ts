import { BatchGetItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { initialControls, type Controls } from '../../model/controls';
import { approverKey } from '../decider';
import { mayLackLines, newCustomerRecord, type CustomerRecord } from '../customer-record';
import {
  DynamoItems,
  fromItem,
  LedgerItemError,
  onlyIfNew,
  placedFormat,
  shortFormat,
  type Attributes,
  type Condition,
  type Item,
  type Key,
} from './dynamo-items';
import { remedyIn, storedRemedy } from './dynamo-remedy';
import { glanceIn, keyOf, listOfNotice, listOfRemedy, placeInList, placeOfNotice } from './dynamo-keys';
import type { Notice, NoticeTemplate } from '../notice/notice';
import type { RemedyRecord } from '../remedy-record';
import type { CustomerMessage, Envelope, Tombstone } from '../envelope';
import { addressesIn, dynamoEnvelopes, placesToErase, type ErasedEnvelope } from './dynamo-envelopes';
import { newOrderLines, type OrderLines } from '../given/order-lines';
import type { PaymentMarks } from '../payment/payment-marks';
import type { ClosingView, Ledger, LedgerView, MailView, ReadAlso, RemedyKey, SaveResult } from '../port/ledger';
import type { Shadow } from '../shadow';

const onlyIfNotErased: Condition = { ConditionExpression: 'attribute_not_exists(erasedAt)' };

const onlyIfKept: Condition = { ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(erasedAt)' };

/**
 * The ledger in one DynamoDB table. Remedy records, notices and envelopes of a customer share the partition key; the
 * customer record is found by the folded form of the customer's id. Every write is one conditional PutItem; there is no
 * transaction, no stream, and nothing is ever deleted but an envelope that expires.
 */
export class DynamoLedger implements Ledger {
  private readonly items: DynamoItems;

  /** @param first the controls that hold until some are stored */
  constructor(
    client: DynamoDBClient,
    tableName: string,
    private readonly first: Controls = initialControls,
  ) {
    this.items = new DynamoItems(client, tableName);
  }

  async read(customerId: string, remedyId: string, also: ReadAlso = {}): Promise<LedgerView> {
    const view = await this.readSpelled(customerId, remedyId, also);
    const isWhole = also.orderId === undefined || !mayLackLines(view.customerRecord, also.orderId);
    return isWhole ? view : this.readSpelled(customerId, remedyId, also);
  }

  /** A second request only where another customer was first with this folded form. Nobody gives up that place. */
  private async readSpelled(customerId: string, remedyId: string, also: ReadAlso): Promise<LedgerView> {
    const view = await this.readOnce(keyOf.firstSpelling(customerId), customerId, remedyId, also);
    const { customerRecord: first } = view;
    if (first.customerId === customerId) return view;
    const own = await this.readOnce(keyOf.customerRecord(customerId), customerId, remedyId, also);
    return { ...own, customerRecord: { ...own.customerRecord, firstSpelling: { ...first, ofOrder: [] } } };
  }

  /** Items of one request are not read at one instant. */
  private async readOnce(place: Key, customerId: string, remedyId: string, also: ReadAlso): Promise<LedgerView> {
    const recordKeys = [place, keyOf.remedyRecord(customerId, remedyId)] as const;
    const [apologyKey, controlsKey] = [keyOf.notice(customerId, remedyId, 'apology'), keyOf.controls()];
    const orderKey = keyOf.orderLines(customerId, also.orderId ?? '');
    const paymentKey = also.paymentId === undefined ? undefined : keyOf.paymentMarks(also.paymentId);
    const valueAt = await this.getTogether([
      ...recordKeys,
      ...(also.apology ? [apologyKey] : []),
      ...(also.controls ? [controlsKey] : []),
      ...(also.orderId === undefined ? [] : [orderKey]),
      ...(paymentKey ? [paymentKey] : []),
    ]);
    const [customerRecord, record] = recordKeys.map(valueAt);
    return {
      customerRecord: {
        ...newCustomerRecord(customerId),
        ...(customerRecord as CustomerRecord | undefined),
        ofOrder: (also.orderId === undefined ? undefined : (valueAt(orderKey) as OrderLines | undefined))?.lines ?? [],
        ...(paymentKey && { ofPayment: valueAt(paymentKey) as PaymentMarks | undefined }),
      },
      record: remedyIn(record, { customerId, remedyId }),
      ...(also.apology && { apology: valueAt(apologyKey) as Notice | undefined }),
      ...(also.controls && { controls: (valueAt(controlsKey) as Controls | undefined) ?? this.first }),
    };
  }

  async readRemedy(customerId: string, remedyId: string): Promise<RemedyRecord | undefined> {
    return remedyIn(await this.items.get(keyOf.remedyRecord(customerId, remedyId)), { customerId, remedyId });
  }

  async claim(key: string, customerId: string): Promise<string> {
    if ((await this.items.put(keyOf.owner(key), { customerId }, {}, onlyIfNew)) === 'saved') return customerId;
    const kept = (await this.items.get(keyOf.owner(key))) as { readonly customerId: string };
    return kept.customerId;
  }

  async readForClosing(
    customerId: string,
    remedyIds: readonly string[],
    orderIds: readonly string[],
  ): Promise<ClosingView> {
    const recordKey = (remedyId: string): Key => keyOf.remedyRecord(customerId, remedyId);
    const orderKeys = orderIds.map((orderId) => keyOf.orderLines(customerId, orderId));
    const valueAt = await this.getTogether([...remedyIds.map(recordKey), ...orderKeys]);
    return {
      records: remedyIds.flatMap((remedyId) => remedyIn(valueAt(recordKey(remedyId)), { customerId, remedyId }) ?? []),
      orders: orderIds.map(
        (orderId) =>
          (valueAt(keyOf.orderLines(customerId, orderId)) as OrderLines | undefined) ??
          newOrderLines(customerId, orderId),
      ),
    };
  }

  async saveOrderLines(next: OrderLines): Promise<SaveResult> {
    return this.items.putNextVersion(keyOf.orderLines(next.customerId, next.orderId), next);
  }

  async saveCustomerRecord(next: CustomerRecord): Promise<SaveResult> {
    const { ofOrder: _lines, ofPayment: _marks, firstSpelling: first, ...stored } = next;
    const place = first ? keyOf.customerRecord : keyOf.firstSpelling;
    return this.items.putNextVersion(place(next.customerId), stored);
  }

  async saveRemedy(next: RemedyRecord): Promise<SaveResult> {
    const key = keyOf.remedyRecord(next.customerId, next.remedyId);
    return this.items.putNextVersion(key, storedRemedy(next), indexed(next));
  }

  async saveApproval(next: RemedyRecord, approver: string): Promise<SaveResult> {
    return this.items.put(keyOf.remedyRecord(next.customerId, next.remedyId), storedRemedy(next), indexed(next), {
      ConditionExpression: 'version = :before AND #state = :held AND NOT contains(approvers, :approver)',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: marshall({ ':before': next.version - 1, ':held': 'held', ':approver': approver }),
    });
  }

  async readMails({ customerId, remedyId }: RemedyKey, templates: readonly NoticeTemplate[]): Promise<MailView> {
    const noticeKeys = templates.map((template) => keyOf.notice(customerId, remedyId, template));
    const [recordKey, envelopeKey] = [keyOf.remedyRecord(customerId, remedyId), keyOf.envelope(customerId, remedyId)];
    const valueAt = await this.getTogether([...noticeKeys, recordKey, envelopeKey]);
    const notices = noticeKeys.flatMap((key) => (valueAt(key) as Notice | undefined) ?? []);
    const stored = valueAt(envelopeKey) as StoredEnvelope | ErasedEnvelope | undefined;
    return {
      record: remedyIn(valueAt(recordKey), { customerId, remedyId }),
      envelope: envelopeIn(stored, { customerId, remedyId }),
      ...(stored && 'erasedAt' in stored && { isErased: true }),
      notices: Object.fromEntries(notices.map((notice) => [notice.template, notice])),
    };
  }

  async readNotice({
    customerId,
    remedyId,
    template,
  }: RemedyKey & { readonly template: NoticeTemplate }): Promise<Notice | undefined> {
    return (await this.items.get(keyOf.notice(customerId, remedyId, template))) as Notice | undefined;
  }

  async saveNotice(next: Notice): Promise<SaveResult> {
    const key = keyOf.notice(next.customerId, next.remedyId, next.template);
    return this.items.putNextVersion(key, next, { waiting: listOfNotice(next), dueAt: placeOfNotice(next) });
  }

  async keepEnvelope(envelope: Envelope): Promise<SaveResult> {
    const { customerId, remedyId, ...stored } = envelope;
    return this.putExpiring(keyOf.envelope(customerId, remedyId), { ...shortFormat, ...stored });
  }

  async replaceEnvelope(envelope: Envelope): Promise<boolean> {
    const { customerId, remedyId, ...stored } = envelope;
    const key = keyOf.envelope(customerId, remedyId);
    const kept = await this.items.put(key, { ...shortFormat, ...stored }, expiryOf(envelope), onlyIfKept);
    return kept === 'saved';
  }

  async readEnvelope(customerId: string, remedyId: string): Promise<Envelope | undefined> {
    const stored = (await this.items.get(keyOf.envelope(customerId, remedyId))) as
      StoredEnvelope | ErasedEnvelope | undefined;
    return envelopeIn(stored, { customerId, remedyId });
  }

  async keepMessage(message: CustomerMessage): Promise<void> {
    const { customerId, remedyId, messageId } = message;
    await this.putExpiring(keyOf.message(customerId, remedyId, messageId), message);
  }

  async readMessage(customerId: string, remedyId: string, messageId: string): Promise<CustomerMessage | undefined> {
    const stored = (await this.items.get(keyOf.message(customerId, remedyId, messageId))) as
      CustomerMessage | ErasedEnvelope | undefined;
    return stored && 'erasedAt' in stored ? undefined : stored;
  }

  async eraseEnvelopes(customerId: string, tombstone: Tombstone, remedyIds: readonly string[] = []): Promise<number> {
    const all = await dynamoEnvelopes(this.items, customerId);
    const erased: ErasedEnvelope = { erasedAt: tombstone.at };
    let count = 0;
    await inTurns(placesToErase(all, customerId, tombstone, remedyIds), async ({ key, isEnvelope }) => {
      const result = await this.items.put(key, erased, {}, onlyIfNotErased);
      if (result === 'saved' && isEnvelope) count++;
    });
    return count;
  }

  async addressesToErase(customerId: string, tombstone: Tombstone): Promise<string[]> {
    return addressesIn(this.items, customerId, tombstone);
  }

  async eraseMessage(
    { customerId, remedyId, messageId }: RemedyKey & { readonly messageId: string },
    at: string,
  ): Promise<void> {
    const erased: ErasedEnvelope = { erasedAt: at };
    await this.items.put(keyOf.message(customerId, remedyId, messageId), erased, {}, onlyIfNotErased);
  }

  async keepShadow(shadow: Shadow): Promise<void> {
    await this.items.put(keyOf.shadow(shadow.customerId, shadow.remedyId), shadow, {}, onlyIfNew);
  }

  private async putExpiring(key: Key, value: { readonly expiresAt: string }): Promise<SaveResult> {
    return this.items.put(key, value, expiryOf(value), onlyIfNew);
  }

  /** One request for all keys. DynamoDB may answer a part only and name the rest, which is then asked for again. */
  private async getTogether(keys: readonly Key[]): Promise<(key: Key) => unknown> {
    const { client, tableName } = this.items;
    let found: Item[] = [];
    const all: Item[] = keys.map((key) => marshall(key));
    let wanted = all;
    for (let request = 0; wanted.length > 0 && request < 5; request++) {
      const asked = { [tableName]: { Keys: wanted, ConsistentRead: true } };
      const answer = await client.send(new BatchGetItemCommand({ RequestItems: asked }));
      found.push(...(answer.Responses?.[tableName] ?? []));
      wanted = answer.UnprocessedKeys?.[tableName]?.Keys ?? [];
      // What lies beside the first item must not be older than that: what it no longer holds would be missed.
      if (wanted.some(({ sk }) => sk?.S === keys[0]?.sk)) [found, wanted] = [[], all];
    }
    if (wanted.length > 0)
      throw new LedgerItemError('DynamoDB left a part of the customer record unread five times in a row');
    return (key) => {
      const item = found.find(({ sk }) => sk?.S === key.sk);
      return item && fromItem(item);
    };
  }
}

function expiryOf({ expiresAt }: { readonly expiresAt: string }): Attributes {
  return { expiresAtSeconds: Math.floor(Date.parse(expiresAt) / 1000) };
}

/** Some at once: a customer may have had thousands of remedies. */
async function inTurns<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  for (let from = 0; from < items.length; from += atOnce) {
    await Promise.all(items.slice(from, from + atOnce).map(work));
  }
}

const atOnce = 32;

/** Whose it is stands in its key. */
type StoredEnvelope = Omit<Envelope, keyof RemedyKey>;

function envelopeIn(stored: StoredEnvelope | ErasedEnvelope | undefined, of: RemedyKey): Envelope | undefined {
  return stored === undefined || 'erasedAt' in stored ? undefined : { ...stored, ...of };
}

/** What the table's indexes and conditions need to see of a record beside its value. */
function indexed(record: RemedyRecord): Attributes {
  const place = placeInList(record);
  return {
    ...(place !== undefined && glanceIn(place) && placedFormat),
    waiting: listOfRemedy(record),
    dueAt: place,
    approvers: record.hold?.approvals.map(approverKey),
  };
}
