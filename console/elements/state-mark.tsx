import type { FC } from 'hono/jsx';
import type { RemedyRecordView } from '../../lambdas/operator-api/response-schemas';
import { titleOf } from './titles';

type State = RemedyRecordView['state'];

const tones: Readonly<Record<State, 'good' | 'warn' | 'bad' | 'plain'>> = {
  held: 'warn',
  approved: 'plain',
  rejected: 'plain',
  executing: 'plain',
  issued: 'good',
  pending: 'plain',
  declined: 'warn',
  unknown: 'bad',
  'late-failed': 'bad',
  fallback: 'plain',
  'needs-attention': 'bad',
};

/** The state of a remedy, in words; the colour says nothing that the words do not. */
export const StateMark: FC<{ readonly state: State }> = ({ state }) => (
  <span class={`state ${tones[state]}`}>{titleOf(state)}</span>
);
