import type { IncomingMessage, ServerResponse } from 'node:http';
import { unguarded, type Guard } from '../iam/guard';
import { bodyOf } from '../server/aws-json';
import { serve, type LoopbackServer } from '../server/loopback-server';
import { readObjectRequest, type ObjectRequest } from './object-request';

interface Answer {
  readonly status: number;
  readonly body?: Buffer | string | undefined;
  readonly contentType?: string | undefined;
}

/** By bucket and key. */
type Buckets = ReadonlyMap<string, Map<string, Buffer>>;

/** S3, in memory: objects are put, unless there is one and the request says so, read and listed. */
export function startObjects(
  port: number,
  buckets: readonly string[],
  guard: Guard = unguarded,
): Promise<LoopbackServer> {
  const stored: Buckets = new Map(buckets.map((bucket) => [bucket, new Map<string, Buffer>()]));
  return serve(
    port,
    guard('s3', (request, response) => {
      void answer(request, stored)
        .then((given) => send(response, given))
        .catch(() => response.destroy());
    }),
  );
}

async function answer(request: IncomingMessage, stored: Buckets): Promise<Answer> {
  const asked = readObjectRequest(request);
  if (!asked) return refusal(501, 'NotImplemented');
  const objects = stored.get(asked.bucket);
  if (!objects) return refusal(404, 'NoSuchBucket');
  switch (asked.action) {
    case 's3:PutObject': {
      if (asked.onlyIfNew && objects.has(asked.key)) return refusal(412, 'PreconditionFailed');
      objects.set(asked.key, await bodyOf(request));
      return { status: 200 };
    }
    // What is not there is deleted, too.
    case 's3:DeleteObject': {
      objects.delete(asked.key);
      return { status: 204 };
    }
    case 's3:GetObject': {
      const body = objects.get(asked.key);
      return body ? { status: 200, body, contentType: 'application/octet-stream' } : refusal(404, 'NoSuchKey');
    }
    case 's3:ListBucket':
      return listing(asked, [...objects.keys()]);
  }
}

function listing(
  { bucket, prefix, startAfter, maxKeys }: Extract<ObjectRequest, { action: 's3:ListBucket' }>,
  keys: readonly string[],
): Answer {
  const found = keys.filter((key) => key.startsWith(prefix) && key > startAfter).toSorted();
  const shown = found.slice(0, maxKeys);
  const contents = shown.map((key) => `<Contents><Key>${escaped(key)}</Key></Contents>`).join('');
  const facts = `<Name>${escaped(bucket)}</Name><KeyCount>${shown.length}</KeyCount>`;
  const truncated = `<IsTruncated>${found.length > shown.length}</IsTruncated>`;
  return xml(200, `<ListBucketResult>${facts}${truncated}${contents}</ListBucketResult>`);
}

function refusal(status: number, code: string): Answer {
  return xml(status, `<Error><Code>${code}</Code><Message>${code}</Message></Error>`);
}

function xml(status: number, body: string): Answer {
  return { status, body: `<?xml version="1.0" encoding="UTF-8"?>${body}`, contentType: 'application/xml' };
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function send(response: ServerResponse, { status, body = '', contentType }: Answer): void {
  response.writeHead(status, {
    ...(contentType !== undefined && { 'Content-Type': contentType }),
    'Content-Length': Buffer.byteLength(body),
  });
  response.end(body);
}
