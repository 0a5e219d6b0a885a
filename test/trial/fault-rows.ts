/** A rule of microburst, in its own words. */
export type FaultRule = Readonly<Record<string, unknown>>;

/** One kind of fault, and the rules that make it happen. */
export interface FaultRow {
  readonly name: string;
  readonly rules: readonly FaultRule[];
}

/** AWS has done what it was asked, and its answer never arrives. */
const lostReply = { response: { abort_bytes: 0 } };

/** The faults that are tried, one after another. */
export const faultRows: readonly FaultRow[] = [
  {
    name: 'one in five replies of the database is lost',
    rules: [{ service: 'dynamodb', probability: 0.2, ...lostReply }],
  },
];
