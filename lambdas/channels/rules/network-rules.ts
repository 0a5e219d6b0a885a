import { unreachable } from '../../model/unreachable';

/** Where a rule was read. */
export interface RuleSource {
  readonly title: string;
  /** Or a page of ours, from the root. */
  readonly url: string;
}

/** What a network asks for a message. */
export type NetworkCost =
  | { readonly kind: 'free' }
  /** The same everywhere, in millionths of a US dollar. */
  | { readonly kind: 'per-message'; readonly usdMicros: number; readonly withLinkUsdMicros?: number | undefined }
  /**
   * It depends on the country and the kind of message: the price list says it. The bound is more than one costs, in
   * millionths of a US dollar; where it is missing, no budget can count it, and so none is begun by itself.
   */
  | { readonly kind: 'by-country'; readonly priceList: string; readonly boundUsdMicros?: number | undefined };

/** A network that no server can reach any more. */
export interface ClosedNetwork {
  /** The first day without it: `2014-03-31`. */
  readonly since: string;
  /** A sentence. */
  readonly why: string;
}

/**
 * What a network lets a company do, as it said on a day. It is data and not code: networks change their rules several
 * times a year, and whoever changes a row names the page and the day.
 */
export interface NetworkRules {
  /** The id of the network, by which customers, events and options name it. */
  readonly network: string;
  /** What people call it. */
  readonly name: string;
  /** Undefined while it is open. */
  readonly closed?: ClosedNetwork | undefined;
  /** Whether everybody reads what is written there. Nothing personal is said there then. */
  readonly isPublic: boolean;
  /** Whether a company may write first. */
  readonly mayBegin: boolean;
  /** Whether words that begin have to be approved by the network before. */
  readonly needsTemplate: boolean;
  /** Whether the customer has to have agreed before a company begins. */
  readonly needsOptIn: boolean;
  /** For how long after the customer wrote a company may answer. Undefined: as long as the message stands. */
  readonly windowHours?: number | undefined;
  /** How many messages a company may write in that time. Undefined: as many as it likes. */
  readonly messagesPerWindow?: number | undefined;
  /** After so many hours of the window only a person may write. Undefined: whoever writes. */
  readonly humanOnlyAfterHours?: number | undefined;
  readonly cost: NetworkCost;
  /** The day on which somebody read this there: `2026-11-27`. */
  readonly asOf: string;
  readonly source: RuleSource;
}

/** What one message is counted with, in millionths of a US dollar. Undefined where nobody can say. */
export function countedUsdMicros({ cost }: Pick<NetworkRules, 'cost'>): number | undefined {
  switch (cost.kind) {
    case 'free':
      return 0;
    case 'per-message':
      return Math.max(cost.usdMicros, cost.withLinkUsdMicros ?? 0);
    case 'by-country':
      return cost.boundUsdMicros;
    default:
      return unreachable(cost);
  }
}
