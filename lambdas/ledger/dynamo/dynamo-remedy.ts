import type { RemedyKey } from '../port/ledger';
import { shortFormat, type Item } from './dynamo-items';
import { partKey } from '../../model/remedy-id';
import type { RefundPart, RemedyPart } from '../../model/remedy';
import type { ListedRemedy } from '../port/listed-ledger';
import type { PartRecord, RemedyRecord } from '../remedy-record';

/**
 * A record as it is stored: without what its item's key says already, and without what follows from the rest of it, so
 * that a usual record with its seal fits one write unit. {@link remedyAt} puts it back.
 */
export function storedRemedy({ customerId: _customerId, remedyId: _remedyId, ...record }: RemedyRecord) {
  return {
    ...shortFormat,
    ...record,
    pollCount: record.pollCount === 0 ? undefined : record.pollCount,
    parts: record.parts.map((part) => storedPart(part, record)),
  };
}

/** The record that was stored so. */
export function remedyIn(stored: unknown, of: RemedyKey): RemedyRecord | undefined {
  return stored === undefined ? undefined : remedyAt(stored, of);
}

export function remedyAt(stored: unknown, { customerId, remedyId }: RemedyKey): RemedyRecord {
  const { pollCount = 0, ...record } = stored as StoredRemedy;
  const parts = record.parts.map((part) => partAt(part, { ...record, remedyId }));
  return { ...record, customerId, remedyId, pollCount, parts };
}

/** What a list shows of a record, where nothing else of it was read: {@link listedAttributes}. */
export function listedAt(stored: unknown, { customerId, remedyId }: RemedyKey): ListedRemedy {
  const listed = stored as Omit<StoredRemedy, 'pollCount'>;
  const parts = listed.parts.map((part) => partAt(part, { ...listed, remedyId }));
  const { type, state, reasons, hold, history, committedAt } = listed;
  return { remedyId, customerId, type, state, parts, reasons, hold, history, committedAt };
}

/** Less than half of an item, and so less than half of what is sent for each line of a long list. */
export const listedAttributes = [
  'type',
  'state',
  'parts',
  'reasons',
  'hold',
  'history',
  'committedAt',
  'paymentId',
] satisfies readonly (keyof StoredRemedy)[];

/** Which remedy of which customer an item is: a record says so in its key alone. */
export function remedyKeyIn({ pk, sk }: Item): RemedyKey {
  return { customerId: (pk?.S ?? '').replace(/^CUSTOMER#/, ''), remedyId: (sk?.S ?? '').replace(/^REMEDY#/, '') };
}

/** A refund of the remedy's own payment does not name it again. */
type StoredTerms =
  Exclude<RemedyPart, RefundPart> | (Omit<RefundPart, 'paymentId'> & { readonly paymentId?: string | undefined });

/** A key that is as old as the commitment has no date of its own, and one that was never used has `null`. */
type StoredPart = Omit<PartRecord, 'part' | 'key' | 'keySince'> & {
  readonly part: StoredTerms;
  readonly keySince?: string | null | undefined;
};

type StoredRemedy = Omit<RemedyRecord, 'customerId' | 'remedyId' | 'pollCount' | 'parts'> & {
  readonly pollCount?: number | undefined;
  readonly parts: readonly StoredPart[];
};

function storedPart(
  { key: _key, part, keySince, ...rest }: PartRecord,
  { paymentId, committedAt }: Pick<RemedyRecord, 'paymentId' | 'committedAt'>,
): StoredPart {
  const isOfPayment = part.kind === 'refund' && part.paymentId === paymentId;
  return {
    ...rest,
    part: isOfPayment ? { ...part, paymentId: undefined } : part,
    keySince: rest.outcome.state === 'planned' ? keySince : keySince === committedAt ? undefined : (keySince ?? null),
  };
}

function partAt(
  { part, keySince: stored, ...rest }: StoredPart,
  { remedyId, paymentId, committedAt }: Pick<RemedyRecord, 'remedyId' | 'paymentId' | 'committedAt'>,
): PartRecord {
  const keySince = stored === undefined && rest.outcome.state !== 'planned' ? committedAt : (stored ?? undefined);
  return {
    ...rest,
    part: part.kind === 'refund' ? { ...part, paymentId: part.paymentId ?? paymentId } : part,
    key: partKey(remedyId, rest.number),
    ...(keySince !== undefined && { keySince }),
  };
}
