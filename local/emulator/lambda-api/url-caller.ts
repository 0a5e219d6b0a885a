import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { createHash, timingSafeEqual } from 'node:crypto';

/** The secret access key of all callers. The access key id says who the caller is. */
export const localSecretAccessKey = 'local';

export interface SignedRequest {
  readonly method: string;
  /** As it stands in the request, encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** By lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** The caller of a request, or why AWS would reject the request. The response does not say why. */
export type Caller =
  { readonly known: true; readonly accessKeyId: string } | { readonly known: false; readonly why: string };

/** The largest accepted difference between the time of a request and now. */
const maxClockSkewMs = 5 * 60_000;

const authorizationForm =
  /^AWS4-HMAC-SHA256 Credential=([^/,\s]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request,\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]{64})$/;

/**
 * Finds out who signed a request to Lambda. The signature is checked as AWS does it, with one convention: the secret
 * access key of all callers is `local`, so that anybody can act as any caller, but not by mistake.
 */
export async function callerOf(request: SignedRequest, region: string, nowMs: number): Promise<Caller> {
  const { headers, body } = request;
  const [, accessKeyId, date, forRegion, service, signedHeaders, signature] =
    authorizationForm.exec(headers['authorization'] ?? '') ?? [];
  if (accessKeyId === undefined || signedHeaders === undefined || signature === undefined) {
    return rejected('it has no Authorization header of the form AWS4-HMAC-SHA256');
  }
  if (service !== 'lambda' || forRegion !== region) return rejected(`it is not signed for lambda in ${region}`);
  const signedAt = timeOf(headers['x-amz-date'] ?? '');
  if (!signedAt || Math.abs(signedAt.getTime() - nowMs) > maxClockSkewMs)
    return rejected('its X-Amz-Date is not of now');
  if (!headers['x-amz-date']?.startsWith(date ?? '')) return rejected('its dates differ');
  const names = signedHeaders.split(';');
  if (!names.includes('host')) return rejected('it does not sign its host');
  const claimedHash = headers['x-amz-content-sha256'];
  const hash = createHash('sha256').update(body).digest('hex');
  if (claimedHash !== undefined && claimedHash !== hash) return rejected('its body is not the one that was signed');
  const expected = await signatureOf(request, names, accessKeyId, region, signedAt);
  if (!isSame(expected, signature)) return rejected('its signature is wrong');
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

function rejected(why: string): Caller {
  return { known: false, why };
}
