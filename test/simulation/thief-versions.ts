import type { CustomerRecord } from '../../lambdas/ledger/customer-record';
import type { StoredItem } from './expressions';
import type { Random } from './random';
import type { TableWrite } from './sim-table';
import {
  onTheList,
  read,
  saidToBe,
  waysOn,
  withLaterNumber,
  withSealOfCommitment,
  written,
  type StoredRecord,
} from './thief-forgeries';

/** What stood in the table once, and bears our seal. */
export class Versions {
  /** The oldest first, by their key. */
  private readonly byKey = new Map<string, StoredItem[]>();

  keep({ pk, sk, after }: TableWrite): void {
    if (sk !== 'CUSTOMER' && !sk.startsWith('REMEDY#')) return;
    const key = `${pk} ${sk}`;
    this.byKey.set(key, [...(this.byKey.get(key) ?? []), after]);
  }

  of({ pk, sk }: StoredItem): readonly StoredItem[] {
    return this.byKey.get(`${pk?.S} ${sk?.S}`) ?? [];
  }

  /** All versions of what was written more than once. */
  get several(): readonly (readonly StoredItem[])[] {
    return [...this.byKey.values()].filter((versions) => versions.length > 1);
  }

  /** The commitments to a remedy that gave at once, as they were sealed. */
  commitmentsTo(remedyId: string): CustomerRecord['commitments'] {
    const customerRecords = [...this.byKey].filter(([key]) => key.endsWith(' CUSTOMER')).flatMap(([, items]) => items);
    return customerRecords
      .flatMap((item) => read<CustomerRecord>(item).commitments)
      .filter((one) => one.remedyId === remedyId && one.seal !== undefined && one.decision.outcome === 'give');
  }
}

/** What is put into the table, and how much of that somebody else than a function wrote. */
export interface PutBack {
  readonly item: StoredItem;
  readonly how: 'forged' | 'put back';
}

/** A version that knows nothing of a part that took the place of another, or the newest, as if nothing were given. */
export function beforeAnotherPart(item: StoredItem, versions: Versions, random: Random, at: string) {
  const record = read<StoredRecord>(item);
  const { parts } = record;
  if (random.chance(0.25)) return forged(saidToBe(record, random.pick(waysOn), at));
  const older = versions.of(item).filter((one) => read<StoredRecord>(one).parts.length < parts.length);
  return versionAgain(older, item, random, at);
}

/** A version that may be given by itself, of what people have rejected, or stopped. */
export function beforeRejection(item: StoredItem, versions: Versions, random: Random, at: string) {
  const record = read<StoredRecord>(item);
  const [commitment] = versions.commitmentsTo(record.remedyId);
  const older = versionAgain(versions.of(item), item, random, at);
  if (!commitment || (older && random.chance(0.5))) return older;
  const sealed = withSealOfCommitment(record, commitment);
  return forged(saidToBe(sealed, random.pick(waysOn), at, record.version + 1));
}

/** Most of what was refused once is refused again as it was. */
const putBackAs = ['as it was', 'with a later number', 'to be given', 'to be given', 'to be given'] as const;

/** One of those that may be given: as it was, with a later number, or said to be about to be given. */
function versionAgain(
  versions: readonly StoredItem[],
  newest: StoredItem,
  random: Random,
  at: string,
): PutBack | undefined {
  const givable = versions.filter((one) => waysOn.some((state) => state === one['state']?.S));
  if (givable.length === 0) return undefined;
  const older = random.pick(givable);
  const record = read<StoredRecord>(older);
  const later = read<StoredRecord>(newest).version + 1;
  switch (random.pick(putBackAs)) {
    case 'as it was':
      return { item: written({ ...record, ...onTheList(at) }), how: 'put back' };
    case 'with a later number':
      return { item: withLaterNumber(written({ ...record, ...onTheList(at) }), newest), how: 'put back' };
    case 'to be given':
      return forged(saidToBe(record, random.pick(waysOn), at, random.chance(0.3) ? record.version + 1 : later));
  }
}

function forged(record: StoredRecord): PutBack {
  return { item: written(record), how: 'forged' };
}
