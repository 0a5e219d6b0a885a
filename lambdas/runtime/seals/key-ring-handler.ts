import { generateKeyPairSync } from 'node:crypto';
import type { Context } from 'aws-lambda';
import * as z from 'zod/mini';
import { publicKeysOf, ringFor, ringIn, type WantedKeys } from '../../ledger/seal/key-ring';
import { redacted } from '../../model/guards/redacted';
import { keyRingSettings } from '../environment/environment';
import { readJson } from '../settings/read-json';
import { telemetry, type Telemetry } from '../telemetry/telemetry';
import { wireKeyRing, type KeyRingPorts } from './key-ring-wiring';
import { wiredHandler } from '../handlers/wired-handler';

/** All values of a template are text. */
const wantedSchema = z.object({
  Generation: z.pipe(z.string(), z.transform(Number)),
  Revoked: z.pipe(z.string(), z.pipe(z.transform(readJson), z.array(z.int()))),
});

const requestSchema = z.object({
  RequestType: z.enum(['Create', 'Update', 'Delete']),
  ResponseURL: z.url(),
  StackId: z.string(),
  RequestId: z.string(),
  LogicalResourceId: z.string(),
  ResourceProperties: z.unknown(),
});

type Request = z.output<typeof requestSchema>;

/**
 * The Lambda handler that a deployment calls: it makes the keys of the seals that are missing, and tells the public
 * ones. A deployment waits for the answer for an hour, so whatever goes wrong is an answer too.
 */
export function keyRingHandler(
  wire: () => KeyRingPorts = () => wireKeyRing(keyRingSettings(process.env)),
  tools: Telemetry = telemetry(),
): (event: unknown, context: Context) => Promise<void> {
  return wiredHandler(wire, tools, async (event: unknown, { wired, observer }) => {
    const request = requestSchema.parse(event);
    const ports = wired();
    const { StackId, RequestId, LogicalResourceId } = request;
    const ids = { StackId, RequestId, LogicalResourceId, PhysicalResourceId: 'seal-keys' };
    await ports.answer(request.ResponseURL, JSON.stringify({ ...ids, ...(await resultOf(request, ports, observer)) }));
  });
}

async function resultOf(
  { RequestType, ResourceProperties }: Request,
  ports: KeyRingPorts,
  observer: { trouble(id: string, what: string, error: unknown): void },
) {
  // What they have sealed stays in the ledger, so the keys do too.
  if (RequestType === 'Delete') return { Status: 'SUCCESS' } as const;
  try {
    const { Generation, Revoked } = wantedSchema.parse(ResourceProperties);
    const keys = await makeKeys({ generation: Generation, revoked: Revoked }, ports);
    return { Status: 'SUCCESS', Data: { PublicKeys: JSON.stringify(keys) } } as const;
  } catch (error) {
    observer.trouble('seal-keys', 'the keys of the seals could not be made', error);
    const Reason = error instanceof Error ? `${error.name}: ${redacted(error.message)}`.slice(0, 500) : 'not known';
    return { Status: 'FAILED', Reason } as const;
  }
}

async function makeKeys(wanted: WantedKeys, { secret, clock }: KeyRingPorts) {
  const before = ringIn(await secret.read());
  const ring = ringFor(before, wanted, clock(), newKey);
  if (JSON.stringify(ring) !== JSON.stringify({ keys: before.keys })) await secret.write(JSON.stringify(ring));
  return publicKeysOf(ring);
}

function newKey(): string {
  return generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
}
