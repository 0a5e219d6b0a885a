import type { IncomingMessage } from 'node:http';

/** What S3 is asked for, with the bucket in the path, as the SDK writes it for an IP address. */
export type ObjectRequest =
  | { readonly action: 's3:PutObject'; readonly bucket: string; readonly key: string; readonly onlyIfNew: boolean }
  | { readonly action: 's3:DeleteObject'; readonly bucket: string; readonly key: string }
  | { readonly action: 's3:GetObject'; readonly bucket: string; readonly key: string }
  | {
      readonly action: 's3:ListBucket';
      readonly bucket: string;
      readonly prefix: string;
      readonly startAfter: string;
      readonly maxKeys: number;
    };

/** S3's own maximum. */
const mostKeys = 1000;

/** @returns undefined for what the local system does not know */
export function readObjectRequest({
  method,
  url = '/',
  headers,
}: Pick<IncomingMessage, 'method' | 'url' | 'headers'>): ObjectRequest | undefined {
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  const [bucket = '', ...rest] = pathname.slice(1).split('/').map(decodeURIComponent);
  const key = rest.join('/');
  if (method === 'PUT' && key !== '') {
    return { action: 's3:PutObject', bucket, key, onlyIfNew: headers['if-none-match'] === '*' };
  }
  if (method === 'DELETE' && key !== '') return { action: 's3:DeleteObject', bucket, key };
  if (method !== 'GET') return undefined;
  if (key !== '') return { action: 's3:GetObject', bucket, key };
  if (searchParams.get('list-type') !== '2') return undefined;
  return {
    action: 's3:ListBucket',
    bucket,
    prefix: searchParams.get('prefix') ?? '',
    startAfter: searchParams.get('start-after') ?? '',
    maxKeys: Math.min(Number(searchParams.get('max-keys') ?? mostKeys), mostKeys),
  };
}
