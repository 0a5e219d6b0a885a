import type { GateState } from '../provider-gate';
import type { FaultRule } from './microburst';

/** What goes wrong, and who makes it go wrong. */
export type Fault =
  /** Between the functions and AWS, by the proxy. */
  | { readonly by: 'proxy'; readonly rules: readonly FaultRule[] }
  /** At the provider. */
  | { readonly by: 'provider'; readonly state: GateState }
  /** The bus takes a part of the entries of a request, and answers that it did not take the others. */
  | { readonly by: 'bus' }
  /** Every event comes to its queue once more. */
  | { readonly by: 'duplicates' }
  /** Processes of functions end while they work. */
  | { readonly by: 'kills' };

/** One kind of fault. */
export interface FaultRow {
  readonly name: string;
  readonly fault: Fault;
}

/** AWS has done what it was asked, and its answer never arrives. */
const lostReply = { response: { abort_bytes: 0 } };
const throttled = { error: { code: 'ThrottlingException', status: 400, message: 'Rate exceeded' } };
const sending = { service: 'ses', operation: 'SendRawEmail' };

/**
 * The faults that are tried, one after another. What takes longest to be put right comes first: it is put right while
 * the others happen.
 */
export const faultRows: readonly FaultRow[] = [
  { name: 'provider: replies to a refund lost', fault: { by: 'provider', state: 'replies-lost' } },
  { name: 'provider: 500 and 429', fault: { by: 'provider', state: 'failing' } },
  { name: 'functions killed', fault: { by: 'kills' } },
  {
    name: 'database: one reply in five lost',
    fault: { by: 'proxy', rules: [{ service: 'dynamodb', probability: 0.2, ...lostReply }] },
  },
  {
    name: 'database: all replies to the commitment lost',
    fault: {
      by: 'proxy',
      rules: [{ service: 'dynamodb', operation: 'PutItem', body: "Item.sk.S == 'CUSTOMER'", ...lostReply }],
    },
  },
  {
    name: 'database: all replies to the mark of a mail lost',
    fault: {
      by: 'proxy',
      rules: [{ service: 'dynamodb', operation: 'PutItem', body: "Item.state.S == 'sending'", ...lostReply }],
    },
  },
  {
    name: 'database and bus: throttled',
    fault: {
      by: 'proxy',
      rules: [
        {
          service: 'dynamodb',
          probability: 0.4,
          error: { code: 'ProvisionedThroughputExceededException', status: 400 },
        },
        { service: 'events', probability: 0.4, ...throttled },
      ],
    },
  },
  {
    name: 'all of AWS: one connection in five reset',
    fault: { by: 'proxy', rules: [{ service: '*', probability: 0.2, reset: true }] },
  },
  { name: 'bus: a part of the entries refused', fault: { by: 'bus' } },
  {
    name: 'mail: refused, for now and for good',
    fault: {
      by: 'proxy',
      rules: [
        {
          ...sending,
          probability: 0.3,
          error: { code: 'Throttling', status: 400, message: 'Maximum sending rate exceeded.' },
        },
        {
          ...sending,
          probability: 0.2,
          error: {
            code: 'InvalidParameterValue',
            status: 400,
            message: 'Local address contains control or whitespace',
          },
        },
      ],
    },
  },
  {
    name: 'mail: taken, and the reply lost',
    fault: { by: 'proxy', rules: [{ ...sending, probability: 0.5, ...lostReply }] },
  },
  { name: 'queues: every event twice', fault: { by: 'duplicates' } },
];
