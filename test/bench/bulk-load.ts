import { Agent, request } from 'node:http';
import { inParallel } from '../../lambdas/flow/record/in-parallel';

/** Attributes as DynamoDB's JSON has them. */
export type WireItem = Readonly<Record<string, { readonly S: string } | { readonly N: string }>>;

export interface BulkLoad {
  readonly url: string;
  readonly tableName: string;
  /** How many pages there are, and what stands on each: twenty-five items at most. */
  readonly pages: number;
  readonly itemsOf: (page: number) => readonly WireItem[];
  readonly onPage: (page: number) => void;
}

/** Said once for all requests. A local engine wants to be told who asks, and checks no signature. */
const headers = {
  'content-type': 'application/x-amz-json-1.0',
  'x-amz-target': 'DynamoDB_20120810.BatchWriteItem',
  authorization:
    'AWS4-HMAC-SHA256 Credential=local/20261101/eu-west-1/dynamodb/aws4_request, SignedHeaders=host, Signature=local',
};

/** As many as keep a local engine busy. */
const atOnce = 8;

/**
 * Writes millions of items into a local engine without an SDK, which would take more of this machine for each item than
 * the engine does.
 */
export async function bulkLoad({ url, tableName, pages, itemsOf, onPage }: BulkLoad): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  try {
    await inParallel(
      Array.from({ length: pages }, (_, page) => page),
      atOnce,
      async (page) => {
        let unwritten: object = { [tableName]: itemsOf(page).map((Item) => ({ PutRequest: { Item } })) };
        while (Object.keys(unwritten).length > 0) unwritten = await batchWrite(unwritten, url, agent);
        onPage(page);
      },
    );
  } finally {
    agent.destroy();
  }
}

/** What was not written. */
function batchWrite(requestItems: object, url: string, agent: Agent): Promise<object> {
  const body = JSON.stringify({ RequestItems: requestItems });
  return new Promise((resolve, reject) => {
    const asked = request(url, { agent, method: 'POST', headers }, (response) => {
      let answer = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (answer += chunk));
      response.on('error', reject);
      response.on('end', () => {
        if (response.statusCode !== 200) return reject(new Error(`BatchWriteItem: ${response.statusCode} ${answer}`));
        const { UnprocessedItems = {} } = JSON.parse(answer) as { readonly UnprocessedItems?: object };
        resolve(UnprocessedItems);
      });
    });
    asked.on('error', reject);
    asked.end(body);
  });
}
