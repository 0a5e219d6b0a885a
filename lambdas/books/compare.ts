import {
  StatementForbiddenError,
  type ProviderDispute,
  type ProviderRefund,
} from '../fulfilment/port/provider-statement';
import type { Commitment } from '../ledger/customer-record';
import type { RemedyRecord } from '../ledger/remedy-record';
import type { LedgerStatement } from '../ledger/port/statement';
import { CommitmentsAndRecords, GivenByPayment } from './compare-customer';
import { CancelledPayments, type AskWhetherCancelled } from './cancelled-payments';
import { compareRemedy } from './compare-remedy';
import { Erasures } from './erasures';
import { remediesIn, sentenceOf, type Finding } from './finding';
import { ProviderBooks, type UnrecordedRefund } from './provider-books';
import type { Scope } from './scope';
import { SeveralCustomers } from './several-customers';

/** Both sides of the comparison. The provider's reach a little beyond the window (`wideWindow`). */
export interface Books {
  readonly refunds: AsyncIterable<ProviderRefund>;
  readonly disputes: AsyncIterable<ProviderDispute>;
  readonly ledger: ReturnType<LedgerStatement['items']>;
  /** @default - the provider cancels no payments */
  readonly isCancelled?: AskWhetherCancelled;
}

/** How much was compared. A report without these would look like one that compared nothing. */
export interface Compared {
  /** The provider's refunds in the window, whether we made them or not. */
  readonly providerRefunds: number;
  /** Those of them that Amends made. */
  readonly providerRefundsOfOurs: number;
  readonly providerDisputes: number;
  /** All of the ledger, for it is read whole. */
  readonly ledgerCustomerRecords: number;
  readonly ledgerCommitments: number;
  readonly ledgerRecords: number;
  /** Parts of remedies that have a refund in the window, or should have one. */
  readonly ledgerPartsInWindow: number;
}

export interface Comparison {
  readonly compared: Compared;
  /** In an order that depends on nothing but what was found. */
  readonly findings: readonly Finding[];
  /** Of the findings, refunds of remedies that the ledger does not know at all. */
  readonly unrecorded: readonly UnrecordedRefund[];
  /** The customers of the remedies that findings name, as far as the ledger knows them. */
  readonly customers: ReadonlyMap<string, string>;
}

/**
 * Compares the ledger with the provider's books. Pure, but for reading the streams: the provider's first, so that what
 * is recorded meanwhile is already in the ledger. The provider's part is kept in memory and the ledger only passes by.
 *
 * @throws whatever a stream throws: what is missing from half a list proves nothing
 */
export async function compare({ refunds, disputes, ledger, isCancelled }: Books, scope: Scope): Promise<Comparison> {
  const books = new ProviderBooks(scope);
  const cancelled = new CancelledPayments(scope);
  const addRefund = (refund: ProviderRefund): void => {
    books.addRefund(refund);
    cancelled.addRefund(refund);
  };
  const findings: Finding[] = [
    ...(await readAll('refunds', refunds, addRefund)),
    ...(await readAll('disputes', disputes, (dispute) => books.addDispute(dispute))),
  ];
  books.hasRefunds = !findings.some((finding) => finding.kind === 'not-readable' && finding.list === 'refunds');

  const pairs = new CommitmentsAndRecords(scope);
  const given = new GivenByPayment();
  const several = new SeveralCustomers(scope);
  const erasures = new Erasures(scope);
  // The names alone are kept anyway, by what finds what several customers were given.
  const owners = new Map<string, string>();
  const counts = { ledgerCustomerRecords: 0, ledgerCommitments: 0, ledgerRecords: 0, ledgerPartsInWindow: 0 };
  for await (const item of ledger) {
    if ('erasure' in item) erasures.meetErasure(item.erasure);
    else if ('customer' in item) {
      const { customer: customerRecord } = item;
      erasures.meetCustomer(customerRecord);
      counts.ledgerCustomerRecords++;
      counts.ledgerCommitments += customerRecord.commitments.length;
      for (const commitment of customerRecord.commitments) {
        pairs.meetCommitment(commitment);
        books.meetCommitment(commitment);
        findings.push(...foreignIn('commitment', commitment));
      }
    } else {
      const { remedy: record } = item;
      owners.set(record.remedyId, record.customerId);
      counts.ledgerRecords++;
      pairs.handleRecord(record);
      given.handleRecord(record);
      several.handleRecord(record);
      books.handleRecord(record);
      findings.push(...foreignIn('record', record));
      const { findings: found, compared } = compareRemedy(record, books, scope);
      counts.ledgerPartsInWindow += compared + cancelled.handleRecord(record);
      findings.push(...found);
    }
  }
  findings.push(...pairs.findings(), ...given.findings(), ...several.findings(), ...books.findings());
  findings.push(...erasures.findings());
  for await (const finding of cancelled.findings(isCancelled)) findings.push(finding);
  const compared = {
    providerRefunds: books.refunds,
    providerRefundsOfOurs: books.refundsOfOurs,
    providerDisputes: books.disputes,
    ...counts,
  };
  const unrecorded = books.hasRefunds ? books.unrecorded() : [];
  return { compared, findings: inOrder(findings), unrecorded, customers: customersIn(findings, owners) };
}

function customersIn(findings: readonly Finding[], owners: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const named = findings.flatMap(remediesIn);
  return new Map(
    named.flatMap((remedyId) => {
      const customerId = owners.get(remedyId);
      return customerId === undefined ? [] : [[remedyId, customerId]];
    }),
  );
}

/** A commitment that only says what its record counts for bears no seal, and nobody carries it out. */
function foreignIn(what: 'commitment' | 'record', sealed: Commitment | RemedyRecord): Finding[] {
  const { remedyId, doubt } = sealed;
  const isCountedOnly = 'counted' in sealed && sealed.counted !== undefined;
  return doubt && !isCountedOnly ? [{ kind: 'foreign-write', what, remedyId, doubt }] : [];
}

/** Reads one of the provider's lists. What the key may not read is a finding, and the rest is compared. */
async function readAll<Item>(
  list: 'refunds' | 'disputes',
  items: AsyncIterable<Item>,
  add: (item: Item) => void,
): Promise<Finding[]> {
  try {
    for await (const item of items) add(item);
    return [];
  } catch (error) {
    if (!(error instanceof StatementForbiddenError)) throw error;
    return [{ kind: 'not-readable', list, permission: error.permission }];
  }
}

function inOrder(findings: readonly Finding[]): Finding[] {
  const key = (finding: Finding): string => `${finding.kind} ${sentenceOf(finding)}`;
  return findings.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}
