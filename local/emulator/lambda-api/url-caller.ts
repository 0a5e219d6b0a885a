import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { createHash, timingSafeEqual } from 'node:crypto';

/** The secret access key of everybody here. Whose request it is, the access key id says. */
export const localSecretAccessKey = 'local';

export interface SignedRequest {
  readonly method: string;
  /** As it stands in the request, encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** By names in small letters. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Why AWS would not know the caller. Callers are told nothing of it. */
export type Caller =
  { readonly known: true; readonly accessKeyId: string } | { readonly known: false; readonly why: string };

/** How far the time of a request may lie from now. */
const mostSkewMs = 5 * 60_000;

const authorizationForm =
  /^AWS4-HMAC-SHA256 Credential=([^/,\s]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request,\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]{64})$/;

/**
 * Says who signed a request to Lambda. The signature is checked as AWS does it, with one convention: the secret access key of
 * everybody is `local`, so that anybody may be anybody, and nobody is it by mistake.
 */
export async function callerOf(request: SignedRequest, region: string, nowMs: number): Promise<Caller> {
  const { headers, body } = request;
  const [, accessKeyId, date, forRegion, service, signedHeaders, signature] =
    authorizationForm.exec(headers['authorization'] ?? '') ?? [];
  if (accessKeyId === undefined || signedHeaders === undefined || signature === undefined) {
    return stranger('it has no Authorization header of the form AWS4-HMAC-SHA256');
  }
  if (service !== 'lambda' || forRegion !== region) return stranger(`it is not signed for lambda in ${region}`);
  const signedAt = timeOf(headers['x-amz-date'] ?? '');
  if (!signedAt || Math.abs(signedAt.getTime() - nowMs) > mostSkewMs) return stranger('its X-Amz-Date is not of now');
  if (!headers['x-amz-date']?.startsWith(date ?? '')) return stranger('its dates differ');
  const names = signedHeaders.split(';');
  if (!names.includes('host')) return stranger('it does not sign its host');
  const claimedHash = headers['x-amz-content-sha256'];
  const hash = createHash('sha256').update(body).digest('hex');
  if (claimedHash !== undefined && claimedHash !== hash) return stranger('its body is not the one that was signed');
  const expected = await signatureOf(request, names, accessKeyId, region, signedAt);
  if (!isSame(expected, signature)) return stranger('its signature is wrong');
  return { known: true, accessKeyId };
}

/** Signs the same request again; what the caller sent but did not sign is left out. */
async function signatureOf(
  { method, path, query, headers, body }: SignedRequest,
  names: readonly string[],
  accessKeyId: string,
  region: string,
  signingDate: Date,
): Promise<string | undefined> {
  const signer = new SignatureV4({
    credentials: { accessKeyId, secretAccessKey: localSecretAccessKey },
    region,
    service: 'lambda',
    sha256: Sha256,
    applyChecksum: false,
  });
  const signed = await signer.sign(
    {
      method,
      protocol: 'http:',
      hostname: headers['host'] ?? '',
      path,
      query: Object.fromEntries([...new Set(query.keys())].map((name) => [name, query.getAll(name)])),
      headers: Object.fromEntries(names.map((name) => [name, headers[name] ?? ''])),
      body,
    },
    { signingDate, signableHeaders: new Set(names) },
  );
  return /Signature=([0-9a-f]+)/.exec(signed.headers['authorization'] ?? '')?.[1];
}

function isSame(expected: string | undefined, given: string): boolean {
  if (expected?.length !== given.length) return false;
  return timingSafeEqual(Buffer.from(expected), Buffer.from(given));
}

/** Reads `20261121T233431Z`. */
function timeOf(amzDate: string): Date | undefined {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(amzDate) ?? [];
  if (second === undefined) return undefined;
  return new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

function stranger(why: string): Caller {
  return { known: false, why };
}
