import type { NoticeTemplate } from '../../lambdas/ledger/notice/notice';
import { idInPath } from '../../lambdas/operator-api/path-id';
import { responseSchemas } from '../../lambdas/operator-api/response-schemas';
import type * as z from 'zod/mini';
import { RefusedError } from './command-error';
import type { Session } from './session';

/** Where a remedy is in the operator API. */
export function placeOf(customerId: string, remedyId: string): string[] {
  return ['remedies', idInPath(customerId), idInPath(remedyId)];
}

/** The version of a remedy at this moment. What is sent with it is refused once anything else was done to it. */
export async function seenRemedy(place: readonly string[], session: Session): Promise<number> {
  return (await look(place, responseSchemas.showRemedy, session)).record.version;
}

export async function seenNotice(
  place: readonly string[],
  template: NoticeTemplate,
  session: Session,
): Promise<number> {
  const { notices } = await look(place, responseSchemas.showRemedy, session);
  return notices.find((notice) => notice.template === template)?.version ?? 0;
}

export async function seenIncident(place: readonly string[], session: Session): Promise<number> {
  return (await look(place, responseSchemas.showIncident, session)).incident.version;
}

export async function seenControls(session: Session): Promise<number> {
  return (await look(['controls'], responseSchemas.showControls, session)).controls.version;
}

/** How often a switch that must not wait is sent again, where others switch or accounts break at the same moment. */
const tries = 6;

/** Sends a switch for whatever is set at that moment, as often as that has changed meanwhile. */
export async function postUrgently(body: object, session: Session): Promise<unknown> {
  for (let attempt = 1; ; attempt++) {
    const expectedVersion = await seenControls(session);
    try {
      return await session.client().post(['controls'], { ...body, expectedVersion });
    } catch (error) {
      const isOver = attempt >= tries || !(error instanceof RefusedError);
      if (isOver || (await seenControls(session)) === expectedVersion) throw error;
    }
  }
}

async function look<Answer>(
  place: readonly string[],
  schema: z.ZodMiniType<Answer>,
  session: Session,
): Promise<Answer> {
  return session.understood(schema, await session.client().get(place));
}
