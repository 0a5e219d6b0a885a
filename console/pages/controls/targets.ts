import { modes, settingFor, type Mode } from '../../../lambdas/model/controls';
import type { ControlsView, ModeSettingView } from '../../../lambdas/operator-api/response-schemas';
import { titleOf } from '../../elements/titles';

const sources = 'source:';

/** `all` is `Everything`, a source is named as whoever publishes. */
export function targetTitle(target: string): string {
  if (target === 'all') return 'Everything';
  return target.startsWith(sources) ? `What ${target.slice(sources.length)} publishes` : titleOf(target);
}

/** What can be switched beside everything, and what once was: failure types first, then sources. */
export function targetsOf({ types }: ControlsView, known: readonly string[]): string[] {
  const isSource = (target: string): number => Number(target.startsWith(sources));
  const all = [...new Set([...known, ...Object.keys(types)])];
  return all.sort((a, b) => isSource(a) - isSource(b) || a.localeCompare(b));
}

export function settingOf(controls: ControlsView, target: string): ModeSettingView {
  return settingFor(controls, target);
}

/** What each mode makes of a failure. */
export const modeTexts: Readonly<Record<Mode, string>> = {
  auto: 'made right by itself',
  approve: 'held until a person approves',
  shadow: 'decided and recorded; nobody is paid or written to',
  off: 'nothing is decided, given or recorded',
};

export function isMode(text: string | undefined): text is Mode {
  return modes.some((mode) => mode === text);
}
