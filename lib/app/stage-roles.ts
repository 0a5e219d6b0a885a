import type { PartnerKind } from '../../lambdas/fulfilment/port/partner-events';
import type { OperatorGrant } from '../grants/operator-roles';
import type { CatalogDefinition } from '../options/failure-type';
import type { PublishedFailure } from '../refund-automation-interface';

/** The name of a failure type of the catalog. */
export type CatalogType = CatalogDefinition['type'];

/** A role, and the failures that it may publish. */
export interface StagePublisher {
  /** Its ARN. */
  readonly role: string;
  /** The types; of one with several sources also which one. */
  readonly failures: readonly (CatalogType | (PublishedFailure & { readonly type: CatalogType }))[];
}

/** A role, and the kinds of parts that it may respond about. */
export interface StagePartner {
  /** Its ARN. */
  readonly role: string;
  readonly kinds: readonly PartnerKind[];
}

/** A role whose sessions are operators. */
export interface StageOperator extends OperatorGrant {
  /** Its ARN. */
  readonly role: string;
}
