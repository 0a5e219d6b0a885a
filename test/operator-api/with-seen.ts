import * as z from 'zod/mini';

const version = z.object({ version: z.number() });
const looked = z.object({
  record: z.optional(version),
  incident: z.optional(version),
  controls: z.optional(version),
  notices: z.optional(z.array(z.extend(version, { template: z.string() }))),
});

/**
 * What a person sends who has just looked: the body with the version that is there, unless it names one. A rejection
 * that names no code is for another reason.
 *
 * @param get answers a GET of the operator API
 */
export async function withSeen(
  path: string,
  body: object,
  get: (path: string) => Promise<unknown>,
  now = new Date(),
): Promise<object> {
  if (path.endsWith('/reject') && !('code' in body)) return withSeen(path, { ...body, code: 'other' }, get, now);
  if ('expectedVersion' in body || 'seenAt' in body) return body;
  const [root = '', first = '', second = '', part, template] = path.replace(/^\//, '').split('/');
  switch (root) {
    case 'dead-letters':
      // What is dropped is named one by one.
      return second === 'drop' ? body : { ...body, seenAt: '2999-12-31T00:00:00Z' };
    case 'releases':
    case 'retries':
      return { ...body, seenAt: '2999-12-31T00:00:00Z' };
    case 'customers':
      return { ...body, seenAt: now.toISOString() };
    case 'controls':
    case 'breakers':
      return { ...body, expectedVersion: (await look('controls', get)).controls?.version ?? 0 };
    case 'incidents':
      if (second === 'preview') return body;
      return { ...body, expectedVersion: (await look(`incidents/${first}`, get)).incident?.version ?? 0 };
    case 'remedies': {
      if (part === 'preview') return body;
      const { record, notices = [] } = await look(`remedies/${first}/${second}`, get);
      const notice = part === 'notices' ? notices.find((one) => one.template === template) : undefined;
      return { ...body, expectedVersion: (notice ?? record)?.version ?? 0 };
    }
    default:
      return body;
  }
}

async function look(path: string, get: (path: string) => Promise<unknown>): Promise<z.output<typeof looked>> {
  return looked.safeParse(await get(path)).data ?? {};
}
