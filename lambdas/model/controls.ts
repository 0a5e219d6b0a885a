import { createHash } from 'node:crypto';
import type { Breaker, Breakers } from './guards/breaker';

/**
 * What may happen without a person.
 * `auto`: remedies are given. `approve`: every remedy is held for a person. `shadow`: what would have been given is
 * decided and recorded, but nobody is paid or written to. `off`: nothing is decided; the outcome of every failure is
 * "not owed".
 */
export const modes = ['auto', 'approve', 'shadow', 'off'] as const;

/** Listed from free to strict. */
export type Mode = (typeof modes)[number];

export interface ModeSetting {
  readonly mode: Mode;
  /**
   * The share of customers, from 0 to 1, for whom the mode is `auto` anyway. The same customers stay in it as it grows.
   */
  readonly autoShare?: number | undefined;
}

/** One change of a mode: what was set, by whom and why. */
export interface Switch {
  /** A failure type, a source as {@link sourceTarget} names it, or `all`. */
  readonly target: string;
  readonly setting: ModeSetting;
  /** The verified identity of the person who switched. */
  readonly actor: string;
  readonly why: string;
  /** ISO 8601. */
  readonly at: string;
  /** Unique to this switch, so that its writer recognises its own write after a lost reply. */
  readonly token: string;
}

/** The modes in force. Functions apply them within seconds, without a deployment. */
export interface Controls {
  /** 0 before the first switch. */
  readonly version: number;
  readonly all: ModeSetting;
  /** By failure type, or by source as {@link sourceTarget} names it. */
  readonly types: Readonly<Record<string, ModeSetting>>;
  /** The latest switch. Earlier ones are kept too, each with the controls after it. */
  readonly lastSwitch?: Switch | undefined;
  /** Accounts at providers and partners that answered with trouble of their own, now or earlier. */
  readonly breakers?: Breakers | undefined;
}

/** The controls before the first switch, where a deployment does not say in which mode it begins. */
export const initialControls: Controls = controlsOfFirstMode('auto');

/** The controls before the first switch. Whatever a person switches later is stored, and wins. */
export function controlsOfFirstMode(mode: Mode): Controls {
  return { version: 0, all: { mode }, types: {} };
}

/** The controls after a switch. */
export function switched(controls: Controls, change: Switch): Controls {
  const { target, setting } = change;
  const next = { ...controls, version: controls.version + 1, lastSwitch: change };
  return target === 'all' ? { ...next, all: setting } : { ...next, types: { ...controls.types, [target]: setting } };
}

/** The controls after a breaker opened, was tried or closed. */
export function withBreaker(controls: Controls, account: string, breaker: Breaker): Controls {
  return { ...controls, version: controls.version + 1, breakers: { ...controls.breakers, [account]: breaker } };
}

/** What a switch calls a source of events: a rogue detector is stopped, and the other sources of its type go on. */
export function sourceTarget(source: string): string {
  return `source:${source}`;
}

/** How the source of a detector of ours begins, in an event and in a grant. */
export const detectorPrefix = 'detector.';

/** Whether a detector of ours publishes from that source. */
export function isDetector(source: string): boolean {
  return source.startsWith(detectorPrefix);
}

/** What a mode is asked for. */
export interface Switchable {
  readonly type: string;
  readonly customerId: string;
  /** Which system published the failure. Missing where that is not known. */
  readonly source?: string | undefined;
}

/** The mode in force, and what it was set for, as a sentence names it. */
export interface InForce {
  readonly mode: Mode;
  readonly what: string;
}

/** What nobody has switched. */
const automatic: ModeSetting = { mode: 'auto' };

/** A detector that nobody has switched yet: what it sees is decided and recorded, and gives nothing. */
const watched: ModeSetting = { mode: 'shadow' };

/**
 * What is set for `all`, a failure type or a source. A new detector begins in shadow, also in a deployment whose modes
 * were switched long ago.
 */
export function settingFor({ all, types }: Pick<Controls, 'all' | 'types'>, target: string): ModeSetting {
  if (target === 'all') return all;
  return types[target] ?? (target.startsWith(sourceTarget(detectorPrefix)) ? watched : automatic);
}

/** The mode for a failure of that type, customer and source. The strictest of the settings wins. */
export function modeFor(controls: Controls, { type, customerId, source }: Switchable): InForce {
  const place = placeOf(customerId);
  const settings = [
    { setting: controls.all, what: type },
    { setting: settingFor(controls, type), what: type },
    ...(source === undefined
      ? []
      : [{ setting: settingFor(controls, sourceTarget(source)), what: `what ${source} publishes` }]),
  ];
  const inForce = settings.map(({ setting: { mode, autoShare = 0 }, what }) => ({
    mode: place < autoShare ? ('auto' as const) : mode,
    what,
  }));
  return inForce.reduce((a, b) => (modes.indexOf(a.mode) >= modes.indexOf(b.mode) ? a : b));
}

/** A number from 0 to 1 that is fixed for each customer, so that a growing share only adds customers. */
function placeOf(customerId: string): number {
  return createHash('sha256').update(customerId, 'utf8').digest().readUInt32BE(0) / 2 ** 32;
}
