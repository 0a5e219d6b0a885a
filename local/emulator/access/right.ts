import type { Table } from '../template/tables';

/** What a request asks IAM for. All resources have to be allowed. */
export interface Asked {
  readonly action: string;
  readonly resourceArns: readonly string[];
  readonly context: Readonly<Record<string, string | readonly string[]>>;
}

/** Where it is asked. */
export interface Place {
  readonly account: string;
  readonly region: string;
  readonly senderIdentities: readonly string[];
  readonly tables: readonly Pick<Table, 'name' | 'KeySchema'>[];
}
