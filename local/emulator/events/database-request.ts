/** A request that DynamoDB answered. */
export interface DatabaseRequest {
  /** For example PutItem. */
  readonly operation: string;
  readonly status: number;
}
