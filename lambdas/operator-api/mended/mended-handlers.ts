import { decideFix, listUnmended } from '../../flow/follow/decide-fix';
import { ok, resultOf, type OperatorResponse } from '../answers/operator-response';
import { changedResponse } from '../answers/if-unchanged';
import { handlerOf } from '../handler';
import { mendedOperations } from './mended-operations';

const noFix: OperatorResponse = { status: 404, body: { why: 'no customer was written of this incident' } };

export const mendedHandlers = {
  listUnmended: handlerOf(mendedOperations.listUnmended, async (_, { ports }) =>
    ok({ incidents: await listUnmended(ports) }),
  ),

  decideFix: handlerOf(mendedOperations.decideFix, async ({ params, body }, { ports, actor }) => {
    const { why, verdict, expectedVersion } = body;
    const fix = await ports.fixes.readFix(params.incidentId);
    if (!fix) return noFix;
    const changed = changedResponse(fix, expectedVersion);
    return changed ?? resultOf(await decideFix({ ...params, actor, why, verdict, expectedVersion }, ports));
  }),
};
