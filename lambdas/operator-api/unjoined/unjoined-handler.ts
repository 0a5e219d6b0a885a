import { detectorPrefix } from '../../model/controls';
import { ok } from '../answers/operator-response';
import { handlerOf } from '../handler';
import { unjoinedOperations } from './unjoined-operation';

export const unjoinedHandlers = {
  listUnjoined: handlerOf(unjoinedOperations.listUnjoined, async ({ query }, { ports: { unjoined, clock } }) => {
    if (!unjoined) return ok({ detectors: [], signals: [], isComplete: true });
    const { signals, isComplete } = await unjoined.list(query.limit, clock());
    const listed = signals.map((signal) => ({ ...signal, source: `${detectorPrefix}${signal.detector}` }));
    return ok({ detectors: unjoined.detectors, signals: listed, isComplete });
  }),
};
